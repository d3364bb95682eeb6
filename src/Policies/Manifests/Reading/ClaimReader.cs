using System.Text.Json;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class ClaimReader
{
    /// <summary>The annotation that named the class before the field did; the API server still lets it win over an absent field.</summary>
    private const string BetaClass = "volume.beta.kubernetes.io/storage-class";

    public static Claim Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        new()
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Spec = Spec(root.Field("spec"u8), metadata),
            Past = root.Field("status"u8).Text("phase"u8) is Claim.Pending ? FieldTexts.Of((Claim.Pending, Claim.Pending)) : FieldTexts.None,
        };

    public static ClaimSpec Spec(JsonElement spec, Metadata metadata) => new()
    {
        Class = Class(spec.Field("storageClassName"u8), metadata),
        AccessModes = Modes(spec),
        IsBlock = spec.Field("volumeMode"u8).AsText() is "Block",
        VolumeName = spec.Text("volumeName"u8),
        Selector = Selector(spec.Field("selector"u8)),
        HasClassByAnnotation = metadata.Annotations.ContainsKey(BetaClass),
        HasDataSource = spec.Field("dataSource"u8).ValueKind == JsonValueKind.Object || spec.Field("dataSourceRef"u8).ValueKind == JsonValueKind.Object,
        Size = Quantity.Parse(spec.Field("resources"u8).Field("requests"u8).Text("storage"u8)),
    };

    public static ClaimTemplate Template(JsonElement template, string pointer, string name)
    {
        var metadata = MetadataReader.Read(template.Field("metadata"u8));
        return new ClaimTemplate { Name = name, Pointer = pointer, Metadata = metadata, Spec = Spec(template.Field("spec"u8), metadata) };
    }

    public static AccessModes Modes(JsonElement spec)
    {
        var modes = AccessModes.None;
        foreach (var mode in spec.Items("accessModes"u8))
        {
            modes |= Words.AccessModes.TryRead(mode.AsText(), out var value) ? value : AccessModes.None;
        }

        return modes;
    }

    /// <summary>A label selector; null when none is written.</summary>
    public static LabelSelector? Selector(JsonElement selector) => selector.ValueKind != JsonValueKind.Object ? null : new LabelSelector(
        selector.Map("matchLabels"u8),
        [.. selector.Items("matchExpressions"u8).Select(e => new LabelRequirement(e.Text("key"u8), e.Text("operator"u8), [.. e.Texts("values"u8)]))]);

    public static ClassRequest Class(JsonElement written, Metadata metadata) => written.ValueKind switch
    {
        JsonValueKind.String when written.AsText() is { Length: 0 } => ClassRequest.Static.Instance,
        JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => new ClassRequest.Named(written.AsText()),
        _ => metadata.Annotations.TryGetValue(BetaClass, out var beta) && beta.Length > 0 ? new ClassRequest.Named(beta) : ClassRequest.Default.Instance,
    };
}
