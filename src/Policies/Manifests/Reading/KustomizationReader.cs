using System.Text;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads Flux's Kustomizations.</summary>
internal static class KustomizationReader
{
    private static readonly string[] Edits = ["patches", "images", "namePrefix", "nameSuffix"];

    public static Kustomization Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var from = spec.Field("sourceRef"u8);
        return new Kustomization
        {
            From = (from.Text("kind"u8), from.Text("name"u8)),
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Forces = spec.IsTrue("force"u8),
            Prunes = spec.IsTrue("prune"u8),
            Path = Folder(spec.Text("path"u8) is { Length: > 0 } path ? path : from.Text("name"u8).Length > 0 ? "." : string.Empty),
            TargetNamespace = spec.Text("targetNamespace"u8),
            Components = spec.Texts("components"u8),
            CommonLabels = spec.Field("commonMetadata"u8).Map("labels"u8),
            CommonAnnotations = spec.Field("commonMetadata"u8).Map("annotations"u8),
            Substitutes = spec.Field("postBuild"u8).Map("substitute"u8),
            SubstitutesFrom = [.. spec.Field("postBuild"u8).Items("substituteFrom"u8).Select(s => (s.Text("kind"u8), s.Text("name"u8)))],
            Edits = [.. Edits.Select(field => (field, spec.Field(Encoding.UTF8.GetBytes(field)))).Where(e => e.Item2.ValueKind != JsonValueKind.Undefined)],
        };
    }

    /// <summary>What an instance of the Flux operator makes to apply the repository it is told of; null where it is told of none.</summary>
    public static Kustomization? OfInstance(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        Folder(root.Field("spec"u8).Field("sync"u8).Text("path"u8)) is not { Length: > 0 } path ? null : new Kustomization
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Prunes = true,
            Path = path,
        };

    /// <summary>A path from the root of the repository; a dot for that root itself.</summary>
    public static string Folder(string written) =>
        written.Length == 0 ? string.Empty : written.TrimStart('.').Trim('/') is { Length: > 0 } path ? path : ".";
}
