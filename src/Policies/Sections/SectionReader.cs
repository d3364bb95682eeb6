using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Sections;

/// <summary>
/// Reads one mapping of a policy or catalog file key by key. A value of the wrong type and a key nobody asked for become errors, and reading goes on.
/// </summary>
public sealed class SectionReader(JsonElement element, string pointer, ICollection<SectionError> errors)
{
    private readonly List<string> _asked = [];
    private readonly Complaints _complaints = new(pointer, errors);

    /// <summary>JSON Pointer to the mapping.</summary>
    public string Pointer => pointer;

    /// <summary>Where the keys asked for are noted, when the shape is wanted and not the content.</summary>
    internal ICollection<ShapeKey>? Shape { get; init; }

    /// <summary>A text; null when the key is absent. Numbers and booleans are taken as they were written.</summary>
    public string? Text(string key)
    {
        var value = Value(key, ShapeKind.Text);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return value.GetRawText();
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            default:
                _complaints.Wrong(key, value, "a text");
                return null;
        }
    }

    /// <summary>A whole number; null when the key is absent.</summary>
    public int? Number(string key)
    {
        var value = Value(key, ShapeKind.Number);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        _complaints.Wrong(key, value, "a whole number");
        return null;
    }

    /// <summary>Yes or no; null when the key is absent.</summary>
    public bool? Flag(string key)
    {
        var value = Value(key, ShapeKind.Flag);
        switch (value.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            default:
                _complaints.Wrong(key, value, "true or false");
                return null;
        }
    }

    /// <summary>A list of texts; null when the key is absent. A single text counts as a list of one.</summary>
    public IReadOnlyList<string>? Texts(string key)
    {
        var value = Value(key, ShapeKind.Texts);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return [value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()];
            case JsonValueKind.Array:
                return [.. Items(key, value).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText())];
            default:
                _complaints.Wrong(key, value, "a list of texts");
                return null;
        }
    }

    /// <summary>A mapping below this one; null when the key is absent.</summary>
    public T? Section<T>(string key, Func<SectionReader, T> read)
        where T : class
    {
        Shape?.Add(new ShapeKey(key, ShapeKind.Section, SectionShape.Of(read)));
        var value = Value(key);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return Read(value, $"{pointer}/{JsonPointer.Escape(key)}", read);
        }

        _complaints.Wrong(key, value, "a mapping");
        return null;
    }

    /// <summary>A list of mappings; null when the key is absent.</summary>
    public IReadOnlyList<T>? Sections<T>(string key, Func<SectionReader, T> read)
    {
        Shape?.Add(new ShapeKey(key, ShapeKind.Sections, SectionShape.Of(read)));
        var value = Value(key);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            _complaints.Wrong(key, value, "a list");
            return null;
        }

        var sections = new List<T>();
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                sections.Add(Read(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{JsonPointer.Escape(key)}/{index}"), read));
            }
            else
            {
                _complaints.NoMapping(key, index, item);
            }

            index++;
        }

        return sections;
    }

    /// <summary>Complains about every key nobody asked for. Call it last.</summary>
    public void Done()
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!_asked.Contains(property.Name, StringComparer.Ordinal))
            {
                _complaints.Unknown(property.Name, _asked);
            }
        }
    }

    private T Read<T>(JsonElement mapping, string below, Func<SectionReader, T> read)
    {
        var reader = new SectionReader(mapping, below, errors);
        var section = read(reader);
        reader.Done();
        return section;
    }

    private JsonElement Value(string key, ShapeKind kind)
    {
        Shape?.Add(new ShapeKey(key, kind, Below: null));
        return Value(key);
    }

    private JsonElement Value(string key)
    {
        _asked.Add(key);
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) ? value : default;
    }

    private List<JsonElement> Items(string key, JsonElement list)
    {
        var items = new List<JsonElement>();
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null)
            {
                _complaints.NoText(key, index, item);
            }
            else
            {
                items.Add(item);
            }

            index++;
        }

        return items;
    }
}
