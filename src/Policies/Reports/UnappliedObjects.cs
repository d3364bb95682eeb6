using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>Refuses nothing of an overlay that the known controllers skip: it is judged, and whoever applies it by hand is warned.</summary>
internal static class UnappliedObjects
{
    public static Verdict Softened(Verdict verdict) => !verdict.Subject.IsUnapplied ? verdict : verdict with
    {
        Findings =
        [
            .. verdict.Findings
                .Select(f => f.Action < RuleAction.Warn ? f : f with
                {
                    Action = f.Action == RuleAction.Deny ? RuleAction.Warn : f.Action,
                    Finding = f.Finding with { Message = $"{f.Finding.Message} (no known Flux or Argo object applies it)" },
                })
                .OrderByDescending(f => f.Action),
        ],
    };
}
