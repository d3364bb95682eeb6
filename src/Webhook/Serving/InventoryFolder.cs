using HomelabStorage.Audit;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Webhook.Serving;

/// <summary>The inventory of a server without a cluster: the manifests of a folder.</summary>
/// <param name="Inventory">What could be read.</param>
/// <param name="Unreadable">The objects that could not be.</param>
internal sealed record InventoryFolder(Inventory Inventory, IReadOnlyList<ManifestReading.Unreadable> Unreadable)
{
    /// <summary>Reads it; null after a complaint.</summary>
    public static InventoryFolder? Read(string? folder, Terminal terminal)
    {
        if (folder is null)
        {
            return new InventoryFolder(Inventory.Empty, []);
        }

        var (files, missing, unread) = ManifestFiles.Find([folder]);
        if (missing.Count > 0)
        {
            terminal.Error.WriteLine($"inventory {folder}: no such file or folder; write none for an empty inventory");
            return null;
        }

        var readings = ManifestInput.Read(files, TextReader.Null, BoundedText.UsualLimit, () => { });
        foreach (var broken in unread.Concat(readings).OfType<ManifestReading.Broken>())
        {
            terminal.Error.WriteLine($"{broken.File}({broken.Position.Line},{broken.Position.Column}): {broken.Message}; skipped");
        }

        ManifestReading.Unreadable[] unreadable = [.. readings.OfType<ManifestReading.Unreadable>()];
        foreach (var one in unreadable)
        {
            terminal.Error.WriteLine($"{one.File}({one.Position.Line},{one.Position.Column}): {one}; skipped");
        }

        return new InventoryFolder(
            Inventory.Of(Deployed.Manifests(readings)),
            unreadable);
    }
}
