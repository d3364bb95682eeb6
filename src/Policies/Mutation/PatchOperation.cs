using System.Text.Json.Nodes;

namespace HomelabStorage.Policies.Mutation;

/// <summary>One operation of an RFC 6902 patch: <c>add</c>, <c>replace</c> or <c>test</c>, which all have a value.</summary>
public sealed record PatchOperation(string Op, string Path, JsonNode Value);
