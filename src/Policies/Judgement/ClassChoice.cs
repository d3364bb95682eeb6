using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>What becomes of a claim's class.</summary>
internal abstract record ClassChoice
{
    private ClassChoice()
    {
    }

    /// <summary>Chooses by the matrix, where a rule asks for it and nothing ties the claim to what it has.</summary>
    public static ClassChoice Of(ClaimFacts claim, Verdict verdict, Judge judge, StoragePolicy policy)
    {
        if (verdict.Findings.FirstOrDefault(d => d.Action == RuleAction.Fix && d.Finding.Pointer is "/spec/storageClassName") is not { Finding: var finding })
        {
            return Kept.Unasked;
        }

        var spec = claim.Claim.Spec;
        if (Tie(claim) is { } tie)
        {
            return new Kept(tie);
        }

        if (ClaimData.Of(claim, policy) is not { } data)
        {
            return new Kept("nothing is known of its data: the annotation homelab-storage.io/data says what it holds");
        }

        // What somebody wrote is not changed on a guess; what only the cluster's default chose may be.
        if (data.Certainty == Certainty.Guessed && spec.Class is ClassRequest.Named && claim.Claim.Metadata.WroteStorageClass)
        {
            return new Kept($"that it holds {Words.DataKinds.Spell(data.Kind)} is a guess, and its class was written by somebody");
        }

        var best = BestClass.Of(claim.Claim, data.Kind, data.Criticality, claim.Surroundings, policy);
        if (best is not null)
        {
            return string.Equals(best.Name, spec.Class.Name, StringComparison.Ordinal) ? new Kept($"{best.Name} is the best known class for its data")
                : Objection(claim, best.Name, judge) is { } objection ? new Kept($"{best.Name} would not do either: {objection}")
                : new Chosen(
                    best.Name,
                    best.Backend,
                    finding,
                    ClassRider.Of(best.Class, best.Backend, data.Kind, data.Criticality, policy));
        }

        var wanted = policy.Row(data.Kind).Classes(data.Criticality);
        return new Kept(wanted.Count == 0
            ? $"the policy names no class for {Words.DataKinds.Spell(data.Kind)} of {Words.Criticalities.Spell(data.Criticality)} criticality"
            : $"no class that the policy names for its data ({string.Join(", ", wanted)}) was found that serves what it asks");
    }

    /// <summary>
    /// What would be found about the claim if it had a class: another finding about it would only take the place of this one. Null when nothing
    /// would.
    /// </summary>
    private static string? Objection(ClaimFacts claim, string storageClass, Judge judge) =>
        judge
            .Of(claim, With(claim.Claim, storageClass)).Findings
            .FirstOrDefault(d => d.Action >= RuleAction.Fix && d.Finding.Pointer is "/spec/storageClassName")?.Finding.Message;

    /// <summary>The claim as it is once a class was chosen for it.</summary>
    public static Claim With(Claim claim, string storageClass) => claim with
    {
        Spec = claim.Spec with { Class = new ClassRequest.Named(storageClass) },
        Metadata = claim.Metadata with { WroteStorageClass = true },
    };

    /// <summary>What ties a claim to the volume or the class it has; null when nothing does.</summary>
    private static string? Tie(ClaimFacts claim) => claim.Claim.Spec switch
    {
        { VolumeName.Length: > 0 } spec => $"it asks for PersistentVolume {spec.VolumeName}",
        { Selector: not null } => "it asks for PersistentVolumes by label",
        { HasDataSource: true } => "it is filled from a snapshot, a clone or a populator",
        { HasClassByAnnotation: true } => "an annotation names its class, and cannot be changed",
        { Class: ClassRequest.Static } => "its class is empty on purpose",
        _ => claim.Link.Volume is { } volume ? $"PersistentVolume {volume.Name} is kept for it" : null,
    };

    /// <summary>Another class, what is behind it, the finding that asks for it, and what is to be said with the class.</summary>
    public sealed record Chosen(string Class, Backend Backend, RuleOutcome.Finding Finding, ClassRider Rider) : ClassChoice;

    /// <summary>The class stays; the reason ends the sentence "left alone: …".</summary>
    public sealed record Kept(string Reason) : ClassChoice
    {
        /// <summary>No rule asks for another one.</summary>
        public static Kept Unasked { get; } = new(string.Empty);
    }
}
