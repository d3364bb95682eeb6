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
    /// The text with values put in, and defaults where there are none; a default may hold variables itself. A variable with neither is empty where every
    /// value is in sight, and stays as it is where not. A doubled dollar sign stands for one, and begins no variable.
    /// </summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values, bool isWhole)
    {
        if (!IsOpen(text))
        {
            return text;
        }

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
            var end = End(rest);
            var value = end > 0 ? Value(rest[Opening.Length..end].ToString(), values, isWhole) : null;
            filled.Append(value ?? Opening);
            rest = rest[(value is null ? Opening.Length : end + 1)..];
        }

        return filled.Append(rest).ToString();
    }

    /// <summary>Where the brace is that closes the one a text begins with; -1 where none does.</summary>
    private static int End(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 1; i < text.Length && text[i] != '\n'; i++)
        {
            depth += text[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What stands for a variable; null where that cannot be told.</summary>
    private static string? Value(string variable, IReadOnlyDictionary<string, string> values, bool isWhole)
    {
        var length = Name(variable);
        var name = variable[..length];
        var given = values.GetValueOrDefault(name, string.Empty);
        return variable[length..] switch
        {
            _ when length == 0 => null,
            "" => given.Length > 0 || isWhole || values.ContainsKey(name) ? given : null,
            [':', '=' or '-', .. var other] => given.Length > 0 ? given : Fill(other, values, isWhole),
            ['=' or '-', .. var other] => given.Length > 0 ? given : Fill(other, values, isWhole),
            _ when given.Length == 0 && !isWhole => null,
            "^^" => given.ToUpperInvariant(),
            ",," => given.ToLowerInvariant(),
            _ => null,
        };
    }

    private static int Name(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '_' || (end > 0 && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        return end;
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
