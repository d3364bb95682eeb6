namespace HomelabStorage.Backup.Targets;

/// <summary>One object of a target: its name with slashes, relative to the target, and its size.</summary>
internal sealed record StoredObject(string Name, long Bytes);
