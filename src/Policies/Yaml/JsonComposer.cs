using System.Buffers;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// Composes an object that is written as JSON to the same value as <see cref="YamlComposer"/>, places included. A cluster writes all of its objects as one such
/// text of many megabytes, for which a parser of YAML takes many times as long.
/// </summary>
internal ref struct JsonComposer
{
    /// <summary>Longer keys are none to a parser of YAML.</summary>
    private const int LongestKey = 1000;

    /// <summary>What YAML may read otherwise than JSON: other ends of lines, tabs, and what is not to be printed.</summary>
    private static readonly SearchValues<char> Others = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => c is (< ' ' or > '~') and not '\n'), '\u2028', '\u2029', '\uFEFF']);

    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _reader;
    private int _at;
    private long _index;
    private long _line = 1;
    private long _lineStart;

    private JsonComposer(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8;
        _reader = new Utf8JsonReader(utf8);
    }

    /// <summary>The value of a text; null where it is no JSON, or YAML may read it otherwise.</summary>
    public static YamlValue? Compose(string text)
    {
        if (!IsBegun(text) || text.AsSpan().ContainsAny(Others))
        {
            return null;
        }

        try
        {
            var composer = new JsonComposer(Encoding.UTF8.GetBytes(text));
            composer._reader.Read();
            var root = composer.Value();
            return composer._reader.Read() ? null : root;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // Only the reader of YAML says what is wrong, and where.
            return null;
        }
    }

    private static bool IsBegun(string text)
    {
        var rest = text.AsSpan().TrimStart(" \n");
        return rest is ['{', ..] && rest[1..].TrimStart(" \n") is ['"', ..];
    }

    private YamlValue Value()
    {
        var start = Place(_reader.TokenStartIndex);
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var entries = Entries();
                return new YamlValue.Mapping(entries, IsFlow: true) { Start = start, End = Place(_reader.TokenStartIndex), IsMarked = false };
            case JsonTokenType.StartArray:
                var items = new List<YamlValue>();
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Value());
                }

                return new YamlValue.Sequence(items) { Start = start, End = Place(_reader.TokenStartIndex), IsMarked = false };
            default:
                return Scalar();
        }
    }

    private OrderedDictionary<string, YamlValue.Entry> Entries()
    {
        var entries = new OrderedDictionary<string, YamlValue.Entry>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var key = Scalar();
            _reader.Read();
            if (key.Text.Length > LongestKey || !entries.TryAdd(key.Text, new YamlValue.Entry(key, Value(), IsMerged: false)))
            {
                throw new JsonException();
            }
        }

        return entries;
    }

    private YamlValue.Scalar Scalar()
    {
        var isText = _reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
        var value = isText ? _reader.GetString()! : Encoding.UTF8.GetString(_reader.ValueSpan);
        var start = Place(_reader.TokenStartIndex);
        var end = Place(_reader.TokenStartIndex + _reader.ValueSpan.Length + (isText ? 2 : 0));
        return new YamlValue.Scalar(value, isText ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain, isText) { Start = start, End = end, IsMarked = false };
    }

    /// <summary>Where a byte stands. Whoever asks goes forwards.</summary>
    private Mark Place(long offset)
    {
        for (; _at < offset; _at++)
        {
            var one = _utf8[_at];
            if (one == '\n')
            {
                _index++;
                _line++;
                _lineStart = _index;
            }
            else if ((one & 0xC0) != 0x80)
            {
                // What takes four bytes takes two characters.
                _index += one >= 0xF0 ? 2 : 1;
            }
        }

        return new Mark(_index, _line, _index - _lineStart + 1);
    }
}
