using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Mutation;

/// <summary>Changes the class of a claim that is being made, and records what was asked and why.</summary>
internal static class ClassRewrite
{
    public static Mutation Of(ClaimFacts claim, ClassChoice.Chosen choice)
    {
        var spec = claim.Claim.Spec;
        var asked = spec.Class is ClassRequest.Named && claim.Claim.Metadata.WroteStorageClass ? spec.Class.Name : string.Empty;
        var was = asked.Length > 0 ? asked : spec.Class.Name is { Length: > 0 } usual ? $"the default {usual}" : "none";
        return new Mutation
        {
            Edits =
            [
                new Edit("/spec/storageClassName", choice.Class),
                new Edit(Place(Annotation.RequestedStorageClass), asked, IsRecord: true),
                new Edit(Place(Annotation.ChosenBy), choice.Finding.Rule.Id, IsRecord: true),
            ],
            Warnings = [$"[{choice.Finding.Rule.Id}] claim {claim.Claim.Name}: storageClassName {choice.Class} in place of {was}{Rest(choice)}"],
        };
    }

    /// <summary>What is left for somebody to do about the class.</summary>
    private static string Rest(ClassChoice.Chosen choice) =>
        choice.Rider.Message.Length > 0 ? $"; {choice.Class} is right{choice.Rider.Message}" : string.Empty;

    public static string Place(string annotation) => "/metadata/annotations/" + JsonPointer.Escape(annotation);
}
