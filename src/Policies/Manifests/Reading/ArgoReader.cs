using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads Applications of Argo CD, and what makes them.</summary>
internal static class ArgoReader
{
    /// <summary>The address of the cluster that Argo CD runs in.</summary>
    private const string Here = "https://kubernetes.default.svc";

    private static readonly string[] Edits = ["namePrefix", "nameSuffix", "patches", "components", "namespace", "commonLabels", "commonAnnotations"];

    public static ArgoApplication Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var destination = spec.Field("destination"u8);
        var cluster = destination.Text("name"u8) is { Length: > 0 } name ? name : destination.Text("server"u8);
        return new ArgoApplication
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            TargetNamespace = destination.Text("namespace"u8),
            Cluster = cluster is Here or "in-cluster" ? string.Empty : cluster,

            // As Argo CD does: an empty list, which its page writes, is none.
            Sources = spec.Field("sources"u8) is { ValueKind: JsonValueKind.Array } several && several.GetArrayLength() > 0
                ? [.. several.EnumerateArray().Select((s, i) => Source(s, string.Create(CultureInfo.InvariantCulture, $"/spec/sources/{i}")))]
                : spec.Field("source"u8) is { ValueKind: JsonValueKind.Object } one ? [Source(one, "/spec/source")] : [],
        };
    }

    public static ArgoApplicationSet ReadSet(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) => new()
    {
        Reference = reference,
        Metadata = metadata,
        Source = source,
        Generators = root.Field("spec"u8).Field("generators"u8),
        Template = root.Field("spec"u8).Field("template"u8),
        TemplatePatch = root.Field("spec"u8).Text("templatePatch"u8),
    };

    private static ArgoSource Source(JsonElement source, string pointer) => new()
    {
        Path = IsOfRegistry(source) ? string.Empty : KustomizationReader.Folder(source.Text("path"u8)),
        Repository = source.Text("repoURL"u8),
        Chart = source.Text("chart"u8) is { Length: > 0 } chart ? ChartName.At(chart, source.Text("targetRevision"u8))
            : IsOfRegistry(source) ? ChartName.At(source.Text("repoURL"u8), source.Text("targetRevision"u8))
            : new ChartName(string.Empty, string.Empty),
        Ref = source.Text("ref"u8),
        IsRecursive = source.Field("directory"u8).IsTrue("recurse"u8),
        Helm = source.Field("helm"u8),
        KustomizeEdits =
        [
            .. Edits.Select(field => (field, source.Field("kustomize"u8).Field(Encoding.UTF8.GetBytes(field))))
                .Where(e => e.Item2.ValueKind != JsonValueKind.Undefined),
            .. source.Field("kustomize"u8).Texts("images"u8) is { Count: > 0 } images
                ? new (string, JsonElement)[] { ("images", KustomizeImages.OfArgo(images)) }
                : [],
            .. source.Field("kustomize"u8).Items("replicas"u8).ToArray() is { Length: > 0 } replicas
                ? new (string, JsonElement)[] { ("replicas", KustomizeReplicas.OfArgo(replicas)) }
                : [],
        ],
        Pointer = pointer,
    };

    /// <summary>Whether all of an artifact of a registry is meant, which is a chart as a rule.</summary>
    private static bool IsOfRegistry(JsonElement source) =>
        source.Text("repoURL"u8).StartsWith("oci://", StringComparison.Ordinal)
            && source.Text("chart"u8).Length == 0
            && source.Text("path"u8).Trim('/') is "" or ".";
}
