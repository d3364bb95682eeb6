namespace HomelabStorage.Backup.Archives;

/// <summary>How much a backup holds, before compression.</summary>
internal sealed record Totals(long Files, long Bytes, int Databases);
