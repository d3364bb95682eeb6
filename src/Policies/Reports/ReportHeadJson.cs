using System.Text.Json;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Reports;

/// <summary>What every report begins with.</summary>
internal static class ReportHeadJson
{
    public static void Write(ReadOnlySpan<byte> kind, StoragePolicy policy, Utf8JsonWriter json)
    {
        json.WriteString("apiVersion"u8, "homelab-storage.io/v1alpha1"u8);
        json.WriteString("kind"u8, kind);
        json.WriteStartObject("policy"u8);
        json.WriteString("name"u8, policy.Name);
        json.WriteString("hash"u8, policy.Hash);
        json.WriteEndObject();
    }
}
