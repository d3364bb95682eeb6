using System.Collections.Frozen;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Runs that an object's status tells of, and since when there is an object that could have been copied. In a file both are a copy of what some API
/// server said once: nothing renews them, and they may be of another cluster. So a file proves no backup, nor that one failed; only an API server does.
/// </summary>
public static class PastRuns
{
    private const string Last = "last";

    /// <summary>A reading of a file, without what its object says of the past.</summary>
    public static ManifestReading Without(ManifestReading reading) => reading switch
    {
        ManifestReading.Understood { Manifest: var manifest } when Without(manifest) is var bare && !ReferenceEquals(bare, manifest) =>
            new ManifestReading.Understood(bare),
        _ => reading,
    };

    private static Manifest Without(Manifest manifest)
    {
        var bare = manifest switch
        {
            BackupObject { Values: var values } plan when values.ContainsKey(Last) => plan with
            {
                Values = values.Where(v => v.Key is not Last).ToFrozenDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal),
            },
            Workload { Timetable: { LastSuccess: not null } timetable } job => job with { Timetable = timetable with { LastSuccess = null } },
            Workload { LastBackup: not null } cluster => cluster with { LastBackup = null },
            _ => manifest,
        };
        return bare is not (Claim or Workload) || bare.Metadata.Created == DateTimeOffset.MinValue ? bare
            : bare with { Metadata = bare.Metadata with { Created = DateTimeOffset.MinValue } };
    }
}
