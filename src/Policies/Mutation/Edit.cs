using System.Text.Json.Nodes;

namespace HomelabStorage.Policies.Mutation;

/// <summary>One change of an object: a value at a place. Parents that are missing are made.</summary>
/// <param name="Pointer">JSON Pointer to the place; one that ends in <c>/-</c> or in a number puts an element into a list.</param>
/// <param name="Value">What is to stand there.</param>
/// <param name="IsRecord">Whether it only tells what was changed, and has no place in a file.</param>
public sealed record Edit(string Pointer, JsonNode Value, bool IsRecord = false);
