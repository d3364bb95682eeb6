using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Reads fields of a Kubernetes object that may hold anything. A field of the wrong type counts as absent: the API server never stores one,
/// and in files <see cref="FieldTypes"/> have been asked before.
/// </summary>
internal static class JsonFields
{
    private static readonly FrozenDictionary<string, string> None = FrozenDictionary<string, string>.Empty;

    public static JsonElement Field(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string Text(this JsonElement element, ReadOnlySpan<byte> name) => element.Field(name).AsText();

    /// <summary>The value as text; numbers and booleans as they were written, because YAML makes them of unquoted text.</summary>
    public static string AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Substitutions.Resolve(RepeatedTexts.Of(element)),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => string.Empty,
    };

    /// <summary>The value as a whole number, also where it is the default of a variable; null when it is none.</summary>
    public static int? AsWhole(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt32(out var number) => number,
        JsonValueKind.String when int.TryParse(element.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public static bool IsTrue(this JsonElement element, ReadOnlySpan<byte> name) => element.Field(name) is var field
        && (field.ValueKind == JsonValueKind.True || (field.ValueKind == JsonValueKind.String && field.ValueEquals("true"u8)));

    public static JsonElement.ArrayEnumerator Items(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    /// <summary>How many items a list has; none where it is no list.</summary>
    public static int Count(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } array ? array.GetArrayLength() : 0;

    /// <summary>What is read of each item of a list; none where it is no list.</summary>
    public static T[] Each<T>(this JsonElement element, ReadOnlySpan<byte> name, Func<JsonElement, T> read)
    {
        if (element.Field(name) is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() == 0)
        {
            return [];
        }

        var all = new T[array.GetArrayLength()];
        var next = 0;
        foreach (var item in array.EnumerateArray())
        {
            all[next++] = read(item);
        }

        return all;
    }

    public static IReadOnlyList<string> Texts(this JsonElement element, ReadOnlySpan<byte> name) => element.Each(name, AsText);

    public static IReadOnlyDictionary<string, string> Map(this JsonElement element, ReadOnlySpan<byte> name) => element.Field(name).AsMap();

    public static IReadOnlyDictionary<string, string> AsMap(this JsonElement map)
    {
        var count = map.ValueKind == JsonValueKind.Object ? map.GetPropertyCount() : 0;
        if (count <= ShortMap.Most)
        {
            return count == 0 ? None : ShortMap.Of(map);
        }

        var entries = new Dictionary<string, string>(count, StringComparer.Ordinal);
        foreach (var property in map.EnumerateObject())
        {
            entries[RepeatedTexts.NameOf(property)] = property.Value.AsText();
        }

        return entries;
    }
}
