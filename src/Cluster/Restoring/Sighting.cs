using HomelabStorage.Cluster.Backups;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>What was found out about a restore before anything is changed.</summary>
internal abstract record Sighting
{
    private Sighting()
    {
    }

    /// <summary>It can be done.</summary>
    /// <param name="Plan">How; which backup it will be is not chosen yet.</param>
    /// <param name="Source">The CronJob by whose template its Jobs are made.</param>
    /// <param name="Notes">What a reader should know.</param>
    public sealed record Clear(RestorePlan Plan, LiveObject Source, IReadOnlyList<string> Notes) : Sighting;

    /// <summary>Something is in the way.</summary>
    public sealed record Refused(string Reason) : Sighting;

    /// <summary>The API server did not answer.</summary>
    public sealed record Lost(string Reason) : Sighting;
}
