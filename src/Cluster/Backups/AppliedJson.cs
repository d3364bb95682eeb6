using System.Text.Json;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Backups;

/// <summary>Compares what we want with what is there: what others have added, and what the API server has filled in, is none of our business.</summary>
internal static class AppliedJson
{
    /// <summary>The keys by which the API server tells the elements of a list apart, for the lists that we apply.</summary>
    private static readonly string[] Keys = ["name", "uid"];

    /// <summary>What the API server leaves out of the objects of a list: the list says it for all of them.</summary>
    private static readonly string[] SaidByTheList = ["apiVersion", "kind"];

    /// <summary>Whether an object, listed or by itself, has everything that is wanted, with the same values.</summary>
    public static bool Has(JsonElement there, JsonElement wanted) =>
        HasFields(there, wanted.EnumerateObject().Where(field => !SaidByTheList.Contains(field.Name, StringComparer.Ordinal)));

    private static bool HasValue(JsonElement there, JsonElement wanted) => wanted.ValueKind switch
    {
        JsonValueKind.Object => there.ValueKind == JsonValueKind.Object && HasFields(there, wanted.EnumerateObject()),
        JsonValueKind.Array => there.ValueKind == JsonValueKind.Array && HasAll(there, wanted),
        JsonValueKind.String => there.ValueKind == JsonValueKind.String && IsSame(there.GetString()!, wanted.GetString()!),
        _ => JsonElement.DeepEquals(there, wanted),
    };

    private static bool HasFields(JsonElement there, IEnumerable<JsonProperty> wanted) =>
        wanted.All(field => there.TryGetProperty(field.Name, out var found) ? HasValue(found, field.Value) : IsNothing(field.Value));

    /// <summary>What the API server leaves out when it is written: an empty mapping stays, false and nothing do not.</summary>
    private static bool IsNothing(JsonElement wanted) => wanted.ValueKind is JsonValueKind.False or JsonValueKind.Null;

    private static bool HasAll(JsonElement there, JsonElement wanted)
    {
        var key = Array.Find(Keys, k => wanted.EnumerateArray().All(w => w.ValueKind == JsonValueKind.Object && w.TryGetProperty(k, out _)));
        if (key is null)
        {
            return there.GetArrayLength() == wanted.GetArrayLength()
                && there.EnumerateArray().Zip(wanted.EnumerateArray()).All(both => HasValue(both.First, both.Second));
        }

        return wanted.EnumerateArray().All(w => there.EnumerateArray().Any(t => t.ValueKind == JsonValueKind.Object
            && t.TryGetProperty(key, out var name)
            && JsonElement.DeepEquals(name, w.GetProperty(key))
            && HasValue(t, w)));
    }

    /// <summary>Quantities are written as the API server likes it.</summary>
    private static bool IsSame(string there, string wanted) =>
        string.Equals(there, wanted, StringComparison.Ordinal)
        || (Quantity.TryRead(there, out var one) && Quantity.TryRead(wanted, out var other) && one == other);
}
