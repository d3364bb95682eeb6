using System.Collections.Frozen;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy;

/// <summary>What is different in some namespaces.</summary>
public sealed record NamespaceEntry
{
    /// <summary>Which ones.</summary>
    public required NamespaceSelector Selector { get; init; }

    /// <summary>The criticality of everything in them; null leaves it to the apps.</summary>
    public Criticality? Criticality { get; init; }

    /// <summary>Whether nothing in them is judged.</summary>
    public bool IsLeftAlone { get; init; }

    /// <summary>Where backups of what is in them go; empty where the policy says it for all.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>Actions that differ there, by rule id.</summary>
    public IReadOnlyDictionary<string, RuleAction> Rules { get; init; } = FrozenDictionary<string, RuleAction>.Empty;
}
