using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A claim for a class that nobody has.</summary>
public sealed class StorageClassNotFound : ClaimSpecRule
{
    /// <summary>As many classes are named where none has a name like the one that is written.</summary>
    private const int Most = 8;

    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "storage-class-not-found",
        Title = "A claim names a StorageClass that does not exist",
        Why = "The claim waits forever for a volume, and its pods wait with it.",
        Remedy = "Name a class of this cluster, or make the class.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.RightPlace,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(ClaimAsked claim, StoragePolicy policy)
    {
        if (claim.Link is not { Class: StorageClassReference.Missing { Name: var name }, Backend: Backend.Unseen })
        {
            yield break;
        }

        if (Substitutions.IsOpen(name))
        {
            yield return Unknown(claim.PointerTo("storageClassName"), $"the StorageClass of {claim.Spoken} is decided by the variable {name}");
        }
        else if (claim.Surroundings.Classes.AreNone)
        {
            var meant = BackendResolver.Misspelt(name, [], policy);
            yield return Unknown(
                claim.PointerTo("storageClassName"),
                $"StorageClass '{name}' of {claim.Spoken} was not found{(meant.Length > 0 ? $"; did you mean {meant}?" : string.Empty)}");
        }
        else
        {
            // What would only be objected to next is no correction.
            var classes = claim.Fitting(policy);
            var near = Spelling.Nearest(name, classes);
            yield return Finding(
                claim,
                "storageClassName",
                $"{claim.Spoken} names StorageClass '{name}', which was not found{(near.Length > 0 ? $": did you mean {near}?" : string.Empty)}",
                $"{claim.Target}: {claim.Field("storageClassName")}: {Correction(claim, near, classes, policy)}");
        }
    }

    private static string Correction(ClaimAsked claim, string near, IReadOnlyList<string> classes, StoragePolicy policy) =>
        near.Length > 0 ? near + claim.Rider(near, policy).Remedy
        : classes.Count > 0 ? $"one of {Listed([.. classes.Take(Most).Select(c => c + claim.Rider(c, policy).Remedy)])}"
        : "a class of this cluster";

    private static string Listed(string[] names) =>
        string.Join(Array.Exists(names, name => name.Contains(',', StringComparison.Ordinal)) ? " or " : ", ", names);
}
