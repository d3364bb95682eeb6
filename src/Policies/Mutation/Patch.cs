using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Mutation;

/// <summary>
/// Makes an RFC 6902 patch of edits, for the object they are meant for: only <c>add</c> and <c>replace</c> of what differs, missing parents
/// first, and a <c>test</c> of every value that somebody else wrote and that is replaced, so that a patch never lands on another object than the one
/// that was judged.
/// </summary>
public static class Patch
{
    /// <summary>What somebody else wrote may nest deeper than JSON readers take by default; the review it came in was read under a limit of its own.</summary>
    private static readonly JsonDocumentOptions AsDeepAsItCame = new() { MaxDepth = 1000 };

    /// <summary>The operations; none when the object is already as it should be.</summary>
    public static IReadOnlyList<PatchOperation> Of(JsonElement root, IReadOnlyList<Edit> edits)
    {
        var operations = new List<PatchOperation>();
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var edit in edits)
        {
            Add(operations, root, edit, made);
        }

        return operations;
    }

    private static void Add(List<PatchOperation> operations, JsonElement root, Edit edit, HashSet<string> made)
    {
        var segments = JsonPointer.Segments(edit.Pointer).ToArray();
        var at = root;
        var path = string.Empty;
        for (var depth = 0; depth < segments.Length - 1; depth++)
        {
            path += "/" + JsonPointer.Escape(segments[depth]);
            at = Below(at, segments[depth]);
            if (at.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) && made.Add(path))
            {
                // A parent that is null is as good as none, and an empty one in its place loses nothing.
                operations.Add(new PatchOperation("add", path, new JsonObject()));
            }
        }

        var last = segments[^1];
        var isElement = at.ValueKind == JsonValueKind.Array || last is "-" || int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var present = isElement ? default : Below(at, last);
        if (present.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            operations.Add(new PatchOperation("add", edit.Pointer, edit.Value));
            made.Add(edit.Pointer);
        }
        else if (JsonNode.Parse(present.GetRawText(), nodeOptions: null, AsDeepAsItCame) is { } was && !JsonNode.DeepEquals(was, edit.Value))
        {
            if (!edit.IsRecord)
            {
                operations.Add(new PatchOperation("test", edit.Pointer, was));
            }

            operations.Add(new PatchOperation("replace", edit.Pointer, edit.Value));
        }
    }

    private static JsonElement Below(JsonElement element, string segment) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(segment, out var value) ? value : default;
}
