using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// A PersistentVolume has no rules of its own. It completes a chain: claims that will end up on it, and workloads that will make such claims, are judged in a
/// world with it and in one without, and what is worse with it is its fault. Only one made by hand is judged so; a provisioner would make its own again and
/// again.
/// </summary>
internal static class VolumeArrival
{
    /// <summary>Judges a volume, or its change.</summary>
    public static Verdict Of(Volume volume, Volume? before, Judge judge, DateOnly today)
    {
        var claims = volume.IsByHand ? Claims(volume, judge.Inventory) : [];
        var makers = volume.IsByHand ? Makers(volume, judge.Inventory) : [];
        if (claims.Count == 0 && makers.Count == 0)
        {
            return new Verdict { Subject = volume };
        }

        var with = judge.With(volume);
        var without = before is null ? judge.Without(volume) : judge.With(before);
        var exempt = AnnotatedExemption.Of(volume.Metadata.Annotations);
        var told = claims.Select(claim => claim.Reference).ToHashSet();
        var findings = new List<Decision>();
        foreach (var subject in claims.Concat<Manifest>(makers))
        {
            var now = with.Of(subject).Findings;
            foreach (var decision in now.Count == 0 ? [] : Judge.Worse(now, without.Of(subject).Findings, RuleAction.Deny))
            {
                // What a workload is told about a claim that is made already, the claim is told itself.
                if (decision.Action > RuleAction.Audit
                    && !(exempt is { } own && own.Covers(decision.Finding) && !EndedExemption.Is(own.Exemption, decision.Finding, today))
                    && (subject is Claim || decision.Finding.Related is not { } claim || !told.Contains(claim)))
                {
                    var finding = exempt?.Covers(decision.Finding) == true
                        ? EndedExemption.Annotated(exempt, volume.Spoken, decision.Finding, today)
                        : decision.Finding;
                    findings.Add(decision with
                    {
                        Finding = finding with { Pointer = "/spec", Key = $"{subject.Reference}|{decision.Finding.Key}", Related = subject.Reference },
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
            .Where(claim => IsAskedAbout(claim, inventory)),
    ];

    private static IEnumerable<Claim> Candidates(Volume volume, Inventory inventory) =>
        volume.ClaimName.Length == 0
            ? AskedFor(volume, inventory).SelectMany(name => inventory.ClaimsByClass.At(name)).Where(c => c.Spec.VolumeName.Length == 0)
        : volume.ClaimNamespace.Length == 0 ? inventory.ClaimsByName.At(volume.ClaimName)
        : inventory.Claims.At(volume.ClaimNamespace, volume.ClaimName);

    /// <summary>Workloads that will make a claim which may end up on it.</summary>
    private static List<Workload> Makers(Volume volume, Inventory inventory) =>
    [
        .. (volume.ClaimName.Length == 0
            ? AskedFor(volume, inventory).SelectMany(name => inventory.MakersByClass.At(name))
            : ClaimSeries.KeysOf(volume.ClaimName).SelectMany(series => inventory.ConsumersOf(volume.ClaimNamespace, series)))
            .Concat(inventory.MakersByVolume.At(volume.Name))
            .DistinctBy(workload => workload.HasName ? (object)workload.Reference : workload)
            .Where(workload => IsAskedAbout(workload, inventory)),
    ];

    /// <summary>Whether the API server asks about its namespace. What nobody is asked about, a volume does not answer for either.</summary>
    private static bool IsAskedAbout(Manifest manifest, Inventory inventory) =>
        !inventory.Namespaces.At(manifest.Namespace).Any(ns => ns.Metadata.Labels.ContainsKey(Annotation.Ignore));

    /// <summary>How claims may ask for the class of a volume: by its name, or by none where it is the default.</summary>
    private static IEnumerable<string> AskedFor(Volume volume, Inventory inventory) =>
        volume.ClassName.Length > 0 && inventory.DefaultClasses.At(string.Empty).Any(c => string.Equals(c.Name, volume.ClassName, StringComparison.Ordinal))
            ? [volume.ClassName, string.Empty]
            : [volume.ClassName];
}
