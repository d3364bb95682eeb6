using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.Webhook.Tests;

internal static class Some
{
    private static readonly StoragePolicy Shipped = ShippedPolicy.Read();

    public static Snapshot Snapshot() => new(Inventory.Empty, Shipped);

    public static ValidationHandler Handler() => Handlers.Validation(Snapshot());

    public static StoragePolicy Policy(string text) =>
        PolicyFile.Read(text, "policies.yaml") is PolicyReading.Valid valid ? valid.Policy : throw new InvalidOperationException("the policy is not valid");

    public static ReadOnlySpan<byte> TrimEnd(this byte[] bytes) => bytes.AsSpan().TrimEnd(" \n\r"u8);
}
