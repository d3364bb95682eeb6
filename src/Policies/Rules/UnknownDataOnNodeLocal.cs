using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Data nobody has said anything about, with their only copy on one node.</summary>
public sealed class UnknownDataOnNodeLocal : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "unknown-data-on-node-local",
        Title = "An unknown app stores data on a single node",
        Why = "When the node or its disk fails, whatever is stored there is gone; whether that matters, only you can say.",
        Remedy = "Say what is stored there, back the claim up, or move it to storage that survives a node.",
        DefaultAction = RuleAction.Warn,
        Milder = "Says nothing where a backup of the claim is known.",
        Group = RuleGroup.DataSafety,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override DataKinds About => default(DataKinds).With(DataKind.Unknown);

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) =>
        !mount.Workload.IsBatch && mount is { IsReadOnly: false, Claim: not null, Backend: Backend.Known { IsNodeLocal: true } };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (mount is
            {
                IsReadOnly: false,
                IsEphemeral: false,
                Claim: { } claim,
                Backend: Backend.Known { IsNodeLocal: true } known,
                Coverage: { Best: null, Doubt: "" },
                Container.Role: ContainerRole.Main or ContainerRole.Sidecar,
            }
            && mount.Main is { Kind: DataKind.Unknown, Certainty: Certainty.Guessed } data)
        {
            yield return Violation(
                mount,
                data,
                $"it is unknown what {mount.Program} stores at {mount.Path}, and claim {claim.Name} is stored on a single node, "
                    + $"without a backup ({(claim.Class.Name.Length > 0 ? $"class {claim.Class.Name}" : known.Title)})",
                $"{mount.Workload.Spoken}: metadata.annotations: {Annotation.Data}.{mount.Mount.Volume}: files (or cache, config, sqlite, media: what "
                    + $"volume {mount.Mount.Volume} holds)") with
            {
                Alternatives = [$"{CopyAdvice.Shareable(mount)}a CronJob that copies the claim to the NAS"],
            };
        }
    }
}
