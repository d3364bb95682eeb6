namespace HomelabStorage.Backup.Trees;

/// <summary>
/// What became of a file in an archive: the hash of what was written, whether it ended early, and why it could not be read to its end (empty when it
/// could).
/// </summary>
internal sealed record WrittenFile(string Sha256, bool HasShrunk, string Trouble);
