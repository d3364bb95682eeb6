namespace HomelabStorage.Backup.Runs;

/// <summary>One backup of a listing.</summary>
internal sealed record BackupRow(
    string Archive,
    DateTimeOffset Time,
    string State,
    string Strategy,
    string Consistency,
    long Bytes,
    long ArchiveBytes,
    int Databases,
    DateTimeOffset? VerifiedAt,
    string? Suspicious);
