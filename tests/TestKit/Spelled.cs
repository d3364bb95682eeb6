using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.TestKit;

/// <summary>A value as text with everything that is in it, so that two can be compared by what they say. Where a manifest was written is left out.</summary>
public static class Spelled
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        JsonElement { ValueKind: JsonValueKind.Undefined } => "undefined",
        JsonElement { ValueKind: JsonValueKind.String } json => Of(json.GetString()),
        JsonElement { ValueKind: JsonValueKind.Array } json => Of(json.EnumerateArray()),
        JsonElement { ValueKind: JsonValueKind.Object } json =>
            $"{{{string.Join(", ", json.EnumerateObject().Select(p => $"{Of(p.Name)}: {Of(p.Value)}"))}}}",
        JsonElement json => json.GetRawText(),
        ManifestSource => string.Empty,
        IFormattable plain => plain.ToString(format: null, CultureInfo.InvariantCulture),
        bool or Type => value.ToString()!,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ => $"{value.GetType().Name} {{{string.Join(", ", Properties(value.GetType()).Select(p => $"{p.Name}: {Of(p.GetValue(value))}"))}}}",
    };

    private static IEnumerable<PropertyInfo> Properties(Type type) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(p => p.GetIndexParameters().Length == 0 && (p.CanWrite || p.DeclaringType!.Namespace!.StartsWith("System", StringComparison.Ordinal)));
}
