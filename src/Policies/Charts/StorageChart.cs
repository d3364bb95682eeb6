using System.Text.Json;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// A chart that makes classes, volumes or claims: its own values as far as they decide that, and what it makes of them. One file of
/// <c>Charts/Storage</c>.
/// </summary>
public sealed record StorageChart
{
    /// <summary>The names the chart goes by.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Public addresses where the file can be checked.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>The values the chart ships with.</summary>
    public required JsonElement Defaults { get; init; }

    /// <summary>Texts the objects refer to by name.</summary>
    public required IReadOnlyDictionary<string, string> Words { get; init; }

    /// <summary>The objects.</summary>
    public required IReadOnlyList<StorageChartObject> Makes { get; init; }

    /// <summary>Reads a file.</summary>
    internal static StorageChart Of(JsonElement root) => new()
    {
        Names = root.Texts("charts"u8),
        Evidence = root.Texts("evidence"u8),
        Defaults = root.Field("defaults"u8),
        Words = root.Map("words"u8).ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal),
        Makes = [.. root.Items("makes"u8).Select(StorageChartObject.Of)],
    };
}
