using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads kustomize's own kustomization.yaml.</summary>
public static class KustomizeReader
{
    /// <summary>Reads one.</summary>
    public static Kustomize Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) => new()
    {
        Reference = reference,
        Metadata = metadata,
        Source = source,
        TargetNamespace = root.Text("namespace"u8),
        Resources = [.. root.Texts("resources"u8), .. root.Texts("components"u8)],
        Patches = Patches(root),
        Images = KustomizeImages.Of(root.Field("images"u8)),
        Charts = Charts(root, reference, source),
        Changes = source is ManifestSource.Text { Map.File: var file } ? [.. Changes(root, file)] : [],
    };

    /// <summary>The patches that say what they are for, in a target or by the object they are a part of. Those in files of their own say it there.</summary>
    private static IEnumerable<KustomizePatch> Changes(JsonElement root, string file) =>
    [
        .. KustomizePatch.Of(root.Field("patches"u8), file),
        .. KustomizePatch.Of(root.Field("patchesJson6902"u8), file),
        .. root.Items("patches"u8).Where(p => p.Field("target"u8).ValueKind != JsonValueKind.Object).Select(p => p.Text("patch"u8))
            .Concat(root.Texts("patchesStrategicMerge"u8).Where(text => text.Contains('\n', StringComparison.Ordinal)))
            .Where(text => text.Length > 0)
            .SelectMany(text => YamlReader.Read(text, file))
            .OfType<YamlDocument.Readable>()
            .Select(d => new KustomizePatch(d.Root.Text("kind"u8), d.Root.Field("metadata"u8).Text("name"u8), file)),
    ];

    /// <summary>What a file of its name is that does not say so.</summary>
    public static ObjectReference Unsaid { get; } = new("kustomize.config.k8s.io/v1beta1", "Kustomization", string.Empty, string.Empty);

    /// <summary>Whether kustomize takes a file for a kustomization by its name alone.</summary>
    public static bool IsItsFile(string file) => file[(file.LastIndexOf('/') + 1)..] is "kustomization.yaml" or "kustomization.yml" or "Kustomization";

    /// <summary>The files a kustomization patches with. A patch that is written in place is not a file, and does no harm in the list.</summary>
    private static string[] Patches(JsonElement root) =>
    [
        .. root.Items("patches"u8).Select(p => p.Text("path"u8)).Where(path => path.Length > 0),
        .. root.Items("patchesJson6902"u8).Select(p => p.Text("path"u8)).Where(path => path.Length > 0),
        .. root.Texts("patchesStrategicMerge"u8).Where(path => !path.Contains('\n', StringComparison.Ordinal)),
    ];

    /// <summary>The charts a kustomization installs. Values in place lie over those of files, unless it says otherwise.</summary>
    private static IReadOnlyList<ChartRelease> Charts(JsonElement root, ObjectReference reference, ManifestSource source) =>
    [
        .. root.Items("helmCharts"u8).Select((chart, index) => new ChartRelease
        {
            Reference = reference with { Name = chart.Text("name"u8) },
            Metadata = new Metadata(),
            Source = source,
            Chart = ChartName.At(chart.Text("name"u8), chart.Text("version"u8)),
            ReleaseName = chart.Text("releaseName"u8) is { Length: > 0 } own ? own : "release-name",
            TargetNamespace = chart.Text("namespace"u8) is { Length: > 0 } ns ? ns : root.Text("namespace"u8),
            Values = Values(chart, index, source.Folder),
        }),
    ];

    private static ChartValues[] Values(JsonElement chart, int index, string folder)
    {
        IEnumerable<string> files = chart.Text("valuesFile"u8) is { Length: > 0 } first
            ? [first, .. chart.Texts("additionalValuesFiles"u8)]
            : chart.Texts("additionalValuesFiles"u8);
        ChartValues[] written = [.. files.Select(f => new ChartValues.File(f, folder))];
        ChartValues[] inline = chart.Field("valuesInline"u8) is { ValueKind: JsonValueKind.Object } values
            ? [new ChartValues.Written(values, string.Create(CultureInfo.InvariantCulture, $"/helmCharts/{index}/valuesInline"))]
            : [];
        return chart.Text("valuesMerge"u8) is "merge" ? [.. inline, .. written] : [.. written, .. inline];
    }
}
