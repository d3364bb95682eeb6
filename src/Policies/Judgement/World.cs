using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// What is, or would be, under a policy at a moment. Whoever judges everything there is asks a world: files, a cluster, files as they will be.
/// </summary>
public sealed class World
{
    /// <summary>As many at once as there are processors.</summary>
    public const int WithAllHands = -1;

    private World(IReadOnlyList<Manifest> manifests, Judge judge) => (Manifests, Judge) = (manifests, judge);

    /// <summary>Everything in it that may be asked about.</summary>
    public IReadOnlyList<Manifest> Manifests { get; }

    /// <summary>Who judges in it.</summary>
    public Judge Judge { get; }

    /// <summary>The world that files describe, with what their kustomizations change.</summary>
    public static World Of(IEnumerable<ManifestReading> readings, StoragePolicy policy, DateTimeOffset now)
    {
        Manifest[] manifests = [.. Deployed.Manifests([.. readings])];
        return new World(manifests, new Judge(Inventory.Of(manifests), policy, now));
    }

    /// <summary>The world that a cluster is.</summary>
    public static World Of(Inventory inventory, StoragePolicy policy, DateTimeOffset now) => new([.. inventory.Judged], new Judge(inventory, policy, now));

    /// <summary>The verdict about everything that has one.</summary>
    /// <param name="atOnce">How many are judged at once: <see cref="WithAllHands"/>, or fewer where others wait for an answer.</param>
    /// <param name="stop">Ends it early.</param>
    public WorldVerdicts Verdicts(int atOnce, CancellationToken stop)
    {
        Manifest[] judged = [.. Manifests.Where(m => ManifestKinds.Of(m.Reference) is { IsJudged: true })];
        var verdicts = new Verdict?[judged.Length];
        var bugs = new Exception?[judged.Length];
        var pace = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop };
        Parallel.For(0, judged.Length, pace, i =>
        {
            try
            {
                verdicts[i] = Judge.Of(judged[i]);
            }
#pragma warning disable CA1031 // Once per object: what breaks at one must not keep the verdicts about all others from whoever asked.
            catch (Exception bug) when (bug is not OperationCanceledException)
#pragma warning restore CA1031
            {
                bugs[i] = bug;
            }
        });
        return new WorldVerdicts(
            [.. verdicts.OfType<Verdict>()],
            [.. judged.Zip(bugs, (manifest, bug) => bug is null ? null : NotJudged(manifest, bug)).OfType<ManifestReading.Unreadable>()]);
    }

    private static ManifestReading.Unreadable NotJudged(Manifest manifest, Exception bug)
    {
        var reason = $"it could not be judged, which is a bug of homelab-storage: {bug.GetType().Name}: {bug.Message}";
        var one = new ManifestReading.Unreadable(manifest.Reference, string.Empty, reason);
        return manifest.Source is ManifestSource.Text { Map: var map } ? one with { File = map.File, Position = new Position(map.ObjectLine, 1) } : one;
    }
}
