namespace HomelabStorage.Backup.Archives;

/// <summary>The tar.gz of a backup as the target returned it.</summary>
internal sealed record ArchiveFacts(string Name, long Bytes, string Sha256);
