using System.Buffers;
using System.Text;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Flux's variables: <c>${name:=default}</c> reads as its default; one without a default stays as it is and names nothing.</summary>
public static class Substitutions
{
    private const string Opening = "${";

    /// <summary>More of a variable is not shown.</summary>
    private const int MostShown = 40;

    private static readonly SearchValues<char> OfNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

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
    /// The text with values put in as Flux does, and what it would say where it fails: then nothing of the text is applied. A variable without a value is
    /// empty where every value is known, and stays as it is where not.
    /// </summary>
    public static (string Text, string Complaint) Fill(string text, IReadOnlyDictionary<string, string> values, bool isWhole)
    {
        if (values.Keys.FirstOrDefault(k => !IsName(k)) is { } wrong)
        {
            return (text, $"'{wrong}' is not a name that Flux takes for a variable");
        }

        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return (text, string.Empty);
        }

        var reader = new SubstitutionReader(text, values, isWhole);
        var filled = reader.Fill();
        return reader.Failed < 0 ? (filled, string.Empty) : (text, $"Flux cannot put a value in for '{Shown(text, reader.Failed)}'");
    }

    /// <summary>What stands at a place, up to the end of its line.</summary>
    private static string Shown(string text, int at)
    {
        var line = text.AsSpan(at);
        line = line.IndexOf('\n') is >= 0 and var end ? line[..end] : line;
        return line.IndexOf('}') is >= 0 and var close && close < MostShown ? line[..(close + 1)].ToString()
            : line.Length <= MostShown ? line.ToString()
            : $"{line[..MostShown]}…";
    }

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.AsSpan().IndexOfAnyExcept(OfNames) < 0;

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
