namespace HomelabStorage.Backup.Archives;

/// <summary>What a database server's own container dumped.</summary>
internal sealed record DumpFacts(string Engine, string ServerVersion, IReadOnlyList<DumpFile> Files);
