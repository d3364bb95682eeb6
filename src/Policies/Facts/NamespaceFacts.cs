using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Facts;

/// <summary>What a namespace and the policy's entries for it say.</summary>
public sealed record NamespaceFacts
{
    /// <summary>Its name; empty for cluster-scoped objects and manifests that do not say theirs.</summary>
    public required string Name { get; init; }

    /// <summary>Its own annotations.</summary>
    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>The criticality of everything in it; null when nothing says.</summary>
    public Criticality? Criticality { get; init; }

    /// <summary>Where backups of what is in it go; null where the policy says it for all.</summary>
    public string? Target { get; init; }

    /// <summary>The pod security standard that its pods are held to, by its label; empty where it has none.</summary>
    public string Enforced { get; init; } = string.Empty;

    /// <summary>Whether nothing in it is judged.</summary>
    public bool IsLeftAlone { get; init; }

    /// <summary>Whether its label keeps the API server from asking about anything in it.</summary>
    public bool IsUnasked { get; init; }

    /// <summary>The policy's entries for it, first match first.</summary>
    public required IReadOnlyList<NamespaceEntry> Entries { get; init; }

    /// <summary>The action of a rule here.</summary>
    public RuleAction Action(string rule, StoragePolicy policy)
    {
        foreach (var entry in Entries)
        {
            if (entry.Rules.TryGetValue(rule, out var action))
            {
                return action;
            }
        }

        return policy.Rules.GetValueOrDefault(rule, RuleAction.Off);
    }
}
