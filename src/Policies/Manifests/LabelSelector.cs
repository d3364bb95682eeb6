namespace HomelabStorage.Policies.Manifests;

/// <summary>Which labels an object must carry. A selector that asks for nothing matches everything.</summary>
/// <param name="Labels">Labels with their values.</param>
/// <param name="Requirements">What else is asked of labels.</param>
public sealed record LabelSelector(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<LabelRequirement> Requirements)
{
    /// <summary>Whether an object with these labels is meant.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (key, value) in Labels)
        {
            if (!labels.TryGetValue(key, out var actual) || !string.Equals(actual, value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return Requirements.All(requirement => requirement.IsMet(labels));
    }
}
