using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Cluster.Auditing;

/// <summary>What there is to be audited now.</summary>
/// <param name="Inventory">The cluster.</param>
/// <param name="Policy">The policy.</param>
/// <param name="IsComplete">Whether everything has been listed; before that there is nothing to be said.</param>
public sealed record AuditSource(Inventory Inventory, StoragePolicy Policy, bool IsComplete)
{
    /// <summary>Whether nothing has changed.</summary>
    internal bool IsSame(AuditSource? other) =>
        other is not null && ReferenceEquals(Inventory, other.Inventory) && ReferenceEquals(Policy, other.Policy) && IsComplete == other.IsComplete;
}
