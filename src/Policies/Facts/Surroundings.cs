using HomelabStorage.Policies.Inventories;

namespace HomelabStorage.Policies.Facts;

/// <summary>What is around a subject: the snapshot it is judged against, its namespace, the day, and who uses which claim.</summary>
public sealed record Surroundings(Inventory Inventory, NamespaceFacts Namespace, DateOnly Today, ClaimUsers Users)
{
    /// <summary>The known StorageClasses.</summary>
    public ClassesInSight Classes => new(Inventory.Classes);
}
