using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Trees;

/// <summary>An entry of the data folder: its path below it, and what the kernel knows of it.</summary>
internal sealed record TreeEntry(string Path, FileStatus Status);
