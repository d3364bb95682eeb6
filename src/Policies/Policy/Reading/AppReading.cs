using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Reading;

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
            Engine = Read(section.Engine, Words.Engines, shipped?.Engine ?? Engine.Files),
            Criticality = Read(section.Criticality, Words.Criticalities, shipped?.Criticality ?? Criticality.Important),
            IsSingleWriter = section.SingleWriter ?? shipped?.IsSingleWriter ?? false,
            Certainty = section.Confidence switch
            {
                null => shipped?.Certainty ?? Certainty.Catalog,
                "low" => Certainty.Guessed,
                _ => Certainty.Catalog,
            },
            Data = [.. (shipped?.Data ?? []).Where(old => !Array.Exists(data, d => Same(d, old))), .. data],
            Switches = [.. shipped?.Switches ?? [], .. (section.Switches ?? []).Select(Switch)],
            SettingsFile = section.SettingsFile ?? shipped?.SettingsFile ?? string.Empty,
            Evidence = section.Evidence ?? shipped?.Evidence ?? [],
        };
    }

    private static bool Same(AppData one, AppData other) =>
        string.Equals(one.Path, other.Path, StringComparison.Ordinal) && string.Equals(one.Variable, other.Variable, StringComparison.Ordinal);

    private static AppData Data(AppDataSection section) => new()
    {
        Path = section.Path ?? string.Empty,
        Kind = Read(section.Kind, Words.DataKinds, DataKind.Unknown),
        Files = section.Files ?? [],
        Product = section.Product ?? string.Empty,
        Otherwise = Read(section.Otherwise, Words.DataKinds, DataKind.Config),
        Also = [.. (section.Also ?? []).Select(word => Read(word, Words.DataKinds, DataKind.Unknown))],
        Variable = section.Env ?? string.Empty,
        Criticality = section.Criticality is null ? null : Read(section.Criticality, Words.Criticalities, Criticality.Low),
        Condition = section.Conditional ?? string.Empty,
        Copying = Read(section.Backup, Words.Copying, Copying.Crash),
        IsLegacy = section.Legacy ?? false,
    };

    private static AppSwitch Switch(AppSwitchSection section) => new()
    {
        Variable = section.Env ?? string.Empty,
        Test = section switch
        {
            { Arg: { } argument } => new SwitchTest.Matches(argument),
            { Pattern: { } pattern } => new SwitchTest.Matches(pattern),
            { Values: { } values } => new SwitchTest.OneOf(values),
            _ => SwitchTest.Present.Instance,
        },
        Engine = Read(section.Engine, Words.Engines, Engine.Server),
        Product = section.Product ?? string.Empty,
        Example = section.Example ?? string.Empty,
        Leaves = section.Leaves is { } leaves
            ? new AppResidue(Read(leaves.Kind, Words.DataKinds, DataKind.Unknown), Read(leaves.Criticality, Words.Criticalities, Criticality.Low), leaves.What ?? string.Empty)
            : null,
    };

    private static T Read<T>(string? word, Word<T> words, T otherwise)
        where T : struct, Enum => word is not null && words.TryRead(word, out var value) ? value : otherwise;
}
