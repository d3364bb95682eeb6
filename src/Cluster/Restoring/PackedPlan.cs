using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>Plans that bring manifests along, as texts. They are compressed: an annotation holds 256 KiB.</summary>
internal static class PackedPlan
{
    /// <summary>A plan as a text.</summary>
    public static string Write<T>(T plan, JsonTypeInfo<T> type)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            JsonSerializer.Serialize(gzip, plan, type);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    /// <summary>The plan that a text says; null when it says none.</summary>
    public static T? Read<T>(string text, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            return text.Length > 0 ? JsonSerializer.Deserialize(gzip, type) : null;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidDataException)
        {
            return null;
        }
    }
}
