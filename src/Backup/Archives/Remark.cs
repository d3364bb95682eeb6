namespace HomelabStorage.Backup.Archives;

/// <summary>A path and what is to be said about it.</summary>
internal sealed record Remark(string Path, string Reason);
