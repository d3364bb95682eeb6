using System.Text;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Flux's variables: <c>${name:=default}</c> reads as its default; one without a default stays as it is and names nothing.</summary>
public static class Substitutions
{
    private const string Opening = "${";

    /// <summary>The text with every default put in.</summary>
    public static string Resolve(string text)
    {
        if (!IsOpen(text))
        {
            return text;
        }

        var resolved = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf(Opening, StringComparison.Ordinal) is >= 0 and var at)
        {
            resolved.Append(rest[..at]);
            rest = rest[at..];
            var length = Variable(rest, out var value);
            resolved.Append(value);
            rest = rest[length..];
        }

        return resolved.Append(rest).ToString();
    }

    /// <summary>
    /// The text with values put in, and defaults where there are none. A variable with neither is empty where every value is in sight, and stays as
    /// it is where not.
    /// A doubled dollar sign stands for one, and begins no variable.
    /// </summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values, bool isWhole)
    {
        var filled = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf(Opening, StringComparison.Ordinal) is >= 0 and var at)
        {
            if (at > 0 && rest[at - 1] == '$')
            {
                filled.Append(rest[..at]).Append('{');
                rest = rest[(at + Opening.Length)..];
                continue;
            }

            filled.Append(rest[..at]);
            rest = rest[at..];
            var name = Name(rest);
            var length = Variable(rest, out var value);
            if (name.Length > 0
                && values.TryGetValue(name, out var given)
                && (given.Length > 0 || length == Opening.Length)
                && rest.IndexOf('}') is > 0 and var end)
            {
                filled.Append(given);
                rest = rest[(length > Opening.Length ? length : end + 1)..];
            }
            else if (name.Length > 0 && isWhole && length == Opening.Length && rest[Opening.Length..].StartsWith(name + "}", StringComparison.Ordinal))
            {
                rest = rest[(Opening.Length + name.Length + 1)..];
            }
            else
            {
                filled.Append(value);
                rest = rest[length..];
            }
        }

        return filled.Append(rest).ToString();
    }

    private static string Name(ReadOnlySpan<char> text)
    {
        var end = Opening.Length;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return text[Opening.Length..end].ToString();
    }

    /// <summary>Whether the text still waits for a variable.</summary>
    public static bool IsOpen(string text) => text.Contains(Opening, StringComparison.Ordinal);

    /// <summary>How much of the text is to be replaced, and by what; the opening by itself when there is no variable with a default.</summary>
    private static int Variable(ReadOnlySpan<char> text, out ReadOnlySpan<char> value)
    {
        var name = Opening.Length;
        while (name < text.Length && (char.IsAsciiLetter(text[name]) || text[name] == '_' || (name > Opening.Length && char.IsAsciiDigit(text[name]))))
        {
            name++;
        }

        var start = name < text.Length && text[name] == ':' ? name + 1 : name;
        if (name > Opening.Length
            && start < text.Length
            && text[start] is '=' or '-'
            && text[(start + 1)..].IndexOfAny('{', '}') is >= 0 and var length
            && text[start + 1 + length] == '}')
        {
            value = text.Slice(start + 1, length);
            return start + 1 + length + 1;
        }

        value = Opening;
        return Opening.Length;
    }
}
