using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>What is known of a mount and how: the chain behind it, how sure each link is, the row of the matrix, the tier and the backups.</summary>
internal static class MountExplanation
{
    /// <summary>How a volume is mounted, where that is not as usual.</summary>
    public static string Manner(MountFacts mount) =>
        $"{(mount.Mount.SubPath.Length > 0 ? $" (subPath {mount.Mount.SubPath})" : string.Empty)}{(mount.IsReadOnly ? " read-only" : string.Empty)}";

    /// <summary>What is known of a mount, a line each; a line without a label goes on where the one before it ended.</summary>
    public static IEnumerable<(string Label, string Text)> Lines(MountFacts mount, StoragePolicy policy) =>
    [
        ("chain", Chain(mount)),
        ("backend", Spoken(mount.Backend)),
        .. mount.Data.SelectMany(Lines),
        .. mount.Backend is Backend.Projection ? [] : Lines(policy.Row(mount.Main.Kind), mount.Main),
        .. mount.Backend is not Backend.Projection && Arrangement.Of(mount.Main, policy).Tier is { } tier
            ? [("tier", $"{Words.Criticalities.Spell(tier.Criticality)}: {tier.Spoken}")]
            : Array.Empty<(string, string)>(),
        .. mount.Coverage.Backups.SelectMany(Lines),
    ];

    private static IEnumerable<(string Label, string Text)> Lines(DataFacts data)
    {
        var words = $"{Words.DataKinds.Spell(data.Kind)}, {Words.Criticalities.Spell(data.Criticality)}, {Words.Certainties.Spell(data.Certainty)}";
        yield return ("data", $"{data.Spoken} ({words}): {data.Evidence}");
        if (data.Doubt.Length > 0)
        {
            yield return (string.Empty, $"not sure: {data.Doubt}");
        }
    }

    private static IEnumerable<(string Label, string Text)> Lines(Backup backup)
    {
        yield return ("backup", $"{backup.Source}: {Words.Grades.Spell(backup.Grade)}{Details(backup)}");
        yield return (string.Empty, Standing(backup));
        if (backup.Trouble.Length > 0)
        {
            yield return (string.Empty, backup.Trouble);
        }
    }

    private static string Standing(Backup backup) =>
        backup.WhyNot.Length > 0 ? $"does not count: {backup.WhyNot}"
        : backup.Doubt.Length > 0 ? $"cannot tell: {backup.Doubt}"
        : backup.Evidence;

    private static IEnumerable<(string Label, string Text)> Lines(MatrixRow row, DataFacts data)
    {
        var classes = row.Classes(data.Criticality);
        if (classes.Count == 0)
        {
            yield break;
        }

        var never = row.Never.Count > 0 ? $"; never {string.Join(", ", row.Never.Select(Words.Protocols.Spell))}" : string.Empty;
        var field = $"{Words.DataKinds.Spell(row.Data)} × {Words.Criticalities.Spell(data.Criticality)}";
        yield return ("matrix", $"{field} → {string.Join(", then ", classes)}{never}");
        if (row.Why.Length > 0)
        {
            yield return (string.Empty, row.Why);
        }
    }

    private static string Details(Backup backup) => string.Concat(
        backup.Schedule is { } schedule ? $", {schedule.Spoken}" : string.Empty,
        backup.Target.Length > 0 ? $", to {backup.Target}" : string.Empty,
        backup.Retention.Length > 0 ? $", keeps {backup.Retention}" : string.Empty,
        backup.CopiesLive.Length > 0 ? $", by {backup.CopiesLive} while the app writes" : string.Empty);

    private static string Chain(MountFacts mount)
    {
        var parts = new List<string>
        {
            mount.Workload.Spoken,
            $"container {mount.Container.Name} ({mount.Container.Image.Written})",
            $"volume {mount.Volume.Name}",
        };
        if (mount.Claim is { } claim)
        {
            var kind = claim.Template is null || claim.Claim is not null ? "claim" : "claim template";
            parts.Add($"{kind} {claim.Name}{(claim.Spec is null ? " (not found)" : string.Empty)}");
            parts.Add(claim.Class switch
            {
                StorageClassReference.Known { ByDefault: true } known => $"class {known.Name} (the default)",
                StorageClassReference.Known known => $"class {known.Name}",
                StorageClassReference.Missing missing => $"class {missing.Name} (not found)",
                StorageClassReference.Static => "no class, a volume that exists",
                _ => "no class, and no default was found",
            });
            if (claim.Volume is { } volume)
            {
                parts.Add(volume.Reference.ToString());
            }
        }

        return string.Join(" → ", parts);
    }

    /// <summary>A backend with what it promises and what told.</summary>
    public static string Spoken(Backend backend) => backend switch
    {
        Backend.Known known =>
            $"{known.Title} ({string.Join(", ", Traits(known))}): {string.Join(" ", [known.Evidence, .. known.Because.Select(b => $"– {b}")])}",
        Backend.Ephemeral { InMemory: true } => "an empty directory in memory; it is deleted with the pod",
        Backend.Ephemeral => "an empty directory; it is deleted with the pod",
        Backend.Projection => "a ConfigMap, Secret or projection",
        Backend.Unseen unseen => $"cannot tell: {unseen.Reason}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string[] Traits(Backend.Known known) =>
    [
        Words.Protocols.Spell(known.Traits.Protocol),
        Where(known),
        $"locks {Words.Locks.Spell(known.Traits.Locks)}",
        .. known.Traits.IsExpandable ? ["can grow"] : Array.Empty<string>(),
        .. known.Traits.HasSnapshots ? ["has snapshots"] : Array.Empty<string>(),
        Words.Certainties.Spell(known.Certainty),
    ];

    private static string Where(Backend.Known known) =>
        known.Traits.Where == Whereabouts.Replicated ? $"replicated({known.Traits.Replicas})" : Words.Whereabouts.Spell(known.Traits.Where);
}
