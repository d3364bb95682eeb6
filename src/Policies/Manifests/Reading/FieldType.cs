using System.Globalization;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// The type of a field of a Kubernetes object. Null fits everywhere, as it does in the API, and so does a variable that is not filled in yet.
/// Where the API takes text, numbers and booleans fit too: YAML makes them of unquoted text, and rules have their say about that.
/// </summary>
internal abstract record FieldType
{
    /// <summary>The longest piece of a value that a message repeats.</summary>
    private const int Longest = 40;

    private FieldType(string wanted) => Wanted = wanted;

    /// <summary>The type in words.</summary>
    private string Wanted { get; }

    /// <summary>The first field that does not fit; null when all do.</summary>
    public Misfit? Check(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null
        : !IsMine(value) ? new Misfit(string.Empty, Spell(value), Wanted)
        : CheckBelow(value);

    private protected virtual Misfit? CheckBelow(JsonElement value) => null;

    private protected abstract bool IsMine(JsonElement value);

    private static bool IsOpen(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            && value.GetString()! is var text
            && (Substitutions.IsOpen(text) || text.Contains("{{", StringComparison.Ordinal));

    /// <summary>A value as a message repeats it.</summary>
    public static string Spell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "missing",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => value.GetRawText() is { Length: > Longest } text ? $"{text.AsSpan(0, Longest)}…" : value.GetRawText(),
    };

    /// <summary>Text.</summary>
    public sealed record Text() : FieldType("text")
    {
        private protected override bool IsMine(JsonElement value) => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
    }

    /// <summary>Text that YAML must not take for anything else.</summary>
    public sealed record TextAlone() : FieldType("text")
    {
        private protected override bool IsMine(JsonElement value) => value.ValueKind == JsonValueKind.String;
    }

    /// <summary>Text, or a list.</summary>
    public sealed record TextOrList() : FieldType("text or a list")
    {
        private protected override bool IsMine(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Array;
    }

    /// <summary>A whole number.</summary>
    public sealed record Whole(long Most) : FieldType("a whole number")
    {
        private protected override bool IsMine(JsonElement value) =>
            (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number <= Most && number >= -Most) || IsOpen(value);
    }

    /// <summary>A quantity.</summary>
    public sealed record Amount() : FieldType("a quantity such as 5Gi")
    {
        private protected override bool IsMine(JsonElement value) =>
            (value.ValueKind is JsonValueKind.String or JsonValueKind.Number && Quantity.TryRead(value.AsText(), out _)) || IsOpen(value);
    }

    /// <summary>Text, or a mapping of whatever.</summary>
    public sealed record TextOrMap() : FieldType("text or an object")
    {
        private protected override bool IsMine(JsonElement value) => value.ValueKind != JsonValueKind.Array;
    }

    /// <summary>A number of things, or a share of them.</summary>
    public sealed record Share() : FieldType("a whole number or a percentage such as 25%")
    {
        private protected override bool IsMine(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            && (int.TryParse(value.AsText().TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out _) || IsOpen(value));
    }

    /// <summary>A moment.</summary>
    public sealed record Moment() : FieldType("a time such as 2026-01-31T03:00:00Z")
    {
        private protected override bool IsMine(JsonElement value) =>
            value.ValueKind == JsonValueKind.String && (value.TryGetDateTimeOffset(out _) || IsOpen(value));
    }

    /// <summary>A boolean.</summary>
    public sealed record Flag() : FieldType("true or false")
    {
        private protected override bool IsMine(JsonElement value) =>
            value.ValueKind is JsonValueKind.True or JsonValueKind.False
                || (value.ValueKind == JsonValueKind.String && value.GetString() is "true" or "false")
                || IsOpen(value);
    }

    /// <summary>A map of text.</summary>
    /// <param name="Spared">An entry that may be anything, because a rule has its say about it.</param>
    public sealed record Map(string Spared = "") : FieldType("a map")
    {
        private static readonly Text Entry = new();

        private protected override bool IsMine(JsonElement value) => value.ValueKind == JsonValueKind.Object;

        private protected override Misfit? CheckBelow(JsonElement value)
        {
            foreach (var entry in value.EnumerateObject())
            {
                if (Entry.Check(entry.Value) is { } misfit && !string.Equals(entry.Name, Spared, StringComparison.OrdinalIgnoreCase))
                {
                    return misfit.Below(entry.Name);
                }
            }

            return null;
        }
    }

    /// <summary>A map of one type.</summary>
    public sealed record MapOf(FieldType Entry) : FieldType("a map")
    {
        private protected override bool IsMine(JsonElement value) => value.ValueKind == JsonValueKind.Object;

        private protected override Misfit? CheckBelow(JsonElement value)
        {
            foreach (var entry in value.EnumerateObject())
            {
                if (Entry.Check(entry.Value) is { } misfit)
                {
                    return misfit.Below(entry.Name);
                }
            }

            return null;
        }
    }

    /// <summary>A list.</summary>
    public sealed record ListOf(FieldType Item) : FieldType("a list")
    {
        private protected override bool IsMine(JsonElement value) => value.ValueKind == JsonValueKind.Array;

        private protected override Misfit? CheckBelow(JsonElement value)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                if (Item.Check(item) is { } misfit)
                {
                    return misfit.Below(index.ToString(CultureInfo.InvariantCulture));
                }

                index++;
            }

            return null;
        }
    }

    /// <summary>An object with fields, of which others than those we read may be anything.</summary>
    public sealed record Fields(params (string Name, FieldType Type)[] Known) : FieldType("an object")
    {
        private protected override bool IsMine(JsonElement value) => value.ValueKind == JsonValueKind.Object;

        private protected override Misfit? CheckBelow(JsonElement value)
        {
            foreach (var (name, type) in Known)
            {
                if (value.TryGetProperty(name, out var field) && type.Check(field) is { } misfit)
                {
                    return misfit.Below(name);
                }
            }

            return null;
        }
    }
}
