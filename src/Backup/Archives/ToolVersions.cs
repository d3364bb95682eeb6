namespace HomelabStorage.Backup.Archives;

/// <summary>What made a backup.</summary>
internal sealed record ToolVersions(string HomelabStorage, string Sqlite);
