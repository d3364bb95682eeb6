using System.Text;
using HomelabStorage.Policies.Protection.Shell;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>A pattern of paths as shells write it, such as <c>*.json</c>, or <c>**/*.db</c> for those of any folder.</summary>
internal static class CopyPattern
{
    /// <summary>Nobody lists more.</summary>
    private const int Most = 16;

    /// <summary>Whether what a pattern names is a path within its folder, or a folder above it.</summary>
    public static bool Names(string pattern, string path)
    {
        foreach (var one in Alternatives(pattern))
        {
            if (one is "*" or "." or "" || Fits(one.Split('/', StringSplitOptions.RemoveEmptyEntries), path.Split('/', StringSplitOptions.RemoveEmptyEntries)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a pattern names everything.</summary>
    public static bool IsAll(string pattern) => pattern.Trim('*', '/', '.').Length == 0;

    /// <summary><c>{one,other}.db</c> as both.</summary>
    public static IEnumerable<string> Alternatives(string pattern)
    {
        var open = pattern.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : pattern.IndexOf('}', open);
        return close < 0 ? [pattern]
            : pattern[(open + 1)..close].Split(',').Take(Most).Select(one => $"{pattern[..open]}{one}{pattern[(close + 1)..]}");
    }

    /// <summary>A pattern in which one letter, or one of several, is any text: it names more rather than less.</summary>
    public static string Loose(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        for (var at = 0; at < pattern.Length; at++)
        {
            var close = pattern[at] == '[' ? pattern.IndexOf(']', at) : -1;
            text.Append(pattern[at] is '?' || close > 0 || ShellText.IsOpen(pattern[at..(at + 1)]) ? '*' : pattern[at]);
            at = close > 0 ? close : at;
        }

        return text.ToString();
    }

    private static bool Fits(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        while (pattern.Length > 0)
        {
            if (pattern[0] is "**")
            {
                // The rest of the pattern is one name: find knows no folders.
                var name = new Wildcard(Loose(string.Join('/', pattern[1..]!)));
                foreach (var part in path)
                {
                    if (name.Matches(part))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (path.Length == 0 || !new Wildcard(Loose(pattern[0])).Matches(path[0]))
            {
                return false;
            }

            pattern = pattern[1..];
            path = path[1..];
        }

        return true;
    }
}
