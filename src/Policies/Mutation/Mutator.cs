using System.Diagnostics;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Mutation;

/// <summary>
/// Decides what to change about an object. A pure function of the object, the inventory and the policy, so that a dry run says what the real run
/// does.
/// </summary>
public static class Mutator
{
    /// <summary>What to change about an object that is being made.</summary>
    public static Mutation OnCreate(Manifest manifest, Judge judge, StoragePolicy policy)
    {
        if (manifest is not (Claim or Workload { Reference.Kind: "Pod" }) || manifest.Metadata.IsBeingDeleted)
        {
            return Mutation.None;
        }

        var verdict = judge.Of(manifest);
        if (verdict.Facts is ClaimFacts { Consumers.Count: 0 } && ExpectedPod.Of(manifest) is { } expected)
        {
            judge = judge.With(expected);
            verdict = judge.Of(manifest);
        }

        return verdict.Facts switch
        {
            ClaimFacts claim => OfClaim(claim, verdict, judge, policy),
            WorkloadFacts pod => VolumeBackups.Of(pod, policy).And(LitestreamSidecar.Of(pod, policy)),
            _ => Mutation.None,
        };
    }

    /// <summary>What to change about a claim that is being changed: only what keeps our own choice in place.</summary>
    public static Mutation OnUpdate(Claim claim, Claim before) => claim.Metadata.IsBeingDeleted ? Mutation.None : ClassPin.Of(claim, before);

    private static Mutation OfClaim(ClaimFacts claim, Verdict verdict, Judge judge, StoragePolicy policy)
    {
        if (ClaimOwner.IsAnother(claim.Claim, policy))
        {
            return new Mutation { KeptBecause = ClaimOwner.Reason };
        }

        var (choice, backend) = ClassChoice.Of(claim, verdict, judge, policy) switch
        {
            ClassChoice.Chosen chosen => (ClassRewrite.Of(claim, chosen), chosen.Backend),
            ClassChoice.Kept kept => (new Mutation { KeptBecause = kept.Reason }, claim.Link.Backend),
            _ => throw new UnreachableException(),
        };
        return choice.And(BackupIntent.Of(claim, backend, policy));
    }
}
