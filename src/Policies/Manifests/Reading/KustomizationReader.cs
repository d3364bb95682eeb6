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
        return new Kustomization
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Forces = spec.IsTrue("force"u8),
            Prunes = spec.IsTrue("prune"u8),
            Path = spec.Text("path"u8).TrimStart('.').Trim('/'),
            TargetNamespace = spec.Text("targetNamespace"u8),
            Components = spec.Texts("components"u8),
            Substitutes = spec.Field("postBuild"u8).Map("substitute"u8),
            SubstitutesFrom = [.. spec.Field("postBuild"u8).Items("substituteFrom"u8).Select(s => (s.Text("kind"u8), s.Text("name"u8)))],
            Edits = [.. Edits.Select(field => (field, spec.Field(Encoding.UTF8.GetBytes(field)))).Where(e => e.Item2.ValueKind != JsonValueKind.Undefined)],
        };
    }
}
