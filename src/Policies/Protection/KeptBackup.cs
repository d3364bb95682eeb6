namespace HomelabStorage.Policies.Protection;

/// <summary>A backup that is kept, and the rules that want it.</summary>
public sealed record KeptBackup(RetainedBackup Backup, IReadOnlyList<string> Reasons);
