using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>What a release becomes: the objects its chart makes, or why nobody can tell.</summary>
internal static class ReleaseExpansion
{
    /// <summary>The readings of a release.</summary>
    public static IEnumerable<ManifestReading> Of(ChartRelease asked, ChartsInSight sight) => ExpansionDoor.Of(
        asked,
        own => asked.Folder.Length > 0 && sight.Local(asked.Folder, asked.Source.Folder) is { } local
            ? LocalChartExpansion.Of(asked, local, own, sight)
            : Made(asked, sight.Chart(asked), ReleaseValues.Of(asked, own, sight), own));

    /// <summary>The readings of a chart in a folder that nothing known installs.</summary>
    public static IEnumerable<ManifestReading> Of(LocalChart chart, ChartsInSight sight) =>
        ExpansionDoor.Of(LocalChartExpansion.Alone(chart), own => LocalChartExpansion.Of(LocalChartExpansion.Alone(chart), chart, own, sight));

    /// <summary>What a chart makes of values.</summary>
    public static ManifestReading[] Made(ChartRelease asked, ChartName chart, ReleaseValues values, SourceMap own)
    {
        var release = new Release(
            asked.Reference,
            chart,
            asked.TargetNamespace.Length > 0 ? asked.TargetNamespace : asked.Namespace,
            asked.ReleaseName,
            values.Map,
            values.Pointer);
        if ((AppTemplate.HasShape(values.Root) || chart.Name is AppTemplateName) && AppTemplateFieldTypes.Check(values.Root) is { } misfit)
        {
            return [Unreadable(asked, values, misfit)];
        }

        var made = AppTemplate.HasShape(values.Root) ? AppTemplate.Read(values.Root, release)
            : chart.Name is AppTemplateName && AppTemplateFirst.HasShape(values.Root)
                ? AppTemplateFirst.Read(values.Root, release).Select(m => new ManifestReading.Understood(m))
            : StorageCharts.Find(chart.Name) is { } storage && (storage.Makes.Count > 0 || !VolumesAsked.By(values.Root))
                ? StorageCharts.Read(storage, values.Root, release)
            : NamedChart.Read(values.Root, release) is { Count: > 0 } named ? [.. named, Partly(asked, $"chart {chart.Name} itself", own)]
            : null;
        return made is null
            ? [NotJudged(asked, chart, values, own)]
            : [
                .. made.Where(r => r is not ManifestReading.Foreign),
                .. values.Unseen.Count == 0 ? Array.Empty<ManifestReading>() : [Partly(asked, string.Join(", ", values.Unseen), own)],
                .. AppTemplate.HasShape(values.Root) && chart.Name is { Length: > 0 } and not AppTemplateName
                    ? new ManifestReading[] { Partly(asked, $"chart {chart.Name} itself", own) }
                    : [],
            ];
    }

    /// <summary>The chart whose values are read by their shape.</summary>
    public const string AppTemplateName = "app-template";

    private static ManifestReading.NotJudged NotJudged(ChartRelease asked, ChartName chart, ReleaseValues values, SourceMap own)
    {
        var name = chart.Name.Length > 0 ? chart.Name : chart.SaidBy is { } by ? $"{by.Kind} {by.Name}" : "without a name";
        var isLocal = asked.Folder.Length > 0;
        var ns = asked.TargetNamespace.Length > 0 ? asked.TargetNamespace : asked.Namespace.Length > 0 ? asked.Namespace : "default";
        var hidden = values.Unseen.Count == 0 ? string.Empty : $", and values in {string.Join(", ", values.Unseen)} were not found";
        return new ManifestReading.NotJudged(
            own.File,
            Place(own),
            $"{asked.Reference} installs chart {name}, and what that makes of its values only Helm can tell{hidden}")
        {
            Group = $"{asked.Reference.Kind}s of charts that are not known",
            Name = name,
            Command = $"helm template {asked.ReleaseName} {(isLocal ? $"{asked.Folder} --dependency-update" : "CHART")} --namespace {ns} "
                + $"{(isLocal ? string.Empty : "--values VALUES ")}| homelab-storage audit -",
        };
    }

    /// <summary>A value of another type than the chart takes: Helm installs nothing.</summary>
    private static ManifestReading.Unreadable Unreadable(ChartRelease asked, ReleaseValues values, Misfit misfit)
    {
        var pointer = values.Pointer + misfit.Pointer;
        return new ManifestReading.Unreadable(
            asked.Reference,
            pointer,
            $"{JsonPointer.Spell(pointer)} is {misfit.Written}, and the chart takes {misfit.Wanted} there")
        {
            File = values.Map.File,
            Position = values.Map.Find(pointer),
        };
    }

    private static ManifestReading.NotJudged Partly(ChartRelease asked, string unseen, SourceMap own) =>
        new(own.File, Place(own), $"{asked.Reference} also takes values from {unseen}, which was not found", IsObject: false)
        {
            Group = "values that were not found",
            Name = unseen,
        };

    private static Position Place(SourceMap map) => new(map.ObjectLine, 1);
}
