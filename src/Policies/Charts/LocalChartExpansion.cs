using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// What a chart in a folder of the repository brings along: each dependency with the values the chart has under its key. The chart's own templates
/// are files beside it, and are read or named as those.
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
    };

    public static IEnumerable<ManifestReading> Of(ChartRelease asked, LocalChart chart, SourceMap own, ChartsInSight sight)
    {
        var folder = chart.Source.Folder;
        var values = ReleaseValues.Of(asked with { Values = [new ChartValues.File(OwnValues, folder), .. asked.Values] }, own, sight);
        var unseen = values.Unseen.Where(u => u is not OwnValues).ToArray();
        return Of(asked with { Folder = folder }, chart, values with { Unseen = unseen }, own, sight, depth: 0);
    }

    private static IEnumerable<ManifestReading> Of(
        ChartRelease asked,
        LocalChart chart,
        ReleaseValues values,
        SourceMap own,
        ChartsInSight sight,
        int depth)
    {
        foreach (var dependency in chart.Dependencies.Where(d => depth < Deepest && IsOn(d.Condition, values.Root)))
        {
            var part = Part(values, dependency.Key);
            var found = dependency.Folder.Length > 0 ? sight.Local(KustomizeTree.Join(chart.Source.Folder, dependency.Folder), chart.Source.Folder)
                : sight.Local($"{chart.Source.Folder}/charts/{dependency.Chart.Name}", chart.Source.Folder);
            var readings = found is { IsLibrary: false, Dependencies.Count: > 0 }
                ? Of(asked, found, part, own, sight, depth + 1)
                : ReleaseExpansion.Made(asked, dependency.Chart, part, own);
            foreach (var reading in readings)
            {
                yield return reading;
            }
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
