using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What was found that is to copy the data of a mount, each maker once.</summary>
/// <param name="mount">The mount.</param>
/// <param name="places">Who knows where servers of the cluster keep copies; null where that is not asked.</param>
internal struct FoundBackups(MountFacts mount, ProtectionResolver? places)
{
    private List<Backup>? _all;

    /// <summary>How many they are.</summary>
    public readonly int Count => _all?.Count ?? 0;

    /// <summary>All of them, in the order in which they were found.</summary>
    public List<Backup> All => _all ??= [];

    /// <summary>Whether something of this maker is found: nothing else of the same name counts.</summary>
    public readonly bool IsFound(string source)
    {
        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(_all![i].Source, source, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds what a maker does, if anything. Somebody's word that a copy was restored counts from the claim or from what makes the copies.</summary>
    public void Add(Backup? backup, Manifest maker)
    {
        if (backup is not null && !IsFound(backup.Source))
        {
            Add(Told(backup, maker));
        }
    }

    /// <summary>Adds one of which nobody says anything more.</summary>
    public void Add(Backup backup) => All.Add(backup);

    private readonly Backup Told(Backup backup, Manifest maker) =>
        (places?.Served.Of(backup, maker, mount) ?? backup) with
        {
            Obstacle = backup is { Obstacle: "", LastSuccess: null } && maker.IsOurs ? maker.Noted(Annotation.BackupObstacle) : backup.Obstacle,
            Restored = Restored(maker) ?? (mount.Claim?.Claim is { } claim ? Restored(claim) : null),
            Doubt = backup is { LastSuccess: null, Grade: Grade.Scheduled, Doubt: "", WhyNot: "" } && maker is BackupObject plan
                ? Unseen.OfRuns(plan, mount.Surroundings.Inventory)
                : backup.Doubt,
        };

    private static DateTimeOffset? Restored(Manifest told) => DateTimeOffset.TryParse(
        told.Noted(Annotation.RestoreTested),
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out var time)
            ? time
            : null;
}
