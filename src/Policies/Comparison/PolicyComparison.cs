using System.Globalization;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Policies.Comparison;

/// <summary>One world under two policies: which answers differ, and why.</summary>
public sealed record PolicyComparison
{
    /// <summary>The policy that is compared with.</summary>
    public required StoragePolicy Old { get; init; }

    /// <summary>The policy that would replace it.</summary>
    public required StoragePolicy New { get; init; }

    /// <summary>How many objects both policies were asked about.</summary>
    public required int Judged { get; init; }

    /// <summary>What is answered otherwise: what would newly be refused first, then other verdicts, then mere findings.</summary>
    public required IReadOnlyList<AnswerChange> Changes { get; init; }

    /// <summary>Compares the reports on each cluster, made of the same readings under two policies.</summary>
    public static PolicyComparison Of(IReadOnlyList<(string Cluster, AuditReport Before, AuditReport Now)> reports)
    {
        var changes = reports.SelectMany(r => Of(r.Cluster, r.Before, r.Now)).GroupBy(Said, StringComparer.Ordinal).SelectMany(Once);
        return new PolicyComparison
        {
            Old = reports[0].Before.Policy,
            New = reports[0].Now.Policy,
            Judged = reports.SelectMany(r => r.Now.Results).Select(r => (r.Verdict.Subject.Reference, r.File, r.Position)).Distinct().Count(),
            Changes =
            [
                .. changes
                    .OrderByDescending(c => c.IsRefusedNow)
                    .ThenByDescending(c => c.IsFlip)
                    .ThenByDescending(c => c.Now.Verdict.Kind)
                    .ThenBy(c => c.Now.File, StringComparer.Ordinal)
                    .ThenBy(c => c.Now.Position.Line),
            ],
        };

        IEnumerable<AnswerChange> Once(IEnumerable<AnswerChange> same)
        {
            AnswerChange[] all = [.. same];
            return all.Length == reports.Count ? [all[0] with { Cluster = string.Empty }] : all;
        }
    }

    /// <summary>
    /// Both reports have the same objects in the same order; one that met a bug of ours under either policy is in neither's verdicts for sure.
    /// </summary>
    private static IEnumerable<AnswerChange> Of(string cluster, AuditReport before, AuditReport now)
    {
        var old = before.Results.ToLookup(Identity, StringComparer.Ordinal);
        foreach (var group in now.Results.GroupBy(Identity, StringComparer.Ordinal))
        {
            foreach (var (first, second) in old[group.Key].Zip(group))
            {
                if (FindingChanges.Of(first, second, before.Policy, now.Policy) is { Count: > 0 } changes)
                {
                    yield return new AnswerChange(first, second, changes) { Cluster = cluster };
                }
            }
        }
    }

    private static string Identity(AuditResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Verdict.Subject.Reference} {result.File}:{result.Position.Line}");

    private static string Said(AnswerChange change) => string.Join(
        '\n',
        [
            $"{Identity(change.Now)} {change.Before.Verdict.Kind} {change.Now.Verdict.Kind}",
            .. change.Changes.Select(c => $"{c.GetType().Name} {c.Rule.Id} {c.Strongest} {c.Because}"),
            .. Messages(change.Before.Verdict),
            .. Messages(change.Now.Verdict),
        ]);

    private static IEnumerable<string> Messages(Verdict verdict) =>
        verdict.Findings.Select(f => f.Finding.Message).Concat(verdict.Open.Select(o => o.Message));
}
