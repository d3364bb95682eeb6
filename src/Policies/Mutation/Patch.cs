using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Yaml;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson.Operations;

namespace HomelabStorage.Policies.Mutation;

/// <summary>
/// Makes an RFC 6902 patch of edits, for the object they are meant for: only <c>add</c> and <c>replace</c> of what differs, missing parents
/// first, and a <c>test</c> of every value that is replaced, so that a patch never lands on another object than the one that was judged.
/// </summary>
public static class Patch
{
    /// <summary>The operations; none when the object is already as it should be.</summary>
    public static IReadOnlyList<Operation> Of(JsonElement root, IReadOnlyList<Edit> edits)
    {
        var operations = new List<Operation>();
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var edit in edits)
        {
            Add(operations, root, edit, made);
        }

        return operations;
    }

    /// <summary>The object with the operations done, by the library's own hand. Its <c>test</c> needs reflection, and compares what was read a moment ago.</summary>
    public static JsonNode Apply(JsonElement root, IReadOnlyList<Operation> operations)
    {
        var node = JsonNode.Parse(root.GetRawText())!;
        List<Operation> done = [.. operations.Where(o => o.op is not "test").Select(o => new Operation(o.op, o.path, o.from, JsonElement.Parse(((JsonNode)o.value).ToJsonString())))];
        new JsonPatchDocument(done, PatchValues.Default.Options).ApplyTo(node);
        return node;
    }

    private static void Add(List<Operation> operations, JsonElement root, Edit edit, HashSet<string> made)
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
                operations.Add(new Operation("add", path, null, new JsonObject()));
            }
        }

        var last = segments[^1];
        var isElement = at.ValueKind == JsonValueKind.Array || last is "-" || int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var present = isElement ? default : Below(at, last);
        if (present.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            operations.Add(new Operation("add", edit.Pointer, null, edit.Value));
            made.Add(edit.Pointer);
        }
        else if (JsonNode.Parse(present.GetRawText()) is var was && !JsonNode.DeepEquals(was, edit.Value))
        {
            operations.Add(new Operation("test", edit.Pointer, null, was));
            operations.Add(new Operation("replace", edit.Pointer, null, edit.Value));
        }
    }

    private static JsonElement Below(JsonElement element, string segment) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(segment, out var value) ? value : default;
}
