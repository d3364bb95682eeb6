using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace HomelabStorage.Policies.Mutation;

/// <summary>How the patch library turns values into JSON without reflection, which an executable compiled ahead of time does not have.</summary>
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class PatchValues : JsonSerializerContext;
