using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>NFS mount options that trade safety for quiet.</summary>
public sealed class UnsafeNfsMountOptions : Rule<StorageClassFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "unsafe-nfs-mount-options",
        Title = "NFS is mounted with unsafe options",
        Why = "soft gives up on a slow server and loses the write; nolock and local_lock keep file locks local to each node, so that two nodes write "
            + "the same file at once.",
        Remedy = "Mount with hard and nfsvers=4.1 or newer, and without nolock.",
        DefaultAction = RuleAction.Warn,
        Milder = "NFS version 3 is only audited: it is old, not wrong.",
        Group = RuleGroup.StorageClasses,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(StorageClassFacts subject, StoragePolicy policy)
    {
        if (subject.Backend is not Backend.Known { Traits.Protocol: Protocol.Nfs })
        {
            yield break;
        }

        for (var i = 0; i < subject.Class.MountOptions.Count; i++)
        {
            var option = subject.Class.MountOptions[i];
            if (NfsMountOption.Of(option) is var (why, instead, ceiling) && why.Length > 0)
            {
                yield return Violation(
                    string.Create(CultureInfo.InvariantCulture, $"/mountOptions/{i}"),
                    $"class {subject.Class.Name} mounts NFS with '{option}', which {why}",
                    $"{ClassChange.Field(subject.Class, "/mountOptions")}: {instead}; a volume that exists keeps its own: PersistentVolume: "
                        + "spec.mountOptions") with
                {
                    Key = $"mountOptions|{option}",
                    Ceiling = ceiling,
                };
            }
        }
    }
}
