namespace HomelabStorage.Policies.Protection;

/// <summary>What is kept and why, what is dropped, and what holds dropping back; nothing is dropped while something holds.</summary>
public sealed record RetentionPlan(IReadOnlyList<KeptBackup> Keep, IReadOnlyList<RetainedBackup> Drop, string Held)
{
    /// <summary>Whether something holds dropping back.</summary>
    public bool IsHeld => Held.Length > 0;
}
