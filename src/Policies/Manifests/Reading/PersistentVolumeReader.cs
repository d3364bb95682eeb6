using System.Collections.Frozen;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class PersistentVolumeReader
{
    public static Volume Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var claim = spec.Field("claimRef"u8);
        return new Volume
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Backing = VolumeSourceReader.OfVolume(spec) ?? new VolumeSource.Plugin(string.Empty, FrozenDictionary<string, string>.Empty),
            ClassName = spec.Text("storageClassName"u8),
            AccessModes = ClaimReader.Modes(spec),
            IsBlock = spec.Text("volumeMode"u8) is "Block",
            Size = Quantity.Parse(spec.Field("capacity"u8).Text("storage"u8)),
            ClaimNamespace = claim.Text("namespace"u8),
            ClaimName = claim.Text("name"u8),
            Provisioner = metadata.Annotations.GetValueOrDefault("pv.kubernetes.io/provisioned-by", string.Empty),
            IsBound = claim.Text("uid"u8).Length > 0,
            IsRetained = spec.Text("persistentVolumeReclaimPolicy"u8) is "Retain" or "",
            Nodes = Reach(spec.Field("nodeAffinity"u8).Field("required"u8)),
            MountOptions = spec.Texts("mountOptions"u8),
        };
    }

    private static NodeReach Reach(JsonElement required) =>
        required.ValueKind != JsonValueKind.Object ? NodeReach.Any.Instance
        : NodeNames.OfTerms(required) is { Count: > 0 } names ? new NodeReach.Named(names)
        : new NodeReach.Labelled { Asked = NodeNames.LabelsOfTerms(required) };
}
