namespace HomelabStorage.Backup.Archives;

/// <summary>A database of another engine: where, by which method it was copied, and what that promises.</summary>
internal sealed record EmbeddedFacts(string Path, string Method, string Consistency);
