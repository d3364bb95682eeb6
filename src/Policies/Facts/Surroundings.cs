using HomelabStorage.Policies.Inventories;

namespace HomelabStorage.Policies.Facts;

/// <summary>What is around a subject: the snapshot it is judged against, its namespace, and the day.</summary>
public sealed record Surroundings(Inventory Inventory, NamespaceFacts Namespace, DateOnly Today)
{
    /// <summary>Whether a class of this name exists, as far as one can see: with no class in sight at all, any may.</summary>
    public bool MayHaveClass(string name) => Inventory.Classes.Count == 0 || !Inventory.Classes.At(name).IsEmpty;
}
