using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.TestKit;

/// <summary>An inventory as text: every shelf with every key and what stands under it.</summary>
public static class InventorySpelling
{
    /// <summary>Spells an inventory.</summary>
    /// <param name="inventory">The inventory.</param>
    /// <param name="spell">How a manifest is told apart from others.</param>
    public static string Of(Inventory inventory, Func<Manifest, string> spell) => string.Join('\n', typeof(Inventory).GetProperties()
        .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(Shelf<>))
        .Select(p => (string)typeof(InventorySpelling)
            .GetMethod(nameof(Shelf))!
            .MakeGenericMethod(p.PropertyType.GetGenericArguments())
            .Invoke(null, [p.Name, p.GetValue(inventory), spell])!));

    public static string Shelf<T>(string name, Shelf<T> shelf, Func<Manifest, string> spell)
        where T : Manifest => $"{name}: {string.Join("; ", shelf.Keys.Select(key => $"{key} = {string.Join(", ", shelf.At(key).Select(m => spell(m)))}"))}";
}
