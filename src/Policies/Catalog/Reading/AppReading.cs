using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Reading;

/// <summary>Makes an app of a section that has passed its checks.</summary>
internal static class AppReading
{
    /// <summary>A new app, or a shipped one with what the section changes: paths replace paths, switches come on top.</summary>
    public static App Of(AppSection section, App? shipped)
    {
        var data = (section.Data ?? []).Select(Data).ToArray();
        return new App
        {
            Name = section.Name!,
            Images = [.. shipped?.Images ?? [], .. (section.Images ?? []).Select(i => i.ToLowerInvariant())],
            Engine = Words.Engines.Read(section.Engine, shipped?.Engine ?? Engine.Files),
            Criticality = Words.Criticalities.Read(section.Criticality, shipped?.Criticality ?? Criticality.Important),
            IsSingleWriter = section.SingleWriter ?? shipped?.IsSingleWriter ?? true,
            Certainty = section.Confidence switch
            {
                null => shipped?.Certainty ?? Certainty.Catalog,
                "low" => Certainty.Guessed,
                _ => Certainty.Catalog,
            },
            Data = [.. (shipped?.Data ?? []).Where(old => !Array.Exists(data, d => Same(d, old))), .. data],
            Switches = [.. shipped?.Switches ?? [], .. (section.Switches ?? []).Select(Switch)],
            Moves = section.Moves is null ? shipped?.Moves ?? []
                : [.. section.Moves.Select(m => new AppMove(m.To!, m.Source!, m.Steps!, m.Leaves ?? string.Empty))],
            WorkingDirectory = section.WorkingDirectory ?? shipped?.WorkingDirectory ?? string.Empty,
            Dump = Words.DumpMakers.TryRead(section.Dump ?? string.Empty, out var dump) ? dump : shipped?.Dump,
            SettingsFile = section.SettingsFile ?? shipped?.SettingsFile ?? string.Empty,
        };
    }

    private static bool Same(AppData one, AppData other) =>
        string.Equals(one.Path, other.Path, StringComparison.Ordinal)
            && string.Equals(one.Key, other.Key, StringComparison.Ordinal)
            && string.Equals(one.Variable, other.Variable, StringComparison.Ordinal);

    private static AppData Data(AppDataSection section) => new()
    {
        Path = section.Path ?? string.Empty,
        Kind = Words.DataKinds.Read(section.Kind, DataKind.Unknown),
        Files = section.Files ?? [],
        Databases = DatabaseFiles.Below(section.Path ?? string.Empty, section.Files ?? []),
        Product = section.Product ?? string.Empty,
        Otherwise = Words.DataKinds.Read(section.Otherwise, DataKind.Config),
        Also = [.. (section.Also ?? []).Select(word => Words.DataKinds.Read(word, DataKind.Unknown))],
        Variable = section.Env ?? string.Empty,
        Key = section.Key ?? string.Empty,
        Option = section.Option ?? string.Empty,
        Images = [.. (section.Images ?? []).Select(i => i.ToLowerInvariant())],
        Versions = section.Versions is null ? null : VersionRange.Read(section.Versions),
        IsVolume = section.Volume ?? false,
        Criticality = Words.Criticalities.Read(section.Criticality),
        Condition = section.Conditional ?? string.Empty,
        Copying = Words.Copying.Read(section.Backup, Copying.Crash),
        IsLegacy = section.Legacy ?? false,
    };

    private static AppSwitch Switch(AppSwitchSection section) => new()
    {
        Variable = section.Env ?? string.Empty,
        Key = section.Key ?? string.Empty,
        Test = section switch
        {
            { Arg: { } argument } => new SwitchTest.Matches(argument),
            { Pattern: { } pattern } => new SwitchTest.Matches(pattern),
            { Values: { } values } => new SwitchTest.OneOf(values),
            _ => SwitchTest.Present.Instance,
        },
        Engine = Words.Engines.Read(section.Engine, Engine.Server),
        Product = section.Product ?? string.Empty,
        Example = section.Example ?? string.Empty,
        Leaves = section.Leaves is { } leaves
            ? new AppResidue(
                Words.DataKinds.Read(leaves.Kind, DataKind.Unknown),
                Words.Criticalities.Read(leaves.Criticality, Criticality.Low),
                leaves.What ?? string.Empty)
            : null,
    };
}
