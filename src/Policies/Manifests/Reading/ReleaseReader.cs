using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads the objects that install charts, and those that say which chart that is.</summary>
internal static class ReleaseReader
{
    /// <summary>A HelmRelease of Flux 2, or of its predecessor, which named the chart otherwise.</summary>
    public static ChartRelease OfFlux(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var chart = spec.Field("chart"u8);
        var said = chart.Field("spec"u8) is { ValueKind: JsonValueKind.Object } current ? ChartName.At(current.Text("chart"u8), current.Text("version"u8))
            : ChartName.At(chart.Text("name"u8) is { Length: > 0 } name ? name : chart.Text("path"u8), chart.Text("version"u8));
        var target = spec.Text("targetNamespace"u8);
        var isInRepository = chart.Text("path"u8).Length > 0 || chart.Field("spec"u8).Field("sourceRef"u8).Text("kind"u8) is "GitRepository" or "Bucket";
        return new ChartRelease
        {
            Folder = isInRepository ? (chart.Text("path"u8) + chart.Field("spec"u8).Text("chart"u8)).TrimStart('.').Trim('/') : string.Empty,
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Chart = spec.Field("chartRef"u8) is { ValueKind: JsonValueKind.Object } by
                ? said with { SaidBy = new ObjectReference(string.Empty, by.Text("kind"u8), by.Text("namespace"u8), by.Text("name"u8)) }
                : said,
            ReleaseName = spec.Text("releaseName"u8) is { Length: > 0 } own ? own
                : target.Length > 0 && reference.ApiVersion.StartsWith("helm.toolkit", StringComparison.Ordinal) ? $"{target}-{reference.Name}"
                : reference.Name,
            TargetNamespace = target,
            Values =
            [
                .. spec.Items("valuesFrom"u8).Select(From),
                .. spec.Field("values"u8) is { ValueKind: JsonValueKind.Object } values
                    ? new ChartValues[] { new ChartValues.Written(values, "/spec/values") }
                    : [],
            ],
        };
    }

    /// <summary>A HelmChart as K3s and RKE2 install it.</summary>
    public static ChartRelease OfK3s(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        return new ChartRelease
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Chart = ChartName.At(spec.Text("chart"u8), spec.Text("version"u8)),
            ReleaseName = reference.Name,
            TargetNamespace = spec.Text("targetNamespace"u8),
            Values =
            [
                .. spec.Text("valuesContent"u8) is { Length: > 0 } yaml ? new ChartValues[] { new ChartValues.Text(yaml, "/spec/valuesContent") } : [],
                .. spec.Map("set"u8).Select(s => new ChartValues.Single(s.Key, s.Value)),
            ],
        };
    }

    /// <summary>An OCIRepository of Flux.</summary>
    public static ChartSource OfRepository(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var tag = spec.Field("ref"u8);
        return Source(ChartName.At(spec.Text("url"u8), tag.Text("semver"u8) is { Length: > 0 } range ? range : tag.Text("tag"u8)), reference, metadata, source);
    }

    /// <summary>A GitRepository of Flux.</summary>
    public static GitSource OfGit(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        new() { Reference = reference, Metadata = metadata, Source = source, Address = root.Field("spec"u8).Text("url"u8) };

    /// <summary>A HelmChart of Flux.</summary>
    public static ChartSource OfChart(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        Source(ChartName.At(root.Field("spec"u8).Text("chart"u8), root.Field("spec"u8).Text("version"u8)), reference, metadata, source);

    private static ChartSource Source(ChartName chart, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        new() { Reference = reference, Metadata = metadata, Source = source, Chart = chart };

    private static ChartValues From(JsonElement from) => new ChartValues.OfObject(
        from.Text("kind"u8) is { Length: > 0 } kind ? kind : from.Field("configMapKeyRef"u8).ValueKind == JsonValueKind.Object ? "ConfigMap" : "Secret",
        from.Text("name"u8) is { Length: > 0 } name ? name
            : from.Field("configMapKeyRef"u8).Text("name"u8) is { Length: > 0 } old ? old
            : from.Field("secretKeyRef"u8).Text("name"u8),
        from.Text("valuesKey"u8) is { Length: > 0 } key ? key : "values.yaml",
        from.Text("targetPath"u8));
}
