using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A claim that asks its storage for what it cannot do.</summary>
public sealed class AccessModeNotServed : ClaimSpecRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "access-mode-not-served",
        Title = "A claim asks for an access mode that its storage does not support",
        Why = "The provisioner refuses the volume, the claim stays pending, and its pods wait forever.",
        Remedy = "Ask for an access mode that the class supports, or name a class that supports this one.",
        DefaultAction = RuleAction.Deny,
        Milder = "Warns when the storage is only guessed by the class's name.",
        Group = RuleGroup.RightPlace,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(ClaimAsked claim, StoragePolicy policy)
    {
        // A PersistentVolume made by hand says itself what it serves, and the binder takes its word.
        if (claim.Link is not { Volume: null, Backend: Backend.Known known, Spec: { } spec, Class: not StorageClassReference.Static })
        {
            yield break;
        }

        var served = spec.IsBlock ? known.Traits.BlockAccessModes : known.Traits.AccessModes;
        var missing = spec.AccessModes & ~served;
        if (served != AccessModes.None && missing != AccessModes.None)
        {
            var first = Words.AccessModes.Spellings.First(s => Words.AccessModes.TryRead(s, out var mode) && served.HasFlag(mode));
            yield return Finding(
                claim,
                "accessModes",
                $"{claim.Spoken} asks for {Spell(missing)}, but class {claim.Link.Class.Name}{Title(claim, known)} supports only {Spell(served)}",
                $"{claim.Target}: {claim.Field("accessModes")}: [{first}]") with
            {
                Certainty = known.Certainty,
            };
        }
    }

    private static string Title(ClaimAsked claim, Backend.Known known) =>
        string.Equals(claim.Link.Class.Name, known.Title, StringComparison.OrdinalIgnoreCase) ? string.Empty : $" ({known.Title})";

    private static string Spell(AccessModes modes) =>
        string.Join(", ", Words.AccessModes.Spellings.Where(s => Words.AccessModes.TryRead(s, out var mode) && modes.HasFlag(mode)));
}
