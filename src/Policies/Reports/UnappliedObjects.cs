using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>
/// Refuses nothing of what the known controllers skip: it is judged, and whoever applies it by hand is warned. What is in a folder that by its name is for
/// readers, or put away, is only noted, and so is another version of an object that is applied.
/// </summary>
internal static class UnappliedObjects
{
    /// <summary>What their findings say together: who left them out is told once.</summary>
    private const string LeftOut = "no known Flux or Argo object that applies them";

    public static IReadOnlyList<Verdict> Softened(IReadOnlyList<Verdict> verdicts)
    {
        if (!verdicts.Any(v => v.Subject.IsUnapplied))
        {
            return verdicts;
        }

        // Where the repository itself lies tells nothing.
        var top = verdicts.Select(v => v.Subject.Source.Folder).Aggregate((one, other) => one[..MountPath.Shared(one, other)]);
        var applied = verdicts.Where(v => !v.Subject.IsUnapplied).Select(v => v.Subject.Reference).ToHashSet();
        return
        [
            .. verdicts.Select(v => !v.Subject.IsUnapplied ? v
                : PutAwayFolder.Holds(v.Subject.Source.Folder[top.Length..]) ? Softened(v, "the name of its folder says that it is not in use", isNoted: true)
                : Softened(v, "no known Flux or Argo object applies it", applied.Contains(v.Subject.Reference))),
        ];
    }

    private static Verdict Softened(Verdict verdict, string why, bool isNoted) => verdict with
    {
        Findings =
        [
            .. verdict.Findings
                .Select(f => f.Action < RuleAction.Warn ? f : f with
                {
                    Action = isNoted ? RuleAction.Audit : f.Action == RuleAction.Deny ? RuleAction.Warn : f.Action,
                    Finding = f.Finding with
                    {
                        Message = $"{f.Finding.Message} ({why})",
                        Choice = isNoted || f.Finding.Choice.Length > 0 ? f.Finding.Choice : LeftOut,
                    },
                })
                .OrderByDescending(f => f.Action),
        ],
        Open = isNoted ? [] : verdict.Open,
    };
}
