namespace HomelabStorage.Policies.Facts;

/// <summary>Something in sight that copies a claim's data elsewhere, as messages name it: <c>CronJob media/backup</c>.</summary>
public sealed record BackupFacts(string Spoken);
