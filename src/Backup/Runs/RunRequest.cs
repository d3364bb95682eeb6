using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Databases;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Backup.Runs;

/// <summary>What <c>backup run</c> is asked to do.</summary>
internal sealed record RunRequest
{
    /// <summary>The folder of the app's data.</summary>
    public required string Data { get; init; }

    public required ClaimIdentity Identity { get; init; }

    /// <summary>sqlite, files or dump.</summary>
    public required string Strategy { get; init; }

    /// <summary>Room for the largest database.</summary>
    public required string Scratch { get; init; }

    /// <summary>Which backups to keep afterwards; null prunes nothing.</summary>
    public RetentionRules? Keep { get; init; }

    /// <summary>Larger trees are refused.</summary>
    public required long Limit { get; init; }

    /// <summary>The databases that are expected there.</summary>
    public required ExpectedDatabases Expected { get; init; }
}
