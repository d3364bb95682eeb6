using System.Buffers;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>The images a kustomization replaces, as it and those who add to it write them.</summary>
public static class KustomizeImages
{
    /// <summary>
    /// By their names as written, without tag, what stands there afterwards. One that only gets another tag stays the same program, and is left out.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(JsonElement list)
    {
        var images = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var image in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default)
        {
            if (image.Text("name"u8) is { Length: > 0 } name && image.Text("newName"u8) is { Length: > 0 } other)
            {
                var tag = image.Text("newTag"u8);
                images.TryAdd(name, tag.Length == 0 ? other : $"{other}:{tag}");
            }
        }

        return images;
    }

    /// <summary>The same list of what Argo writes as <c>name=other:tag</c>, <c>name:tag</c> or <c>name@digest</c>.</summary>
    internal static JsonElement OfArgo(IReadOnlyList<string> written)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var list = new Utf8JsonWriter(buffer))
        {
            list.WriteStartArray();
            foreach (var image in written)
            {
                Write(image, list);
            }

            list.WriteEndArray();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(string written, Utf8JsonWriter list)
    {
        var (name, image) = written.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (written[..at], written[(at + 1)..]) : (string.Empty, written);
        var digest = image.IndexOf('@', StringComparison.Ordinal) is >= 0 and var sign ? image[(sign + 1)..] : string.Empty;
        var plain = digest.Length > 0 ? image[..^(digest.Length + 1)] : image;
        var colon = plain.LastIndexOf(':');
        var tag = colon > plain.LastIndexOf('/') ? plain[(colon + 1)..] : string.Empty;
        var other = tag.Length > 0 ? plain[..colon] : plain;
        list.WriteStartObject();
        list.WriteString("name"u8, name.Length > 0 ? name : other);
        list.WriteString("newName"u8, other);
        if (tag.Length > 0)
        {
            list.WriteString("newTag"u8, tag);
        }

        if (digest.Length > 0)
        {
            list.WriteString("digest"u8, digest);
        }

        list.WriteEndObject();
    }
}
