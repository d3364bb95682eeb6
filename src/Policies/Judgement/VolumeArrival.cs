using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// A PersistentVolume has no rules of its own. It completes a chain: claims that will end up on it are judged in a world with it and in one without, and
/// what is worse with it is its fault. Only one made by hand is judged so; a provisioner would make its own again and again.
/// </summary>
internal static class VolumeArrival
{
    /// <summary>Judges a volume, or its change.</summary>
    public static Verdict Of(Volume volume, Volume? before, Judge judge, DateOnly today)
    {
        var claims = volume.IsByHand ? Claims(volume, judge.Inventory) : [];
        if (claims.Count == 0)
        {
            return new Verdict { Subject = volume };
        }

        var with = judge.With(volume);
        var without = before is null ? judge.Without(volume) : judge.With(before);
        var exempt = Exemptions.Annotations(volume.Metadata.Annotations, today);
        var findings = new List<Decision>();
        foreach (var claim in claims)
        {
            foreach (var decision in Judge.Worse(with.Of(claim).Findings, without.Of(claim).Findings, RuleAction.Deny))
            {
                if (decision.Action > RuleAction.Audit && exempt?.Rules.Contains(decision.Finding.Rule.Id) != true)
                {
                    findings.Add(decision with
                    {
                        Finding = decision.Finding with { Pointer = "/spec", Key = $"{claim.Reference}|{decision.Finding.Key}", Related = claim.Reference },
                    });
                }
            }
        }

        return new Verdict { Subject = volume, Findings = [.. findings.OrderByDescending(d => d.Action)] };
    }

    private static List<Claim> Claims(Volume volume, Inventory inventory) =>
    [
        .. Candidates(volume, inventory)
            .Concat(inventory.ClaimsByVolume.At(volume.Name))
            .DistinctBy(claim => claim.Reference)
            .Where(claim => !inventory.Namespaces.At(claim.Namespace).Any(ns => ns.Metadata.Labels.ContainsKey(Annotation.Ignore))),
    ];

    private static IEnumerable<Claim> Candidates(Volume volume, Inventory inventory) =>
        volume.ClaimName.Length == 0 ? inventory.ClaimsByClass.At(volume.ClassName).Where(c => c.Spec.VolumeName.Length == 0)
        : volume.ClaimNamespace.Length == 0 ? inventory.ClaimsByName.At(volume.ClaimName)
        : inventory.Claims.At($"{volume.ClaimNamespace}/{volume.ClaimName}");
}
