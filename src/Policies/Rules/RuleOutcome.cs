using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>What a rule says about a subject when it does not stay silent.</summary>
public abstract record RuleOutcome
{
    private RuleOutcome()
    {
    }

    /// <summary>The rule.</summary>
    public required RuleInfo Rule { get; init; }

    /// <summary>JSON Pointer into the subject.</summary>
    public required string Pointer { get; init; }

    /// <summary>What was seen here, in one line without a full stop.</summary>
    public required string Message { get; init; }

    /// <summary>A broken expectation.</summary>
    public sealed record Finding : RuleOutcome
    {
        /// <summary>What to write instead, naming object and field.</summary>
        public required string Remedy { get; init; }

        /// <summary>Other ways out.</summary>
        public IReadOnlyList<string> Alternatives { get; init; } = [];

        /// <summary>What the judgement rests on.</summary>
        public IReadOnlyList<string> Seen { get; init; } = [];

        /// <summary>The data it is about; null where it is about something else.</summary>
        public DataFacts? Data { get; init; }

        /// <summary>What the policy arranges for the data; null where it is about something else.</summary>
        public Arrangement? Arrangement { get; init; }

        /// <summary>What the household has chosen for everything, where this is one finding of many that say so; empty where it is about this object.</summary>
        public string Choice { get; init; } = string.Empty;

        /// <summary>The facts it rests on; none where it is about the object alone. An exemption from it ends when they are others.</summary>
        public Grounds Grounds { get; init; } = Grounds.None;

        /// <summary>How sure it is: the least sure of the facts it rests on.</summary>
        public Certainty Certainty { get; init; } = Certainty.Observed;

        /// <summary>The strongest action this finding bears, whatever the policy says.</summary>
        public RuleAction Ceiling { get; init; } = RuleAction.Deny;

        /// <summary>What makes the finding the same one before and after a change.</summary>
        public required string Key { get; init; }

        /// <summary>How much of it there is; more is worse.</summary>
        public int Extent { get; init; } = 1;

        /// <summary>Whether an exemption of the object bore it that has ended.</summary>
        public bool IsBack { get; init; }

        /// <summary>The other object of a pair that is found from both sides; null otherwise.</summary>
        public ObjectReference? Related { get; init; }
    }

    /// <summary>A question that cannot be answered, because a link is out of sight.</summary>
    public sealed record Unknown : RuleOutcome;
}
