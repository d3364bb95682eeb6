namespace HomelabStorage.Backup.Targets;

/// <summary>What a target was proven to keep: the object was read back and has this size and hash.</summary>
internal sealed record Receipt(string Name, long Bytes, string Sha256);
