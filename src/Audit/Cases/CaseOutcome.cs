using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Audit.Cases;

/// <summary>What became of a case.</summary>
public abstract record CaseOutcome
{
    private CaseOutcome()
    {
    }

    /// <summary>It was asked.</summary>
    /// <param name="Differences">Where the answer is another than the expected one; none when it passed.</param>
    /// <param name="Broken">The promise that its name makes and that is not kept, as a sentence; empty when it is kept.</param>
    /// <param name="Traces">The verdicts that were got, with all that they rest on.</param>
    /// <param name="Policy">The policy it was judged by.</param>
    public sealed record Asked(IReadOnlyList<Difference> Differences, string Broken, IReadOnlyList<Verdict> Traces, StoragePolicy Policy) : CaseOutcome
    {
        /// <summary>The whole answer, in the form in which cases expect it.</summary>
        public required string Got { get; init; }

        /// <summary>Whether it got what it expects.</summary>
        public bool HasPassed => Differences.Count == 0 && Broken.Length == 0;
    }

    /// <summary>It could not be asked: a file of it is wrong.</summary>
    /// <param name="Reasons">What is wrong, each with its place.</param>
    public sealed record Wrong(IReadOnlyList<string> Reasons) : CaseOutcome;
}
