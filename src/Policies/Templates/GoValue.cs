using System.Globalization;
using System.Text.Json;

namespace HomelabStorage.Policies.Templates;

/// <summary>What values of templates are: nothing, a truth, a number, a text, a list, a map, or a function of an object.</summary>
internal static class GoValue
{
    /// <summary>A value of JSON; whole numbers stay whole.</summary>
    public static object? Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new GoMap();
                foreach (var entry in element.EnumerateObject())
                {
                    map[entry.Name] = Of(entry.Value);
                }

                return map;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Of).ToList();
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) ? whole : element.GetDouble();
            case JsonValueKind.True or JsonValueKind.False:
                return element.ValueKind == JsonValueKind.True;
            default:
                return null;
        }
    }

    /// <summary>Whether Go takes a value for true: nothing, false, zero and what is empty are not.</summary>
    public static bool IsSet(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        long whole => whole != 0,
        double broken => broken != 0,
        string text => text.Length > 0,
        List<object?> list => list.Count > 0,
        GoMap map => map.Count > 0,
        _ => true,
    };

    /// <summary>A value as it is written; nothing writes nothing, as Helm has it.</summary>
    public static string Text(object? value) => value switch
    {
        null => string.Empty,
        bool truth => truth ? "true" : "false",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double broken => broken.ToString("R", CultureInfo.InvariantCulture),
        string text => text,
        List<object?> list => $"[{string.Join(' ', list.Select(Text))}]",
        GoMap map => $"map[{string.Join(' ', map.Select(e => $"{e.Key}:{Text(e.Value)}"))}]",
        _ => throw new TemplateException("a function is no value"),
    };

    /// <summary>A whole number of a value; zero where it is none.</summary>
    public static long Whole(object? value) => value switch
    {
        long whole => whole,
        double broken => (long)broken,
        bool truth => truth ? 1 : 0,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var broken) => (long)broken,
        _ => 0,
    };

    /// <summary>The kind of a value, as Go names it.</summary>
    public static string Kind(object? value) => value switch
    {
        null => "invalid",
        bool => "bool",
        long => "int64",
        double => "float64",
        string => "string",
        List<object?> => "slice",
        GoMap => "map",
        _ => "func",
    };

    /// <summary>Whether two values are the same.</summary>
    public static bool Same(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (long or double, long or double) => Number(one).Equals(Number(other)),
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (GoMap a, GoMap b) => a.Count == b.Count && a.All(e => b.TryGetValue(e.Key, out var value) && Same(e.Value, value)),
        _ => Equals(one, other),
    };

    /// <summary>How two values are ordered.</summary>
    public static int Compare(object? one, object? other) =>
        one is string text ? string.CompareOrdinal(text, Text(other)) : Number(one).CompareTo(Number(other));

    /// <summary>A copy that can be changed for itself.</summary>
    public static object? Copy(object? value)
    {
        switch (value)
        {
            case GoMap map:
                var copy = new GoMap();
                foreach (var (key, own) in map)
                {
                    copy[key] = Copy(own);
                }

                return copy;
            case List<object?> list:
                return list.ConvertAll(Copy);
            default:
                return value;
        }
    }

    /// <summary>A number of a value; zero where it is none.</summary>
    public static double Number(object? value) => value switch
    {
        double broken => broken,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var broken) => broken,
        _ => Whole(value),
    };
}
