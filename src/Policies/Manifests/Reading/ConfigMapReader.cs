using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class ConfigMapReader
{
    public static ConfigMap Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        new() { Reference = reference, Metadata = metadata, Source = source, Entries = root.Map("data"u8) };
}
