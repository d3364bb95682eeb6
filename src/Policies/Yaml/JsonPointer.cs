namespace HomelabStorage.Policies.Yaml;

/// <summary>JSON Pointers (RFC 6901), the one path syntax of the project.</summary>
public static class JsonPointer
{
    /// <summary>A segment as it is written in a pointer.</summary>
    public static string Escape(string segment) =>
        segment.Contains('~', StringComparison.Ordinal) || segment.Contains('/', StringComparison.Ordinal)
            ? segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
            : segment;

    /// <summary>The segments of a pointer, unescaped.</summary>
    public static IEnumerable<string> Segments(string pointer)
    {
        if (pointer.Length == 0)
        {
            yield break;
        }

        foreach (var segment in pointer[1..].Split('/'))
        {
            yield return segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }
    }

    /// <summary>Whether a pointer leads to a value, or to something in it.</summary>
    public static bool Holds(string outer, string inner) =>
        inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] == '/');

    /// <summary>A pointer as people write a path: <c>tiers[1].rpo</c>.</summary>
    public static string Spell(string pointer) =>
        string.Concat(Segments(pointer).Select((s, i) => s.Length > 0 && char.IsAsciiDigit(s[0]) ? $"[{s}]" : i == 0 ? s : $".{s}"));
}
