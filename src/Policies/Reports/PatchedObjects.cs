using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>Refuses nothing for what a kustomization will change: a denial about an object that was read before it was patched is a question.</summary>
internal static class PatchedObjects
{
    public static Verdict Softened(Verdict verdict)
    {
        if (verdict.Kind != VerdictKind.Deny || By(verdict) is not { Length: > 0 } file)
        {
            return verdict;
        }

        return verdict with
        {
            Findings = [.. verdict.Findings.Where(f => f.Action != RuleAction.Deny)],
            Open =
            [
                .. verdict.Findings
                    .Where(f => f.Action == RuleAction.Deny)
                    .Select(f => new RuleOutcome.Unknown
                    {
                        Rule = f.Finding.Rule,
                        Pointer = f.Finding.Pointer,
                        Message = $"patched by {file}, so it cannot be told whether {f.Finding.Message}",
                    }),
                .. verdict.Open,
            ],
        };
    }

    /// <summary>The file that patches the object, or one that its verdict rests on.</summary>
    private static string By(Verdict verdict) =>
        new Manifest?[] { verdict.Subject }
            .Concat(verdict.Facts?.Mounts.SelectMany(m => new Manifest?[] { m.Workload, m.Claim?.Claim, m.Claim?.Volume }) ?? [])
            .Select(m => m?.PatchedBy ?? string.Empty)
            .FirstOrDefault(file => file.Length > 0) ?? string.Empty;
}
