namespace HomelabStorage.Backup.Archives;

/// <summary>That a person looked at a suspicious backup and found it right.</summary>
internal sealed record Acceptance(DateTimeOffset AcceptedAt);
