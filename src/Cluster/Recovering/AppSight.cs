using System.Security.Cryptography;
using System.Text.Json;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>Looks at workloads and at the claims of theirs that are lost. Each has to come back, or none is touched.</summary>
internal sealed class AppSight(
    ApiServer server,
    RecoveryWish wish,
    IReadOnlyList<LiveObject> cronJobs,
    IReadOnlyList<LostClaim> lost,
    Grace grace,
    RestorePace pace,
    TimeProvider time,
    Action<string> say)
{
    /// <summary>How they are recovered; else why not, and whether that is because nobody could be asked.</summary>
    public async Task<(FoundApp? Found, string Reason, bool IsLost)> Find(IReadOnlyList<LostClaim> group, CancellationToken stop)
    {
        var (ns, consumers) = (group[0].Facts.Claim.Namespace, Consumers.Of(group.Select(c => c.Facts)));
        if (consumers.Running.FirstOrDefault(w => w.Pod.Nodes is { Count: > 0 } nodes && nodes.All(IsLostNode)) is { } bound)
        {
            return (null, $"{bound.Reference} may only run on {wish.Node}: let it run on another node first, and where Git says it, there", false);
        }

        var resting = await new Resting(server).Of(consumers, group[0].Facts.Claim.Name, remade: null, suspends: true, stop);
        if (resting.Obstacle.Length > 0)
        {
            return (null, resting.Obstacle, false);
        }

        foreach (var note in resting.Notes)
        {
            say($"  note: {note}");
        }

        var (app, unseen) = await Placed(consumers, stop);
        if (unseen.Length > 0)
        {
            return (null, unseen, true);
        }

        var claims = new List<RecoveredClaim>();
        foreach (var claim in group)
        {
            var (found, reason, isLost) = await Claim(claim, app, stop);
            if (found is null)
            {
                return (null, group.Count > 1 ? $"{claim.Spoken}: {reason}" : reason, isLost);
            }

            claims.Add(found);
        }

        // Our own go with the claim.
        var timed = resting.Timed.Where(p => !cronJobs.Any(c => c.IsOurs && string.Equals(c.Uid, p.Uid, StringComparison.Ordinal)));
        var suspended = resting.Starters.Where(p => p.Way is PauseWay.Suspend or PauseWay.Sync).ToArray();
        return (
            new FoundApp(
                new RecoveredApp { Namespace = ns, Claims = claims, Pauses = [.. timed, .. resting.Starters.Except(suspended), .. resting.Scaled] },
                suspended,
                resting.ByHand),
            string.Empty,
            false);
    }

    private bool IsLostNode(string name) => string.Equals(name, wish.Node, StringComparison.Ordinal);

    private async Task<(RecoveredClaim? Found, string Reason, bool IsLost)> Claim(LostClaim claim, JsonElement app, CancellationToken stop)
    {
        var (ns, name) = (claim.Facts.Claim.Namespace, claim.Facts.Claim.Name);
        var (live, away) = await new LiveClaim(server, ns, name, wish.Node, grace, pace, time).Look(stop);
        if (live is not { } old)
        {
            return (null, away.Reason, away.IsLost);
        }

        var kept = new RecoveredClaim
        {
            Id = RandomNumberGenerator.GetHexString(8, lowercase: true),
            Name = name,
            OldUid = old.TextAt("metadata", "uid"),
            Volume = old.TextAt("spec", "volumeName"),
            Manifest = KeptManifest.Claim(old, grace),
        };
        var (source, none) = BackupStore.OfClaim(cronJobs.Where(c => string.Equals(c.Namespace, ns, StringComparison.Ordinal)), ns, name, JobRole.Backup);
        var reason = source is null ? $"{none}. What else is known: {claim.Back}"
            : RestoreJobJson.IsDump(source)
                ? "its backups are dumps, which its database server has to read: docs/backup-format.md says how, once it runs again, empty"
            : lost.FirstOrDefault(l => string.Equals(l.Facts.Claim.Namespace, ns, StringComparison.Ordinal)
                && RestoreJobJson.IsTarget(source, l.Facts.Claim.Name)) is { } target
                ? $"its backups are stored on claim {target.Spoken}, which is lost as well"
            : string.Empty;
        if (reason.Length == 0)
        {
            kept = kept with { CronJob = source!.Name, Template = KeptManifest.Template(source.Root, app) };
            (var archive, reason, var isLost) = await new TriedBackup(server, ns, pace, time, say).Of(kept.Restore(kept.OldUid, time.GetUtcNow(), []), stop);
            if (isLost)
            {
                return (null, reason, true);
            }

            kept = kept with { Archive = archive };
        }

        if (reason.Length == 0)
        {
            return (kept, string.Empty, false);
        }

        if (!wish.AcceptedLosses.Contains(claim.Spoken, StringComparer.Ordinal))
        {
            return (null, $"{reason}. 'recover --node {wish.Node} --accept-loss {claim.Spoken}' recreates it, empty", false);
        }

        say($"  {claim.Spoken} will be empty: {reason}");
        return (kept with { CronJob = string.Empty, Template = string.Empty, Archive = string.Empty }, string.Empty, false);
    }

    /// <summary>The pod of whoever is to run, for where it may run.</summary>
    private async Task<(JsonElement App, string Complaint)> Placed(Consumers consumers, CancellationToken stop)
    {
        if (consumers.Running.FirstOrDefault() is not { } workload)
        {
            return (default, string.Empty);
        }

        if (await server.Get(Consumers.Path(workload), stop) is not ApiAnswer.Done done)
        {
            return (default, $"{workload.Reference} cannot be read");
        }

        using (done)
        {
            return (done.Body.RootElement.At("spec", "template", "spec").Clone(), string.Empty);
        }
    }
}
