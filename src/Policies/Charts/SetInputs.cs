using System.Text.Json;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// One set of a ResourceSet's inputs, and what its templates say of it. What <see cref="GoExpression"/> does not know is for the Flux operator.
/// </summary>
/// <param name="inputs">The inputs; undefined where the set has none.</param>
/// <param name="provider">The fields of <c>inputs.provider</c>: the ResourceSet itself.</param>
internal sealed class SetInputs(JsonElement inputs, IReadOnlyDictionary<string, string> provider)
{
    private const string Provider = "provider.";

    /// <summary>The value of an expression; null where it cannot be told.</summary>
    public string? Value(string expression) => new GoExpression("inputs", "inputs.", Field).Value(expression);

    private string? Field(string path)
    {
        if (path.StartsWith(Provider, StringComparison.Ordinal))
        {
            return provider.GetValueOrDefault(path[Provider.Length..]);
        }

        var at = inputs;
        foreach (var key in path.Split('.'))
        {
            at = at.ValueKind == JsonValueKind.Object && at.TryGetProperty(key, out var below) ? below : default;
        }

        return at.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? at.AsText() : null;
    }
}
