using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy;

/// <summary>Namespaces by name or by label; both must fit where both are given.</summary>
public sealed record NamespaceSelector(IReadOnlyList<Wildcard> Names, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Whether a namespace is meant.</summary>
    public bool Matches(string name, IReadOnlyDictionary<string, string> labels)
    {
        if (name.Length == 0 || (Names.Count > 0 && !Names.Any(n => n.Matches(name))))
        {
            return false;
        }

        foreach (var (key, value) in Labels)
        {
            if (!labels.TryGetValue(key, out var actual) || !string.Equals(actual, value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
