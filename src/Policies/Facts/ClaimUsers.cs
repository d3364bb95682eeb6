using System.Collections.Concurrent;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>Who uses each claim of a snapshot, found out once for each claim, however many ask.</summary>
public sealed class ClaimUsers(Inventory inventory, Func<Claim, IReadOnlyList<MountFacts>> mounts, ClaimUsers? shared = null)
{
    private ConcurrentDictionary<(string Namespace, string Claim), UsersOfClaim>? _known;
    private ConcurrentDictionary<Claim, Together>? _shared;

    /// <summary>Another workload of the asker's namespace that mounts a claim, the first by name; null when there is none.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="claim">The name of the claim.</param>
    /// <param name="part">The part of the volume that must be written; null where any mount counts. Others than the asker are the same whether it is
    /// known or not.</param>
    public Workload? Other(Workload asker, string claim, string? part) =>
        shared is not null && inventory.Changed?.IsCalledLike(asker) == true
            ? shared.Other(asker, claim, part)
            : Of(asker.Namespace, claim)?.Other(asker, part);

    /// <summary>What decides about the volume of a mount whose claim others mount as well, theirs counted; null where nobody else does.</summary>
    public DataFacts? Leading(MountFacts mount) =>
        mount.Claim is { Claim: { } claim } && Other(mount.Workload, claim.Name, part: null) is not null
            ? Shared.GetOrAdd(claim, static (asked, find) => new Together(find(asked)), mounts).LeadingHere(mount)
            : null;

    /// <summary>Whether several pods that stay write a claim, those of a workload that may not be known yet among them.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="claim">The name of the claim, which may be one of a series.</param>
    public bool AreSeveral(Workload workload, string claim)
    {
        var first = workload is { IsOwned: false, IsBatch: false } ? workload : null;
        foreach (var name in ClaimNames.Of(claim))
        {
            if (Of(workload.Namespace, name) is { } users && (users.AreOthers(ref first) || users.AnyIsReplicated))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The mounts of each claim that several use, put together once however many of them are asked about.</summary>
    private ConcurrentDictionary<Claim, Together> Shared =>
        _shared ?? Interlocked.CompareExchange(ref _shared, new(ReferenceEqualityComparer.Instance), comparand: null) ?? _shared;

    private ConcurrentDictionary<(string Namespace, string Claim), UsersOfClaim> Known =>
        _known ?? Interlocked.CompareExchange(ref _known, new(), comparand: null) ?? _known;

    /// <summary>Only claims that many use are remembered: whoever asks may ask for any.</summary>
    private UsersOfClaim? Of(string ns, string claim) => inventory.ConsumersHere.At(ns, claim) switch
    {
        { IsEmpty: true } => null,
        var users when UsersOfClaim.AreFew(users) => new UsersOfClaim(claim, users),
        var users => Known.GetOrAdd((ns, claim), static (key, all) => new UsersOfClaim(key.Claim, all), users),
    };
}
