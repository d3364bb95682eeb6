using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Which objects losses take away: what stops, what is deleted, what is bound to what is gone.</summary>
internal sealed class Remains
{
    private readonly Fates _fates;
    private readonly HashSet<Manifest> _taken = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _makers;

    public Remains(Household household, IReadOnlyList<Loss> losses)
    {
        var fates = _fates = new Fates(losses, household);
        var ways = new WaysBack(household, fates);
        foreach (var workload in household.Workloads)
        {
            if (Stops.Of(workload, fates).State == AppState.Stops)
            {
                _taken.Add(workload.Workload);
            }

            foreach (var mount in Household.Kept(workload).Where(m => fates.IsTaken(m)))
            {
                Take(mount.Claim?.Claim);
                Take(mount.Claim?.Volume);
            }
        }

        foreach (var mount in household.Unmounted.SelectMany(one => Household.Kept(one.Facts)).Where(fates.IsTaken))
        {
            Take(mount.Claim?.Claim);
            Take(mount.Claim?.Volume);
        }

        // What makes copies of which none survives, or has nothing left that would take them, is not a backup any more.
        _makers =
        [
            .. household.Workloads.Concat(household.Unmounted.Select(one => one.Facts))
                .SelectMany(w => Household.Kept(w).SelectMany(m => m.Coverage.Backups.Select(b => (b.Source, Ends: ways.Ends(m, b)))))
                .GroupBy(copies => copies.Source, StringComparer.Ordinal)
                .Where(source => source.All(copies => copies.Ends))
                .Select(source => source.Key),
        ];
    }

    /// <summary>Whether an object no longer exists.</summary>
    public bool Takes(Manifest manifest) =>
        _taken.Contains(manifest)
        || _makers.Contains(manifest is BackupObject ? manifest.Reference.ToString() : manifest.Spoken)
        || _fates.Losses.Any(loss => loss switch
        {
            Loss.Cluster => true,
            Loss.Namespace { Name: var name } =>
                string.Equals(manifest is NamespaceManifest ? manifest.Name : manifest.Namespace, name, StringComparison.Ordinal),
            Loss.Node { Name: var name } => manifest is NodeManifest && string.Equals(manifest.Name, name, StringComparison.Ordinal),
            Loss.Class { Name: var name } => manifest is StorageClass && string.Equals(manifest.Name, name, StringComparison.Ordinal),
            _ => false,
        });

    private void Take(Manifest? manifest)
    {
        if (manifest is not null)
        {
            _taken.Add(manifest);
        }
    }
}
