using System.Buffers;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// The path in a value that is one, or in the address of a database that is a file, in the spellings of the languages that have such addresses.
/// </summary>
internal static class DatabasePath
{
    private const string Digits = "0123456789";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create($"{Digits}{Alphabet}");
    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create($"{Digits}{Alphabet}-");

    /// <summary>The absolute path a value holds; empty when it holds none.</summary>
    public static string Of(string value)
    {
        if (value.Length > ObjectSize.LongestText)
        {
            // No file has such a name, and every message would repeat it.
            return string.Empty;
        }

        var text = Bare(value);
        return text.StartsWith('/') ? text : string.Empty;
    }

    /// <summary>
    /// The path a value holds, where a relative one is meant from a directory; empty when it holds none, or is relative and the directory is not
    /// known.
    /// </summary>
    public static string Of(string value, string directory)
    {
        var absolute = Of(value);
        if (absolute.Length > 0 || directory.Length == 0 || value.Length > ObjectSize.LongestText)
        {
            return absolute;
        }

        var text = Bare(value);
        return IsRelative(text) ? MountPath.Normalise($"{directory}/{text}") : string.Empty;
    }

    /// <summary>What is left without address and options.</summary>
    private static string Bare(string value)
    {
        var text = value.Trim();
        if (text.StartsWith('/'))
        {
            return Without(text);
        }

        if (ConnectionString.DataSource(text) is { Length: > 0 } source)
        {
            return source.ToString();
        }

        if (SchemeOf(text) is > 0 and var scheme)
        {
            text = text[scheme..];
            text = text.StartsWith("///", StringComparison.Ordinal) ? "/" + text.TrimStart('/')
                : text.StartsWith("//", StringComparison.Ordinal) ? string.Empty
                : text;
        }

        return Without(text);
    }

    /// <summary>A path without the options of an address: <c>?cache=shared</c>, <c>;MODE=MySQL</c>.</summary>
    private static string Without(string text) => text.IndexOfAny(['?', ';']) is >= 0 and var options ? text[..options] : text;

    /// <summary>
    /// How long the scheme is with which JDBC, SQLAlchemy, sqlx and Go begin an address: <c>jdbc:sqlite:</c>, <c>jdbc:h2:file:</c>,
    /// <c>sqlite+aiosqlite:</c>, <c>sqlite+/data/app.db</c>; 0 where there is none.
    /// </summary>
    private static int SchemeOf(ReadOnlySpan<char> text)
    {
        var wrapper = text.StartsWith("jdbc:", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
        var scheme = wrapper > 0 && Length(text[wrapper..]) is > 0 and var inner ? wrapper + inner : Length(text);
        return scheme > 0 && text[scheme..].StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? scheme + 5
            : scheme > 0 ? scheme
            : Letters(text) is > 0 and var name && text[name..].StartsWith("+") ? name + 1
            : 0;

        static int Length(ReadOnlySpan<char> text)
        {
            var end = text.IndexOfAnyExcept(SchemeCharacters);
            if (end < 2 || !char.IsAsciiLetter(text[0]))
            {
                return 0;
            }

            var driver = text[end] == '+' ? 1 + Letters(text[(end + 1)..]) : 0;
            return text[(end + driver)..].StartsWith(":") ? end + driver + 1 : 0;
        }

        static int Letters(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(NameCharacters) is >= 0 and var end ? end : text.Length;
    }

    /// <summary>Whether a text is a path that begins in the working directory, and not some other word.</summary>
    private static bool IsRelative(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("./") || text.StartsWith("../"))
        {
            return true;
        }

        var name = text.TrimStart('.');
        if (text.Length - name.Length > 2 || name.IsEmpty || name[0] == '/')
        {
            return false;
        }

        var path = name.Length > 1 && name[^1] == '/' ? name[..^1] : name;
        foreach (var part in path.Split('/'))
        {
            if (!IsFileName(path[part]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFileName(ReadOnlySpan<char> name)
    {
        foreach (var one in name)
        {
            if (!char.IsLetterOrDigit(one) && one is not ('-' or '_' or '.'))
            {
                return false;
            }
        }

        return !name.IsEmpty;
    }
}
