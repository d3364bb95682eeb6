using System.Collections.Frozen;
using System.Globalization;

namespace HomelabStorage.Policies.Manifests;

/// <summary>Values that were read of an object, by our words for its fields.</summary>
/// <param name="Values">The values, none of which is empty.</param>
public sealed record FieldTexts(IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>Nothing.</summary>
    public static FieldTexts None { get; } = new(FrozenDictionary<string, IReadOnlyList<string>>.Empty);

    /// <summary>One value, where there is one.</summary>
    public static FieldTexts Of(params ReadOnlySpan<(string Name, string Text)> fields)
    {
        Dictionary<string, IReadOnlyList<string>>? values = null;
        foreach (var (name, text) in fields)
        {
            if (text.Length > 0)
            {
                (values ??= new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal))[name] = [text];
            }
        }

        return values is null ? None : new FieldTexts(values);
    }

    /// <summary>A value; empty when there is none.</summary>
    public string Text(string name) => Values.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : string.Empty;

    /// <summary>All values.</summary>
    public IReadOnlyList<string> Texts(string name) => Values.GetValueOrDefault(name, []);

    /// <summary>A moment; null when there is none.</summary>
    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
}
