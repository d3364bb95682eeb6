using System.Text;
using System.Text.RegularExpressions;

namespace HomelabStorage.Policies.Templates;

/// <summary>Functions that change texts.</summary>
internal static class TextFunctions
{
    /// <summary>The functions by name.</summary>
    public static Dictionary<string, Func<TemplateRun, object?[], object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["toString"] = (_, v) => GoValue.Text(v[0]),
        ["quote"] = (_, v) => string.Join(' ', v.Where(one => one is not null).Select(one => BlockYaml.Quoted(GoValue.Text(one)))),
        ["squote"] = (_, v) => string.Join(' ', v.Where(one => one is not null).Select(one => $"'{GoValue.Text(one)}'")),
        ["trim"] = (_, v) => GoValue.Text(v[0]).Trim(),
        ["trimAll"] = (_, v) => GoValue.Text(v[1]).Trim(GoValue.Text(v[0]).ToCharArray()),
        ["trimPrefix"] = (_, v) => GoValue.Text(v[1]) is var text && text.StartsWith(GoValue.Text(v[0]), StringComparison.Ordinal)
            ? text[GoValue.Text(v[0]).Length..]
            : text,
        ["trimSuffix"] = (_, v) => GoValue.Text(v[1]) is var text && text.EndsWith(GoValue.Text(v[0]), StringComparison.Ordinal)
            ? text[..^GoValue.Text(v[0]).Length]
            : text,
        ["upper"] = (_, v) => GoValue.Text(v[0]).ToUpperInvariant(),
        ["lower"] = (_, v) => GoValue.Text(v[0]).ToLowerInvariant(),
        ["title"] = (_, v) => Title(GoValue.Text(v[0])),
        ["camelcase"] = (_, v) => Title(GoValue.Text(v[0]).Replace('-', ' ').Replace('_', ' ')).Replace(" ", string.Empty, StringComparison.Ordinal),
        ["kebabcase"] = (_, v) => Parted(GoValue.Text(v[0]), '-'),
        ["snakecase"] = (_, v) => Parted(GoValue.Text(v[0]), '_'),
        ["nospace"] = (_, v) => string.Concat(GoValue.Text(v[0]).Where(c => !char.IsWhiteSpace(c))),
        ["repeat"] = (_, v) => GoValue.Whole(v[0]) is >= 0 and <= 10_000 and var times
            ? new StringBuilder().Insert(0, Short(GoValue.Text(v[1])), (int)times).ToString()
            : throw new TemplateException("a text is repeated too often"),
        ["substr"] = (_, v) => Substring(GoValue.Text(v[2]), GoValue.Whole(v[0]), GoValue.Whole(v[1])),
        ["trunc"] = (_, v) => Truncated(GoValue.Text(v[1]), GoValue.Whole(v[0])),
        ["abbrev"] = (_, v) => Truncated(GoValue.Text(v[1]), GoValue.Whole(v[0])),
        ["contains"] = (_, v) => GoValue.Text(v[1]).Contains(GoValue.Text(v[0]), StringComparison.Ordinal),
        ["hasPrefix"] = (_, v) => GoValue.Text(v[1]).StartsWith(GoValue.Text(v[0]), StringComparison.Ordinal),
        ["hasSuffix"] = (_, v) => GoValue.Text(v[1]).EndsWith(GoValue.Text(v[0]), StringComparison.Ordinal),
        ["replace"] = (_, v) => GoValue.Text(v[0]) is { Length: > 0 } old
            ? Short(GoValue.Text(v[2]), GoValue.Text(v[1])).Replace(old, GoValue.Text(v[1]), StringComparison.Ordinal)
            : GoValue.Text(v[2]),
        ["cat"] = (_, v) => string.Join(' ', v.Select(GoValue.Text)),
        ["indent"] = (_, v) => Indented(GoValue.Text(v[1]), GoValue.Whole(v[0])),
        ["nindent"] = (_, v) => "\n" + Indented(GoValue.Text(v[1]), GoValue.Whole(v[0])),
        ["printf"] = (_, v) => Formatted(GoValue.Text(v[0]), v[1..]),
        ["urlquery"] = (_, v) => Uri.EscapeDataString(GoValue.Text(v[0])),
        ["regexMatch"] = (_, v) => Expression(v[0]).IsMatch(GoValue.Text(v[1])),
        ["regexFind"] = (_, v) => Expression(v[0]).Match(GoValue.Text(v[1])).Value,
        ["regexReplaceAll"] = (_, v) => Expression(v[0]).Replace(Short(GoValue.Text(v[1]), GoValue.Text(v[2])), GoValue.Text(v[2])),
        ["regexReplaceAllLiteral"] = (_, v) => Expression(v[0]).Replace(Short(GoValue.Text(v[1]), GoValue.Text(v[2])), _ => GoValue.Text(v[2])),
    };

    private const int Longest = 1_000;

    /// <summary>What a text may grow to where each of its letters is replaced by another text.</summary>
    private const long LongestReplaced = 20_000_000;

    /// <summary>The expressions of Go know upper case from lower, and take time that grows with their input alone.</summary>
    private static Regex Expression(object? text)
    {
        try
        {
            return new Regex(GoValue.Text(text), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException unknown)
        {
            throw new TemplateException($"the expression {GoValue.Text(text)} is not known", unknown);
        }
    }

    private static string Short(string text, string other) =>
        (long)text.Length * other.Length <= LongestReplaced ? text : throw new TemplateException("a text becomes too long");

    private static string Short(string text) => text.Length <= Longest ? text : throw new TemplateException("a long text is repeated");

    private static string Title(string text) =>
        string.Concat(text.Select((c, at) => at == 0 || char.IsWhiteSpace(text[at - 1]) ? char.ToUpperInvariant(c) : c));

    private static string Parted(string text, char mark) => string.Concat(text.Select((c, at) =>
        c is ' ' or '_' or '-' ? mark.ToString() : char.IsUpper(c) && at > 0 ? $"{mark}{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));

    private static string Truncated(string text, long length) =>
        length >= 0 ? text[..(int)Math.Min(length, text.Length)] : text[Math.Max(0, text.Length + (int)Math.Max(length, -text.Length))..];

    private static string Substring(string text, long start, long end)
    {
        var (from, to) = ((int)Math.Clamp(start, 0, text.Length), end < 0 ? text.Length : (int)Math.Clamp(end, 0, text.Length));
        return from < to ? text[from..to] : string.Empty;
    }

    private static string Indented(string text, long blanks) => blanks is >= 0 and <= Longest && blanks * text.Length <= LongestReplaced
        ? string.Join('\n', text.Split('\n').Select(line => new string(' ', (int)blanks) + line))
        : throw new TemplateException("a text is indented too far");

    private static string Formatted(string format, object?[] values)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%' || at + 1 == format.Length)
            {
                text.Append(format[at]);
                continue;
            }

            var start = ++at;
            while (at < format.Length - 1 && format[at] is '-' or '+' or '#' or '.' or (>= '0' and <= '9'))
            {
                at++;
            }

            if (format[at] == '%')
            {
                text.Append('%');
                continue;
            }

            var value = next < values.Length ? values[next++] : null;
            var said = format[at] is 'q' ? BlockYaml.Quoted(GoValue.Text(value)) : format[at] is 'd' ? GoValue.Text(GoValue.Whole(value)) : GoValue.Text(value);
            var flags = format[start..at];
            text.Append(flags is ['0', .. var width] && int.TryParse(width, out var digits) && digits < Longest ? said.PadLeft(digits, '0') : said);
        }

        return text.ToString();
    }
}
