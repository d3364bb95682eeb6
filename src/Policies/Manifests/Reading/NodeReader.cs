using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads a Node: kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1.</summary>
internal static class NodeReader
{
    public static NodeManifest Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        new() { Reference = reference, Metadata = metadata, Source = source };
}
