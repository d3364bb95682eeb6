namespace HomelabStorage.Policies.Manifests;

/// <summary>One of a selector's matchExpressions.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator">In, NotIn, Exists or DoesNotExist, as written.</param>
/// <param name="Values">The values of In and NotIn.</param>
public sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    /// <summary>Whether labels are as it asks. What Kubernetes does not know matches nothing.</summary>
    public bool IsMet(IReadOnlyDictionary<string, string> labels) => Operator switch
    {
        "In" => labels.TryGetValue(Key, out var value) && Values.Contains(value, StringComparer.Ordinal),
        "NotIn" => !labels.TryGetValue(Key, out var value) || !Values.Contains(value, StringComparer.Ordinal),
        "Exists" => labels.ContainsKey(Key),
        "DoesNotExist" => !labels.ContainsKey(Key),
        _ => false,
    };
}
