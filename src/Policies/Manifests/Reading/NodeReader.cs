using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads a Node: kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1.</summary>
internal static class NodeReader
{
    public static NodeManifest Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) => new()
    {
        Reference = reference,
        Metadata = metadata,
        Source = source,
        IsCordoned = root.Field("spec"u8).IsTrue("unschedulable"u8),
        Taints = [.. root.Field("spec"u8).Items("taints"u8).Select(t => new Taint(t.Text("key"u8), t.Text("value"u8), t.Text("effect"u8)))],
        Addresses = [.. root.Field("status"u8).Items("addresses"u8).Select(a => a.Text("address"u8)).Where(a => a.Length > 0)],
    };
}
