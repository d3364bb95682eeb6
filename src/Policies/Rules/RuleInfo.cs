using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>What a rule says about itself.</summary>
public sealed record RuleInfo
{
    /// <summary>Where the documentation is, with a slash at its end.</summary>
    public const string Documentation = "https://github.com/homelab-storage/homelab-storage/blob/main/docs/";

    /// <summary>What is wrong, in kebab case. Never changes its meaning.</summary>
    public required string Id { get; init; }

    /// <summary>What is wrong, in a few words and without a full stop.</summary>
    public required string Title { get; init; }

    /// <summary>Why that loses data or time.</summary>
    public required string Why { get; init; }

    /// <summary>What to do about it as a rule.</summary>
    public required string Remedy { get; init; }

    /// <summary>The action where the policy says nothing.</summary>
    public required RuleAction DefaultAction { get; init; }

    /// <summary>When the action is milder than the rule's own; empty when it never is.</summary>
    public string Milder { get; init; } = string.Empty;

    /// <summary>The chapter of the documentation.</summary>
    public required RuleGroup Group { get; init; }

    /// <summary>Whether the way out is another class, to which data that are there already have to be moved.</summary>
    public bool IsAboutPlace { get; init; }

    /// <summary>The rule's page.</summary>
    public string Page => $"{Documentation}rules/{Id}.md";
}
