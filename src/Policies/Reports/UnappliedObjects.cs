using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>
/// Only notes what is said of objects that the known controllers skip: who wrote them has left them out, and knows it.
/// </summary>
internal static class UnappliedObjects
{
    public static IReadOnlyList<Verdict> Softened(IReadOnlyList<Verdict> verdicts)
    {
        if (!verdicts.Any(v => v.Subject.IsUnapplied))
        {
            return verdicts;
        }

        // Where the repository itself lies tells nothing.
        var top = verdicts.Select(v => v.Subject.Source.Folder).Aggregate((one, other) => one[..MountPath.Shared(one, other)]);
        return
        [
            .. verdicts.Select(v => !v.Subject.IsUnapplied ? v
                : PutAwayFolder.Holds(v.Subject.Source.Folder[top.Length..])
                    ? Softened(v, "the name of its folder says that it is not in use", isLeftOut: false)
                : Softened(v, "no known Flux or Argo object applies it", isLeftOut: true)),
        ];
    }

    private static Verdict Softened(Verdict verdict, string why, bool isLeftOut) => verdict with
    {
        Findings =
        [
            .. verdict.Findings
                .Select(f => f.Action < RuleAction.Warn ? f : f with
                {
                    Action = RuleAction.Audit,
                    IsLeftOut = isLeftOut,
                    Finding = f.Finding with { Message = $"{f.Finding.Message} ({why})" },
                }),
        ],
        Open = [],
    };
}
