using HomelabStorage.Backup.Archives;
using HomelabStorage.Policies.Protection;

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

    /// <summary>
    /// Folders and files of other databases, relative to the data folder, and whether the catalog says that a copy taken while the app runs is good.
    /// </summary>
    public IReadOnlyList<(string Path, bool IsSafeToCopy)> Embedded { get; init; } = [];
}
