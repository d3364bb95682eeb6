using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Templates;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// What a chart in a folder of the repository makes: of its own templates, and of each dependency with the values the chart has under its key.
/// </summary>
internal static class LocalChartExpansion
{
    /// <summary>The chart's own values; what a release gives lies over them.</summary>
    private const string OwnValues = "values.yaml";

    /// <summary>How deep charts may lie in one another.</summary>
    private const int Deepest = 8;

    /// <summary>A chart that nothing known installs, as a person would with its own values.</summary>
    public static ChartRelease Alone(LocalChart chart) => new()
    {
        Reference = chart.Reference,
        Metadata = chart.Metadata,
        Source = chart.Source,
        Chart = new ChartName(chart.Name, string.Empty),
        Folder = chart.Source.Folder,
        ReleaseName = chart.Name,
        IsUnapplied = chart.IsUnapplied,
    };

    public static IEnumerable<ManifestReading> Of(ChartRelease asked, LocalChart chart, SourceMap own, ChartsInSight sight)
    {
        var folder = chart.Source.Folder;
        var values = ReleaseValues.Of(asked with { Values = [new ChartValues.File(OwnValues, folder), .. asked.Values] }, own, sight);
        var unseen = values.Unseen.Where(u => u is not OwnValues).ToArray();
        var defined = ChartFilling.Defined(Family(chart, sight, depth: 0).Reverse().Select(c => (c, sight.Texts.Of(c.Source.Folder))));
        return Of(asked with { Folder = folder }, chart, values with { Unseen = unseen }, own, sight, defined, depth: 0);
    }

    private static IEnumerable<ManifestReading> Of(
        ChartRelease asked,
        LocalChart chart,
        ReleaseValues values,
        SourceMap own,
        ChartsInSight sight,
        Dictionary<string, IReadOnlyList<TemplateNode>> defined,
        int depth)
    {
        var filling = new ChartFilling(asked, chart, values, defined, sight.Texts);
        var made = filling.Readings().ToList();
        foreach (var dependency in chart.Dependencies.Where(d => depth < Deepest && IsOn(d.Condition, values.Root)))
        {
            var part = Part(values, dependency.Key);
            var found = Local(chart, dependency, sight);
            if (found is { IsLibrary: true })
            {
                continue;
            }

            made.AddRange(found is null || (found.Dependencies.Count == 0 && !sight.Texts.Of(found.Source.Folder).Any())
                ? IsLibrary(dependency, values)
                    ? ReleaseExpansion.Made(asked, new ChartName(ReleaseExpansion.AppTemplateName, dependency.Chart.Version), values, own)
                    : ReleaseExpansion.Made(asked, dependency.Chart, part, own)
                : Of(asked, found, WithOwn(part, found, sight), own, sight, defined, depth + 1));
        }

        return [.. made, .. NotFilled(asked, filling.Left, chart.Dependencies.Any(d => IsLibrary(d, values)), own, sight)];
    }

    /// <summary>A chart and all that it brings along.</summary>
    private static IEnumerable<LocalChart> Family(LocalChart chart, ChartsInSight sight, int depth) => depth == Deepest ? [] :
    [
        chart,
        .. chart.Dependencies.Select(d => Local(chart, d, sight)).OfType<LocalChart>().SelectMany(c => Family(c, sight, depth + 1)),
    ];

    private static LocalChart? Local(LocalChart chart, ChartDependency dependency, ChartsInSight sight) => dependency.Folder.Length > 0
        ? sight.Local(KustomizeTree.Join(chart.Source.Folder, dependency.Folder), chart.Source.Folder)
        : sight.Local($"{chart.Source.Folder}/charts/{dependency.Chart.Name}", chart.Source.Folder);

    /// <summary>Whether a chart has no values of its own because it is a library: the values of whoever uses it have the shape that it reads.</summary>
    private static bool IsLibrary(ChartDependency dependency, ReleaseValues values) =>
        dependency.Folder.Length == 0
        && AppTemplate.HasShape(values.Root)
        && values.Root.Field(Encoding.UTF8.GetBytes(dependency.Key)).ValueKind != JsonValueKind.Object;

    /// <summary>What a chart that is brought along says itself, below what it is given.</summary>
    private static ReleaseValues WithOwn(ReleaseValues given, LocalChart chart, ChartsInSight sight) =>
        sight.Values(new ChartValues.File(OwnValues, chart.Source.Folder), chart.Source.Folder) is { } own
            ? given with { Root = MergedValues.Of([own.Root, given.Root]) }
            : given;

    /// <summary>The templates that stay; one that hands all values to a library says nothing that is not known of those.</summary>
    private static IEnumerable<ManifestReading> NotFilled(
        ChartRelease asked,
        IReadOnlyList<(string File, string Reason)> left,
        bool hasLibrary,
        SourceMap own,
        ChartsInSight sight)
    {
        foreach (var (file, _) in left)
        {
            if (hasLibrary)
            {
                sight.Texts.Filled(file);
            }
            else
            {
                sight.Texts.NotFilled(file);
            }
        }

        if (left.Count > 0 && !hasLibrary)
        {
            var more = left.Count == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", and {left.Count - 1} more");
            yield return new ManifestReading.NotJudged(
                own.File,
                new Position(own.ObjectLine, 1),
                $"{asked.Reference} installs a chart with templates that only Helm can fill: {left[0].File}: {left[0].Reason}{more}")
            {
                Group = "templates that only Helm can fill",
                Name = asked.ReleaseName,
                Command = $"helm template {asked.ReleaseName} {asked.Folder} --dependency-update | homelab-storage audit -",
            };
        }
    }

    /// <summary>The first path that says something decides; nothing said is on.</summary>
    private static bool IsOn(string condition, JsonElement values) => condition
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(path => path
            .Split('.')
            .Aggregate(values, (at, key) => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(key, out var next) ? next : default))
        .FirstOrDefault(found => found.ValueKind is JsonValueKind.True or JsonValueKind.False)
        .ValueKind != JsonValueKind.False;

    /// <summary>The values under a key, and those for all charts together.</summary>
    private static ReleaseValues Part(ReleaseValues values, string key)
    {
        var part = values.Root.ValueKind == JsonValueKind.Object && values.Root.TryGetProperty(key, out var below) && below.ValueKind == JsonValueKind.Object
            ? below
            : MergedValues.Of([]);
        var root = values.Root.Field("global"u8) is { ValueKind: JsonValueKind.Object } global
            ? MergedValues.Of([part, MergedValues.ToElement(new JsonObject { ["global"] = JsonNode.Parse(global.GetRawText()) })])
            : part;
        return values with { Root = root, Pointer = $"{values.Pointer}/{JsonPointer.Escape(key)}" };
    }
}
