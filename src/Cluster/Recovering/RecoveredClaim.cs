using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>A claim that is deleted and made again elsewhere. All that goes with the old one and is needed afterwards is kept here.</summary>
internal sealed record RecoveredClaim
{
    /// <summary>The id of its restore.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The UID of the old one; any other is the new one's.</summary>
    public required string OldUid { get; init; }

    /// <summary>The PersistentVolume of the old one.</summary>
    public required string Volume { get; init; }

    /// <summary>The new one as it is made, as JSON.</summary>
    public required string Manifest { get; init; }

    /// <summary>The CronJob that copied the old one; empty where its loss was accepted.</summary>
    public string CronJob { get; init; } = string.Empty;

    /// <summary>The template of that CronJob's Jobs, as JSON: it is deleted together with the old claim.</summary>
    public string Template { get; init; } = string.Empty;

    /// <summary>The backup that was tried, and is restored; empty where its loss was accepted.</summary>
    public string Archive { get; init; } = string.Empty;

    /// <summary>Its restore, into a claim of some UID.</summary>
    public RestorePlan Restore(string uid, DateTimeOffset begun, IReadOnlyList<Pause> pauses) => new()
    {
        Id = Id,
        Begun = begun,
        Claim = Name,
        To = Name,
        ToUid = uid,
        CronJob = CronJob,
        Copier = string.Empty,
        Archive = Archive,
        Undo = string.Empty,
        Asked = string.Empty,
        Pauses = pauses,
        Template = Template,
    };
}
