namespace HomelabStorage.Policies.Protection;

/// <summary>What retention knows of a stored backup: its name, when it was made, whether it is good, and whether it was restored and checked.</summary>
public sealed record RetainedBackup(string Id, DateTimeOffset Time, bool IsGood, bool IsTested);
