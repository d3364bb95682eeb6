using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Webhook.Admission;

/// <summary>What one request is judged by.</summary>
internal sealed record Snapshot(Inventory Inventory, StoragePolicy Policy);
