using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class NamespaceReader
{
    public static NamespaceManifest Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        new() { Reference = reference, Metadata = metadata, Source = source };
}
