using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Mutation;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson.Operations;

namespace HomelabStorage.TestKit;

/// <summary>Applies patches by somebody else's hand.</summary>
public static class PatchLibrary
{
    /// <summary>An object with every operation done.</summary>
    public static JsonNode Apply(JsonElement root, IReadOnlyList<PatchOperation> operations)
    {
        var node = JsonNode.Parse(root.GetRawText())!;
        var document = new JsonPatchDocument();
        document.Operations.AddRange(operations.Select(o => new Operation(o.Op, o.Path, null, o.Value.DeepClone())));
        document.ApplyTo(node);
        return node;
    }
}
