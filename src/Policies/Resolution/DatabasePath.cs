using System.Text.RegularExpressions;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// The path in a value that is one, or in the address of a database that is a file, in the spellings of the languages that have such addresses.
/// </summary>
internal static class DatabasePath
{
    /// <summary>ADO.NET: <c>Data Source=/data/app.db;Cache=Shared</c>.</summary>
    private static readonly Regex DataSource = Pattern.Read(@"(^|;)\s*(data ?source|filename)\s*=\s*(?<path>[^;]+)")!;

    /// <summary>JDBC, SQLAlchemy, sqlx, Go: <c>jdbc:sqlite:</c>, <c>jdbc:h2:file:</c>, <c>sqlite+aiosqlite:</c>, <c>sqlite+/data/app.db</c>.</summary>
    private static readonly Regex Scheme = Pattern.Read(@"^((jdbc:)?[a-z][a-z0-9-]+(\+[a-z0-9]*)?:(file:)?|[a-z0-9]+\+)")!;

    private static readonly Regex Relative = Pattern.Read(@"^\.{0,2}[\w-][\w.-]*(/[\w.-]+)*/?$|^\./|^\.\./")!;

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
        return Relative.IsMatch(text) ? MountPath.Normalise($"{directory}/{text}") : string.Empty;
    }

    /// <summary>What is left without address and options.</summary>
    private static string Bare(string value)
    {
        var text = value.Trim();
        if (text.StartsWith('/'))
        {
            return Without(text);
        }

        if (DataSource.Match(text) is { Success: true } source)
        {
            return source.Groups["path"].Value.Trim();
        }

        if (Scheme.Match(text) is { Success: true } scheme)
        {
            text = text[scheme.Length..];
            text = text.StartsWith("///", StringComparison.Ordinal) ? "/" + text.TrimStart('/')
                : text.StartsWith("//", StringComparison.Ordinal) ? string.Empty
                : text;
        }

        return Without(text);
    }

    /// <summary>A path without the options of an address: <c>?cache=shared</c>, <c>;MODE=MySQL</c>.</summary>
    private static string Without(string text) => text.IndexOfAny(['?', ';']) is >= 0 and var options ? text[..options] : text;
}
