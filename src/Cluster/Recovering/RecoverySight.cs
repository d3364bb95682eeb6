using System.Security.Cryptography;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>Looks at a node and at the claims that are stored on it, and plans their recovery. Nothing is changed; backups are tried in scratch.</summary>
internal sealed class RecoverySight(ApiServer server, StoragePolicy policy, RestorePace pace, TimeProvider time, Action<string> say)
{
    /// <summary>What there is to be done, or why nothing can be.</summary>
    public async Task<(RecoveryPlan? Plan, RestoreEnd? End)> Find(RecoveryWish wish, CancellationToken stop)
    {
        var (isThere, isReady, unknown) = await new LostNode(server, wish.Node).Look(stop);
        if (unknown.Length > 0)
        {
            return (null, new RestoreEnd.Lost(unknown));
        }

        if (isReady)
        {
            return Refused($"node {wish.Node} is Ready: its volumes are there, and pods of it may be writing to them. If it is about to go, move what is on it "
                + $"first; if it is dead, switch it off and wait until 'kubectl get node {wish.Node}' says NotReady, or 'kubectl delete node {wish.Node}'");
        }

        if (await ClusterReader.Read(server, string.Empty, () => { }, stop) is not ClusterReading.Whole whole)
        {
            return (null, new RestoreEnd.Lost("the cluster cannot be read"));
        }

        var household = Household.Of([.. whole.Manifests.Select(m => new ManifestReading.Understood(m))], policy, time.GetUtcNow());
        if (!isThere && !household.Sight.Nodes.Contains(wish.Node, StringComparer.Ordinal))
        {
            var near = Spelling.Nearest(wish.Node, household.Sight.Nodes);
            return Refused($"there is no node {wish.Node}, and no volume is bound to one of that name{(near.Length > 0 ? $"; did you mean '{near}'?" : ".")} "
                + $"Volumes are bound to: {(household.Sight.Nodes.Count == 0 ? "none" : string.Join(", ", household.Sight.Nodes))}");
        }

        var loss = NodeLoss.Of(household, wish.Node);
        foreach (var healed in loss.Healed)
        {
            say($"heals by itself  {healed}");
        }

        if (loss.Healed.Count > 0)
        {
            say($"note: they may wait for {wish.Node} until Kubernetes knows that it is off: "
                + $"kubectl taint nodes {wish.Node} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute");
        }

        foreach (var unclear in loss.Unclear)
        {
            say($"not known        {unclear}");
        }

        return wish.AcceptedLosses.FirstOrDefault(a => !loss.Lost.Any(l => string.Equals(l.Spoken, a, StringComparison.Ordinal))) is { } stranger
            ? Refused($"--accept-loss {stranger}: no such claim is lost with node {wish.Node}. Lost with it: "
                + (loss.Lost.Count == 0 ? "none" : string.Join(", ", loss.Lost.Select(l => l.Spoken))))
            : loss.Lost.Count == 0 ? (null, new RestoreEnd.Done($"no claim is stored on node {wish.Node} alone: there is nothing to recover"))
            : await Plan(wish, loss, whole.Manifests, household, stop);
    }

    private static (RecoveryPlan? Plan, RestoreEnd? End) Refused(string reason) => (null, new RestoreEnd.Refused(reason));

    private async Task<(RecoveryPlan? Plan, RestoreEnd? End)> Plan(
        RecoveryWish wish,
        NodeLoss loss,
        IReadOnlyList<Manifest> manifests,
        Household household,
        CancellationToken stop)
    {
        var (cronJobs, complaint) = await new BackupStore(server).CronJobs(stop);
        if (cronJobs is null)
        {
            return (null, new RestoreEnd.Lost(complaint));
        }

        var grace = Grace.Of(manifests, household, loss.Lost.Select(l => l.Spoken), cronJobs, $"recovered from node {wish.Node}", time.GetUtcNow());
        var (apps, suspended, byHand) = (new List<RecoveredApp>(), new List<Pause>(), new List<string>());
        var (at, groups) = (1, LostApps.Of(loss.Lost));
        foreach (var group in groups)
        {
            say($"{at++}/{groups.Count} {string.Join(" and ", group.Select(c => $"{c.Spoken} ({c.Kept})"))}");
            switch (await new AppSight(server, wish, cronJobs, loss.Lost, grace, pace, time, say).Find(group, stop))
            {
                case (_, { Length: > 0 } reason, true):
                    return (null, new RestoreEnd.Lost(reason));
                case (_, { Length: > 0 } reason, false):
                    say($"  left alone: {reason}");
                    break;
                case ({ } found, _, _):
                    apps.Add(found.App);
                    suspended.AddRange(found.Suspended);
                    byHand.AddRange(found.ByHand);
                    break;
            }
        }

        return apps.Count == 0 ? Refused($"nothing that is stored on node {wish.Node} can be recovered; each line above says what is in the way")
            : byHand.Count > 0 && !wish.Suspends
                ? Refused("what is scaled down here would be started again. Give --suspend, and it is suspended meanwhile, or do it yourself:\n  "
                    + string.Join("\n  ", byHand.Distinct(StringComparer.Ordinal)))
            : (new RecoveryPlan
            {
                Id = RandomNumberGenerator.GetHexString(8, lowercase: true),
                Begun = time.GetUtcNow(),
                Node = wish.Node,
                Suspended = [.. suspended.Distinct()],
                Apps = apps,
            }, null);
    }
}
