using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class BackupPlanReader
{
    /// <summary>VolSync's, for one claim.</summary>
    public static BackupPlan OfReplicationSource(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        new() { Reference = reference, Metadata = metadata, Source = source, ClaimName = root.Field("spec"u8).Text("sourcePVC"u8) };

    /// <summary>K8up's, for its namespace; null for one that only checks or prunes.</summary>
    public static BackupPlan? OfSchedule(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        root.Field("spec"u8).Field("backup"u8).ValueKind == JsonValueKind.Object ? new BackupPlan { Reference = reference, Metadata = metadata, Source = source } : null;
}
