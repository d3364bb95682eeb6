using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Copies at a server that runs in the cluster are where the server keeps its own data.</summary>
/// <param name="mounts">What is behind the mounts of a workload.</param>
/// <param name="coverage">What covers a mount of a server.</param>
/// <param name="shelf">The CronJobs that are known.</param>
/// <param name="policy">What the household decided.</param>
internal sealed class ServedPlace(
    Func<Workload, IReadOnlyList<MountFacts>> mounts,
    Func<MountFacts, Coverage> coverage,
    JobShelf shelf,
    StoragePolicy policy)
{
    /// <summary>A backup with what its copies share with the data, where they are at a server that was found. Of several places the best one counts.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="maker">What makes it, from whose namespace an address is meant.</param>
    /// <param name="data">The data.</param>
    public Backup Of(Backup backup, Manifest maker, MountFacts data)
    {
        if (backup.WhyNot.Length > 0 || !IsAddress(backup.Address))
        {
            return backup;
        }

        var first = At(backup, maker, data);
        return first is { Beside: "", PlaceDoubt: "" } ? first
            : backup.Others
                .Select(other => At(backup with { Target = other.Target, Address = other.Address }, maker, data))
                .Append(first)
                .MinBy(b => b.Beside.Length > 0 ? 2 : b.PlaceDoubt.Length > 0 ? 1 : 0)!;
    }

    /// <summary>A name alone is a program, or a place whose server nobody names.</summary>
    private static bool IsAddress(string written) => written.AsSpan().IndexOfAny(':', '.') >= 0;

    private Backup At(Backup backup, Manifest maker, MountFacts data)
    {
        var host = Places.Host(backup.Address);
        if (ServerAddress.Of(host, maker, data.Surroundings.Inventory) is not { } server || Stores(server) is not { Length: > 0 } stores)
        {
            return backup;
        }

        string[] shared = [.. stores.Select(store => Beside(store, server, data))];
        if (Array.TrueForAll(shared, s => s.Length == 0))
        {
            return backup;
        }

        // What copies the server to itself sends nothing on.
        var onward = stores
            .SelectMany(store => coverage(store).Backups)
            .Where(b => b.WhyNot.Length == 0
                && !string.Equals(b.Source, backup.Source, StringComparison.Ordinal)
                && !string.Equals(Places.Host(b.Address), host, StringComparison.Ordinal))
            .ToArray();
        if (Array.Find(onward, b => b.Covers) is { } sent)
        {
            return SentOn.By(backup, sent);
        }

        var doubt = Array.Find(onward, b => b.Doubt.Length > 0)?.Doubt ?? Forwarder(server, maker)
            ?? (Array.TrueForAll(shared, s => s.Length > 0 && !string.Equals(s, Somewhere, StringComparison.Ordinal)) ? string.Empty
                : $"whether {server.Reference}, to which {backup.Source} copies, keeps the copies apart from {data.VolumeSpoken} is not known");
        return doubt.Length == 0 ? backup with { Beside = $"{server.Reference} on {shared[0]}" }
            : backup with { PlaceDoubt = backup.PlaceDoubt.Length > 0 ? backup.PlaceDoubt : doubt };
    }

    /// <summary>What is on a node's disk, and nobody can tell of which node.</summary>
    private const string Somewhere = "?";

    /// <summary>The volumes that a server keeps copies on: settings and caches are on others where it has several.</summary>
    private MountFacts[] Stores(Workload server)
    {
        MountFacts[] lasting = [.. mounts(server).Where(m => JobBackups.IsLasting(m) && !m.IsReadOnly)];
        MountFacts[] own = [.. lasting.Where(m => m.Main.Traits is { CanBeRebuilt: false, IsSettings: false })];
        return own.Length > 0 ? own : lasting;
    }

    private string Beside(MountFacts store, Workload server, MountFacts data)
    {
        var shared = Places.Shared(data, store, policy);
        if (shared.Length == 0 || !Places.AreOnNodes(data, store) || Places.IsSameClaim(data, store) || Places.HasOneNode(data))
        {
            return shared;
        }

        // Pods on several nodes keep copies on all of them.
        if (server is { Replicas: > 1 } or { Reference.Kind: "DaemonSet" })
        {
            return string.Empty;
        }

        var (own, other) = (BoundNodes.Of(data), BoundNodes.Of(store));
        return own.Count == 0 || other.Count == 0 ? Somewhere
            : own.Intersect(other, StringComparer.Ordinal).Any() ? shared
            : string.Empty;
    }

    /// <summary>Why the copies may be sent on to another place: a job near the server, or near what copies to it, copies from one address to another.</summary>
    private string? Forwarder(Workload server, Manifest maker)
    {
        foreach (var job in shelf.Near(server).Concat(shelf.Near(maker)))
        {
            if (shelf.Of(job).SendsOn)
            {
                return $"whether {job.Spoken} sends on what {server.Reference} keeps is not known";
            }
        }

        return null;
    }
}
