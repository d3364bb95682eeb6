namespace HomelabStorage.Backup.Archives;

/// <summary>What restoring a backup into scratch found.</summary>
internal sealed record Verification(DateTimeOffset VerifiedAt, bool Good, IReadOnlyList<Remark> Problems);
