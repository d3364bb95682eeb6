using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A library that an app could delete.</summary>
public sealed class MediaMountedWritable : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "media-mounted-writable",
        Title = "A media library is mounted writable",
        Why = "An app that only plays a library needs no right to delete it; read-only, no bug and no intruder can.",
        Remedy = "Set readOnly on the mount where the app only reads.",
        DefaultAction = RuleAction.Audit,
        Group = RuleGroup.RightPlace,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = default(DataKinds).With(DataKind.Media);

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => !mount.IsReadOnly;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (!mount.IsReadOnly
            && !mount.IsEphemeral
            && mount.Main is { Kind: DataKind.Media, Certainty: > Certainty.Guessed } data
            && mount.Backend is Backend.Known)
        {
            yield return Violation(
                mount,
                data,
                $"{mount.Program} may write and delete media at {mount.Path}",
                $"{mount.Workload.Spoken}: container {mount.Container.Name}: the volumeMount at {mount.Path}: readOnly: true, if it only plays them");
        }
    }
}
