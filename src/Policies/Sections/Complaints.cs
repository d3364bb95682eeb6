using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Sections;

/// <summary>What is said about one mapping of a file: where, what was written, and what is accepted.</summary>
internal sealed class Complaints(string pointer, ICollection<SectionError> errors)
{
    /// <summary>A value is of another type.</summary>
    public void Wrong(string key, JsonElement value, string accepted) => Add(JsonPointer.Escape(key), $"{Quote(value)} is not {accepted}");

    /// <summary>An item of a list is of another type.</summary>
    public void NoText(string key, int index, JsonElement item) => Add(Item(key, index), $"{Quote(item)} is not a text");

    /// <summary>An item of a list of mappings is none.</summary>
    public void NoMapping(string key, int index, JsonElement item) =>
        Add(Item(key, index), $"{Quote(item)} is not a mapping; write one or more 'key: value' lines below the dash");

    /// <summary>A key that nobody asked for.</summary>
    public void Unknown(string key, IReadOnlyCollection<string> asked)
    {
        var hint = Spelling.Nearest(key, asked) is { Length: > 0 } near ? $"did you mean '{near}'?" : $"known here: {string.Join(", ", asked)}";
        Add(JsonPointer.Escape(key), $"'{key}' is not a key here; {hint}");
    }

    private void Add(string below, string message) => errors.Add(new SectionError($"{pointer}/{below}", message));

    private static string Item(string key, int index) => string.Create(CultureInfo.InvariantCulture, $"{JsonPointer.Escape(key)}/{index}");

    private static string Quote(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "a mapping",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "nothing",
        JsonValueKind.String => $"'{value.GetString()}'",
        _ => $"'{value.GetRawText()}'",
    };
}
