using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>
/// A move that was agreed to. It is written on a Lease that no claim owns before anything is changed: the claim is deleted on the way, and recreated.
/// </summary>
internal sealed record MigrationPlan
{
    /// <summary>Its id, which the new claim, the Job that copies and the new volume carry.</summary>
    public required string Id { get; init; }

    /// <summary>When it was agreed to.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>The claim.</summary>
    public required string Claim { get; init; }

    /// <summary>The class it will be on.</summary>
    public required string Class { get; init; }

    /// <summary>The UID of the claim whose place is taken; empty where there is none any more.</summary>
    public required string OldUid { get; init; }

    /// <summary>The volume of that claim, which is kept.</summary>
    public required string OldVolume { get; init; }

    /// <summary>That claim, to be made as it was, as JSON.</summary>
    public required string Before { get; init; }

    /// <summary>The claim that is made, as JSON.</summary>
    public required string After { get; init; }

    /// <summary>The volume that it gets; empty where one is made for it, which then carries the id.</summary>
    public string Volume { get; init; } = string.Empty;

    /// <summary>The name under which a volume is made for it, and of the Job that copies.</summary>
    public string Beside { get; init; } = string.Empty;

    /// <summary>The claim of that name, as JSON.</summary>
    public string BesideManifest { get; init; } = string.Empty;

    /// <summary>The Job, as JSON; empty where nothing is copied.</summary>
    public string Job { get; init; } = string.Empty;

    /// <summary>The StatefulSet that is replaced; null where none is.</summary>
    public MovedMaker? Maker { get; init; }

    /// <summary>What rests meanwhile, in the order in which it is stopped.</summary>
    public required IReadOnlyList<Pause> Pauses { get; init; }

    /// <summary>What has to be written where the claim is declared.</summary>
    public required string Declared { get; init; }

    /// <summary>Whether the volume that the claim had before is put back.</summary>
    public bool IsUndo { get; init; }

    /// <summary>Whether the data is on both volumes, so that only the names are left to change.</summary>
    public bool IsCopied { get; init; }

    /// <summary>Whether the claim is where it belongs, so that all that is left is to put everything back.</summary>
    public bool IsMoved { get; init; }

    /// <summary>Why it came to nothing, so that all that is left is to put everything back; empty while it has not.</summary>
    public string Failure { get; init; } = string.Empty;

    /// <summary>Whether it came to nothing because somebody wanted that.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>What it does, for people.</summary>
    public string Spoken => IsUndo ? $"back to PersistentVolume {Volume}, of class {Class}" : $"to class {Class}";

    /// <summary>The plan as a text.</summary>
    public string Write() => PackedPlan.Write(this, MigrationPlanJson.Default.MigrationPlan);

    /// <summary>The plan that a text says; null when it says none.</summary>
    public static MigrationPlan? Read(string text) => PackedPlan.Read(text, MigrationPlanJson.Default.MigrationPlan);
}
