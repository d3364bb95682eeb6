using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Comparison;

/// <summary>What another policy changes about one finding or open question.</summary>
public abstract record FindingChange
{
    private FindingChange()
    {
    }

    /// <summary>The rule.</summary>
    public abstract RuleInfo Rule { get; }

    /// <summary>What was found; null for a question.</summary>
    public virtual RuleOutcome.Finding? Found => null;

    /// <summary>What in the policies makes the difference, as the end of "because: …"; never empty.</summary>
    public required string Because { get; init; }

    /// <summary>The strongest action on either side; an open question is worth reading like a warning.</summary>
    public abstract RuleAction Strongest { get; }

    /// <summary>Found under the new policy only.</summary>
    public sealed record Came(LocatedFinding Now) : FindingChange
    {
        /// <inheritdoc/>
        public override RuleInfo Rule => Now.Decision.Finding.Rule;

        /// <inheritdoc/>
        public override RuleOutcome.Finding Found => Now.Decision.Finding;

        /// <inheritdoc/>
        public override RuleAction Strongest => Now.Decision.Action;
    }

    /// <summary>Found under the old policy only.</summary>
    public sealed record Went(LocatedFinding Before) : FindingChange
    {
        /// <inheritdoc/>
        public override RuleInfo Rule => Before.Decision.Finding.Rule;

        /// <inheritdoc/>
        public override RuleOutcome.Finding Found => Before.Decision.Finding;

        /// <inheritdoc/>
        public override RuleAction Strongest => Before.Decision.Action;
    }

    /// <summary>Found under both, with another action.</summary>
    public sealed record Weighed(LocatedFinding Before, LocatedFinding Now) : FindingChange
    {
        /// <inheritdoc/>
        public override RuleInfo Rule => Now.Decision.Finding.Rule;

        /// <inheritdoc/>
        public override RuleOutcome.Finding Found => Now.Decision.Finding;

        /// <inheritdoc/>
        public override RuleAction Strongest => (RuleAction)Math.Max((int)Before.Decision.Action, (int)Now.Decision.Action);
    }

    /// <summary>A question that only the new policy leaves open.</summary>
    public sealed record Opened(RuleOutcome.Unknown Question) : FindingChange
    {
        /// <inheritdoc/>
        public override RuleInfo Rule => Question.Rule;

        /// <inheritdoc/>
        public override RuleAction Strongest => RuleAction.Warn;
    }

    /// <summary>A question that only the old policy left open.</summary>
    public sealed record Closed(RuleOutcome.Unknown Question) : FindingChange
    {
        /// <inheritdoc/>
        public override RuleInfo Rule => Question.Rule;

        /// <inheritdoc/>
        public override RuleAction Strongest => RuleAction.Warn;
    }
}
