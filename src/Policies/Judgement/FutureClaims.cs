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
        var links = new Dictionary<ClaimLink, ClaimLink>(ReferenceEqualityComparer.Instance);
        var all = workload.Elsewhere.Count == 0 ? workload.AllMounts : [.. workload.AllMounts, .. workload.Elsewhere];
        foreach (var mounts in all.Where(mount => mount.IsToBeMade).GroupBy<MountFacts, ClaimLink>(mount => mount.Claim!, ReferenceEqualityComparer.Instance))
        {
            var claim = Future(mounts.Key, workload, [.. mounts]);
            if (!ClaimOwner.IsAnother(claim.Claim, policy) && ClassChoice.Of(claim, judge.Of(claim, []), judge, policy) is ClassChoice.Chosen chosen)
            {
                var behind = resolver.Link(ClassChoice.With(claim.Claim, chosen.Class));
                links.Add(mounts.Key, mounts.Key with { Spec = behind.Spec, Class = behind.Class, Volume = behind.Volume, Backend = behind.Backend });
                (changes ??= []).Add(Change(mounts.Key, workload.Workload, chosen));
            }
        }

        return judge.Of(workload with { AllMounts = changes is null ? all : [.. all.Select(mount => With(mount, links, resolver))] }, changes ?? []);
    }

    private static MountFacts With(MountFacts mount, Dictionary<ClaimLink, ClaimLink> links, Resolver resolver) =>
        mount.IsToBeMade && links.TryGetValue(mount.Claim!, out var link) ? resolver.On(mount, link) : mount;

    /// <summary>The first of some claims of a template as its controller will make it, with what the workload will keep there.</summary>
    private static ClaimFacts Future(ClaimLink toBeMade, WorkloadFacts workload, MountFacts[] mounts)
    {
        var (name, template) = (toBeMade.FutureName, toBeMade.Template!);
        var claim = new Claim
        {
            Reference = ManifestKinds.PersistentVolumeClaim.Named(workload.Workload.Namespace, name),
            Metadata = template.Metadata,
            Source = workload.Workload.Source,
            Spec = template.Spec,
        };
        var link = toBeMade with { Name = name, Claim = claim, Template = null, FutureName = string.Empty };
        return new ClaimFacts
        {
            Claim = claim,
            Link = link,
            Surroundings = workload.Surroundings,
            Consumers = [.. mounts.Select(mount => mount with { Claim = link })],
        };
    }

    /// <summary>What is wrong with a template. Whoever reads of files may have no webhook.</summary>
    private static RuleOutcome.Finding Change(ClaimLink toBeMade, Workload workload, ClassChoice.Chosen chosen)
    {
        var template = toBeMade.Template!;
        var says = template.Spec.Class is ClassRequest.Named named ? $"names StorageClass {named.Name}; its claims get that"
            : toBeMade.Class.Name.Length > 0 ? $"names no StorageClass; its claims get the cluster's default class (today {toBeMade.Class.Name})"
            : "names no StorageClass; its claims get the cluster's default class";
        var field = template.Pointer + template.ClassField;
        return chosen.Finding with
        {
            Pointer = field,
            Key = field,
            Message = $"claim template {template.Name} {says}, or {chosen.Class} where the webhook runs: write {chosen.Class}",
            Remedy = $"{workload.Spoken}: {JsonPointer.Spell(field)}: {chosen.Class}{chosen.Rider.Remedy}",
            Related = null,
        };
    }
}
