using System.Collections.Frozen;
using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>Whether data is where the policy wants it, and the folder or share that it is in.</summary>
internal static class StoragePlace
{
    /// <summary>The rules that ask for another place. What they find is about the matrix; what others find is not.</summary>
    public static FrozenSet<string> Rules { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "application-data-on-ceph",
        "bulk-data-on-node-local",
        "bulk-data-on-replicated-block",
        "cache-on-network-storage",
        "critical-data-on-node-local",
        "data-on-ephemeral-volume",
        "database-on-unsafe-filesystem",
        "embedded-database-on-network-filesystem",
        "host-path-volume",
        "sqlite-on-network-filesystem");

    /// <summary>How the place of a volume stands.</summary>
    public static Standing Of(MountFacts mount, AuditResult result, StoragePolicy policy, LeftAlone left) => result.Findings
        .Where(f => Rules.Contains(f.Decision.Finding.Rule.Id) && StorageMap.IsAbout(f.Decision.Finding, mount))
        .Select(f => left.StandingOf(result, f.Decision))
        .DefaultIfEmpty(mount.Backend is not Backend.Known known ? Standing.Unknown : IsWanted(mount, known, policy) ? Standing.Fine : Standing.Noted)
        .Max();

    /// <summary>The folder of the node, or what a server shares, where a PersistentVolume or the pod names it.</summary>
    public static string PathOf(MountFacts mount) => (mount.Claim?.Volume?.Backing ?? mount.Volume.Source as VolumeSource.Plugin) switch
    {
        { NodePath: { Length: > 0 } path } => path,
        { Server: { Length: > 0 } server, Share: var share } => share.Length > 0 ? $"{server}:{share}" : server,
        _ => string.Empty,
    };

    /// <summary>A class that the policy names, or another of the same sort.</summary>
    private static bool IsWanted(MountFacts mount, Backend.Known known, StoragePolicy policy)
    {
        var wanted = policy.Row(mount.Main.Kind).Classes(mount.Main.Criticality);
        return wanted.Count == 0
            || wanted.Contains(mount.Claim?.Class.Name ?? string.Empty, StringComparer.Ordinal)
            || wanted.Any(name => policy.Classes.TryGetValue(name, out var entry)
                && (entry.Traits.Protocol, entry.Traits.Where) == (known.Traits.Protocol, known.Traits.Where)
                && known.IsNodeLocal == (entry.Traits.Where == Whereabouts.Node));
    }
}
