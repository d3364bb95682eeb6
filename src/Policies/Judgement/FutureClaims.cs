using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// Judges a StatefulSet by the claims that will be made of its templates. The webhook chooses the class of each as it does for any claim, so what a
/// template says need not be what its claims get.
/// </summary>
internal static class FutureClaims
{
    public static Verdict Of(WorkloadFacts workload, Judge judge, Resolver resolver, StoragePolicy policy)
    {
        List<RuleOutcome.Finding>? changes = null;
        var links = new Dictionary<ClaimTemplate, ClaimLink>(ReferenceEqualityComparer.Instance);
        foreach (var mounts in workload.AllMounts
            .Where(IsToBeMade)
            .GroupBy<MountFacts, ClaimTemplate>(mount => mount.Claim!.Template!, ReferenceEqualityComparer.Instance))
        {
            var claim = Future(mounts.Key, workload, [.. mounts]);
            if (!ClaimOwner.IsAnother(claim.Claim, policy) && ClassChoice.Of(claim, judge.Of(claim, []), judge, policy) is ClassChoice.Chosen chosen)
            {
                links.Add(
                    mounts.Key,
                    resolver.Link(ClassChoice.With(claim.Claim, chosen.Class)) with { Name = mounts.Key.Name, Claim = null, Template = mounts.Key });
                (changes ??= []).Add(Change(mounts.Key, workload.Workload, chosen));
            }
        }

        return changes is null
            ? judge.Of(workload, [])
            : judge.Of(workload with { AllMounts = [.. workload.AllMounts.Select(mount => With(mount, links, resolver))] }, changes);
    }

    private static bool IsToBeMade(MountFacts mount) => mount is { Volume.Source: VolumeSource.ByTemplate, Claim: { Claim: null, Template: not null } };

    private static MountFacts With(MountFacts mount, Dictionary<ClaimTemplate, ClaimLink> links, Resolver resolver) =>
        IsToBeMade(mount) && links.TryGetValue(mount.Claim!.Template!, out var link) ? resolver.On(mount, link) : mount;

    /// <summary>The first claim of a template as its controller will make it, with what the workload will keep there.</summary>
    private static ClaimFacts Future(ClaimTemplate template, WorkloadFacts workload, MountFacts[] mounts)
    {
        var name = template.Series.Name(workload.Workload.FirstOrdinal);
        var claim = new Claim
        {
            Reference = ManifestKinds.PersistentVolumeClaim.Named(workload.Workload.Namespace, name),
            Metadata = template.Metadata,
            Source = workload.Workload.Source,
            Spec = template.Spec,
        };
        var link = mounts[0].Claim! with { Name = name, Claim = claim, Template = null };
        return new ClaimFacts
        {
            Claim = claim,
            Link = link,
            Surroundings = workload.Surroundings,
            Consumers = [.. mounts.Select(mount => mount with { Claim = link })],
        };
    }

    private static RuleOutcome.Finding Change(ClaimTemplate template, Workload workload, ClassChoice.Chosen chosen)
    {
        var says = template.Spec.Class is ClassRequest.Named named ? $"names StorageClass {named.Name}" : "names no StorageClass";
        var field = template.Pointer + template.ClassField;
        return chosen.Finding with
        {
            Pointer = field,
            Key = field,
            Message = $"claim template {template.Name} {says}; the webhook gives its claims {chosen.Class}: write it",
            Remedy = $"{workload.Spoken}: {JsonPointer.Spell(field)}: {chosen.Class}",
            Related = null,
        };
    }
}
