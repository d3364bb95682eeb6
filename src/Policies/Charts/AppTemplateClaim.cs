using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Charts;

/// <summary>A claim the app-template makes for an entry of its persistence (classes/_pvc.tpl).</summary>
internal static class AppTemplateClaim
{
    /// <summary>Whether the chart makes a claim for an entry.</summary>
    public static bool IsMade(JsonProperty entry) => IsClaim(entry.Value) && entry.Value.Text("existingClaim"u8).Length == 0;

    /// <summary>Whether an entry is a claim, made or not; version 1 had another word for it.</summary>
    public static bool IsClaim(JsonElement entry) => entry.Text("type"u8) is "" or "persistentVolumeClaim" or "pvc";

    public static Claim Read(JsonProperty entry, string pointer, Release release, string name) => new()
    {
        Reference = ManifestKinds.PersistentVolumeClaim.Named(release.Namespace, name),
        Metadata = MetadataReader.Read(entry.Value),
        Source = new ManifestSource.Text(release.Map.Below(pointer)),
        Origin = new Origin(release.Reference, pointer),
        Spec = Spec(entry.Value),
    };

    /// <summary>The template of a claim that lives as long as its pod, from version 5 on.</summary>
    public static ClaimTemplate Ephemeral(JsonProperty entry, string pointer) => new()
    {
        Name = entry.Name,
        ClassField = "/storageClass",
        Pointer = pointer,
        Metadata = MetadataReader.Read(default),
        Spec = Spec(entry.Value),
    };

    /// <summary>The chart writes a class of "-" as the empty one.</summary>
    public static ClaimSpec Spec(JsonElement entry) => new()
    {
        Class = entry.Text("storageClass"u8) switch
        {
            "" => ClassRequest.Default.Instance,
            "-" => ClassRequest.Static.Instance,
            var name => new ClassRequest.Named(name),
        },
        AccessModes = Words.AccessModes.TryRead(entry.Text("accessMode"u8), out var mode) ? mode : AccessModes.None,
        VolumeName = entry.Text("volumeName"u8),
        HasDataSource = entry.Field("dataSource"u8).ValueKind == JsonValueKind.Object || entry.Field("dataSourceRef"u8).ValueKind == JsonValueKind.Object,
        Size = Quantity.Parse(entry.Text("size"u8)),
    };
}
