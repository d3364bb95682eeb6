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
        if (name > Opening.Length && start < text.Length && text[start] is '=' or '-' && text[(start + 1)..].IndexOfAny('{', '}') is >= 0 and var length && text[start + 1 + length] == '}')
        {
            value = text.Slice(start + 1, length);
            return start + 1 + length + 1;
        }

        value = Opening;
        return Opening.Length;
    }
}
