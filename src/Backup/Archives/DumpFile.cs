namespace HomelabStorage.Backup.Archives;

/// <summary>One dump: the database (empty for the roles), its file, and how it was checked.</summary>
internal sealed record DumpFile(string Database, string File, long Bytes, string Sha256, string Checked);
