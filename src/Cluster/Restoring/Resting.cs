using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>What has to rest while claims are written: whoever mounts them, and whoever would start those again.</summary>
internal sealed class Resting(ApiServer server)
{
    /// <summary>What begins by itself.</summary>
    public IReadOnlyList<Pause> Timed { get; private set; } = [];

    /// <summary>What would start again what is scaled down.</summary>
    public IReadOnlyList<Pause> Starters { get; private set; } = [];

    /// <summary>What is scaled down, or is at no replicas and has to stay there.</summary>
    public IReadOnlyList<Pause> Scaled { get; private set; } = [];

    /// <summary>The commands by which a person makes those rest that apply it.</summary>
    public IReadOnlyList<string> ByHand { get; private set; } = [];

    /// <summary>What a reader should know.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>What cannot be made to rest, with the way out; empty where nothing is.</summary>
    public string Obstacle { get; private set; } = string.Empty;

    /// <summary>Finds it for the consumers of a claim.</summary>
    /// <param name="consumers">The consumers.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="remade">The claim as it was read, where it is deleted and recreated: what applies it would make it as well. Null where it stays.</param>
    /// <param name="suspends">Whether what applies them is suspended.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Resting> Of(Consumers consumers, string claim, Manifest? remade, bool suspends, CancellationToken stop)
    {
        if (consumers.Unstoppable.FirstOrDefault() is { } stubborn)
        {
            Obstacle = $"{stubborn.Reference} mounts claim {claim} and cannot be stopped by scaling it: take it away while this runs";
            return this;
        }

        var starters = new Starters(server);
        foreach (var running in consumers.Running)
        {
            await starters.Find(running, stop);
            Obstacle = Obstacle.Length > 0 ? Obstacle : await DeletesClaims(running, stop);
        }

        foreach (var idle in consumers.Idle)
        {
            await starters.FindScalers(idle, stop);
        }

        if (remade is not null)
        {
            await starters.FindAppliers(remade, stop);
        }

        Obstacle = Obstacle.Length > 0 ? Obstacle
            : starters.Obstacle.Length > 0 ? starters.Obstacle
            : starters.ByHand.Count > 0 && !suspends ? Spoken(starters)
            : string.Empty;
        Timed = [.. consumers.Timed.Select(w => Of(w, PauseWay.Suspend))];
        Starters = [.. starters.Pauses.OrderBy(p => p.Way)];
        Scaled = [.. consumers.Running.Select(w => Of(w, PauseWay.Replicas)), .. consumers.Idle.Select(w => Of(w, PauseWay.Idle))];
        (Notes, ByHand) = (starters.Notes, starters.ByHand);
        return this;
    }

    /// <summary>All that rests, in the order in which it is stopped.</summary>
    /// <param name="copier">Our own CronJob, which copies the claim; null where none does.</param>
    public IReadOnlyList<Pause> Pauses(LiveObject? copier)
    {
        Pause[] copying = copier is null ? [] : [new Pause(
            PauseWay.Suspend,
            $"apis/batch/v1/namespaces/{copier.Namespace}/cronjobs/{copier.Name}",
            copier.Uid,
            $"CronJob {copier.Namespace}/{copier.Name}")];
        return [.. Timed.Concat(copying).DistinctBy(p => p.Path, StringComparer.Ordinal), .. Starters, .. Scaled];
    }

    private static Pause Of(Workload workload, PauseWay way) => new(way, Consumers.Path(workload), workload.Metadata.Uid, workload.Reference.ToString());

    private static string Spoken(Starters starters) => "what is scaled down here would be started again by "
        + string.Join(" and ", starters.Pauses.Where(p => p.Way is PauseWay.Suspend or PauseWay.Sync).Select(p => p.Name))
        + $". Give --suspend, and it is suspended meanwhile, or do it yourself:\n  {string.Join("\n  ", starters.ByHand)}";

    /// <summary>A StatefulSet may be told to delete its claims with its pods; to scale that one down would delete the data.</summary>
    private async Task<string> DeletesClaims(Workload workload, CancellationToken stop)
    {
        if (workload.Reference.Kind is not "StatefulSet" || await server.Get(Consumers.Path(workload), stop) is not ApiAnswer.Done done)
        {
            return string.Empty;
        }

        using (done)
        {
            return done.Body.RootElement.TextAt("spec", "persistentVolumeClaimRetentionPolicy", "whenScaled") is "Delete"
                ? $"{workload.Reference} deletes its claims when it is scaled down: set its persistentVolumeClaimRetentionPolicy.whenScaled to Retain, "
                    + "and run this again"
                : string.Empty;
        }
    }
}
