using System.Text.Json;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>An object a chart makes of its values.</summary>
/// <param name="When">Values that must be set for it; one with a leading <c>!</c> must not be.</param>
/// <param name="Each">The list or map of values it is made for each of; empty where it is made once.</param>
/// <param name="At">Where in the values it is said, below the entry of <paramref name="Each"/> if there is one.</param>
/// <param name="Object">The object, with <c>${path}</c> where values go.</param>
public sealed record StorageChartObject(IReadOnlyList<string> When, string Each, string At, JsonElement Object)
{
    internal static StorageChartObject Of(JsonElement root) => new(root.Texts("when"u8), root.Text("each"u8), root.Text("at"u8), root.Field("object"u8));
}
