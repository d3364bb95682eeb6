using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>What is to be written, whatever the format.</summary>
/// <param name="Report">The report, without what is known from before.</param>
/// <param name="Least">The mildest action that is worth a reader's time: notes, which ask for nothing, are below it unless they are wanted.</param>
/// <param name="FailOn">The action from which on the exit code is 1.</param>
/// <param name="Inputs">The files and folders that were named; none for a cluster.</param>
internal sealed record Reported(AuditReport Report, RuleAction Least, FailOn FailOn, IReadOnlyList<string> Inputs)
{
    /// <summary>The report with what is known from before, for formats that say of each finding whether it is.</summary>
    public required AuditReport Whole { get; init; }

    /// <summary>The household of each cluster, for formats that show more than findings. It is judged once more when it is asked for.</summary>
    public required Lazy<IReadOnlyList<(string Cluster, Household Household)>> Households { get; init; }

    /// <summary>When it was judged.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it is of a cluster. Files say the same whenever they are read, and so do reports on them.</summary>
    public required bool IsOfCluster { get; init; }

    /// <summary>Whether a person wants findings only.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>How many findings are known from before.</summary>
    public int Known => Whole.Results.Sum(r => r.Findings.Count(f => f.IsKnown));

    /// <summary>Whether there are findings that ask for something, and all of them are known.</summary>
    public bool IsAllKnown => Known > 0 && !Report.Results.Any(r => r.Findings.Any(f => f.Decision.Action >= RuleAction.Warn));
}
