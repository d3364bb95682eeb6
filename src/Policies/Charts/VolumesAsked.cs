using System.Collections.Frozen;
using System.Text.Json;

namespace HomelabStorage.Policies.Charts;

/// <summary>Whether values ask for a volume, whatever chart they are for: by the words that nearly all charts have for it.</summary>
internal static class VolumesAsked
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        [
            "claimName", "existingClaim", "hostPath", "persistence", "persistent", "persistentVolume", "persistentVolumeClaim",
            "pvc", "storage", "storageClass", "storageClassName", "volumeClaimTemplate", "volumeClaimTemplates",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether some values do.</summary>
    public static bool By(JsonElement values) => values.ValueKind switch
    {
        JsonValueKind.Object => values.EnumerateObject().Any(field => Words.Contains(field.Name) ? !IsNothing(field.Value) : By(field.Value)),
        JsonValueKind.Array => values.EnumerateArray().Any(By),
        _ => false,
    };

    private static bool IsNothing(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.False
        || (value.ValueKind == JsonValueKind.String && value.GetString() is "")
        || (value.ValueKind == JsonValueKind.Object && (!value.EnumerateObject().Any() || AppTemplate.IsOff(value)))
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);
}
