using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Mutation;

/// <summary>What the webhook would change about a claim, said for the file it is written in.</summary>
/// <param name="Places">JSON Pointers and values in the claim's document. Records of what was asked have no place in a file: it asks for the right
/// thing now.</param>
public sealed record FileEdits(IReadOnlyList<(string Pointer, string Value)> Places)
{
    /// <summary>The changes of a claim; none where the webhook would change nothing.</summary>
    public static FileEdits Of(Claim claim, Judge judge, StoragePolicy policy) =>
        claim.Origin is { Template.Length: > 0 } ? new([]) : new([
            .. Mutator.OnCreate(claim, judge, policy).Edits
                .Where(edit => !edit.IsRecord)
                .Select(edit => (Place(claim, edit.Pointer), edit.Value.GetValue<string>())),
        ]);

    /// <summary>The rules that want a change that nobody will make in this file, with the reason. A pair is spoken of where its claim is.</summary>
    public static IEnumerable<(string Rule, string Reason)> LeftAlone(Manifest manifest, Judge judge, StoragePolicy policy)
    {
        var wanted = judge.Of(manifest).Findings.Where(d => d.Action == RuleAction.Fix).Select(d => d.Finding);
        if (manifest is Claim claim)
        {
            var reason = Mutator.OnCreate(claim, judge, policy).KeptBecause;
            return wanted.Select(finding => (finding.Rule.Id, reason));
        }

        return wanted.Where(finding => finding.Related is null).Select(finding => (finding.Rule.Id, manifest is Workload { ClaimTemplates.Count: > 0 }
            ? "claim templates cannot change once they are applied; the webhook chooses the class of each claim that is made from them"
            : "only claims are changed, and none in these files is behind it"));
    }

    /// <summary>The same field in the values of a chart goes by the chart's names.</summary>
    private static string Place(Claim claim, string pointer) =>
        claim.Origin is null ? pointer : pointer is "/spec/storageClassName" ? "/storageClass" : pointer["/metadata".Length..];
}
