using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads Flux's Kustomizations.</summary>
internal static class KustomizationReader
{
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
        };
    }
}
