using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Rules;

/// <summary>A rule about one kind of subject.</summary>
public abstract class Rule<T> : Rule
    where T : SubjectFacts
{
    /// <inheritdoc/>
    public sealed override IEnumerable<RuleOutcome> Evaluate(SubjectFacts subject, StoragePolicy policy) => subject is T mine ? Evaluate(mine, policy) : [];

    /// <summary>What the rule says about a subject of its kind.</summary>
    protected abstract IEnumerable<RuleOutcome> Evaluate(T subject, StoragePolicy policy);

    /// <summary>A broken expectation about the subject as a whole.</summary>
    protected RuleOutcome.Finding Violation(string pointer, string message, string remedy) => new()
    {
        Rule = Info,
        Pointer = pointer,
        Message = message,
        Remedy = remedy,
        Key = pointer,
    };
}
