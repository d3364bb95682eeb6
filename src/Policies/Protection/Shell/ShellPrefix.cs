using System.Collections.Frozen;

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Words that run the command behind them, with options of their own: <c>nice -n 19 tar</c>, <c>timeout 3600 restic</c>.</summary>
internal static class ShellPrefix
{
    /// <summary>The options of each whose value is the next word, written <c>-n</c>, or as the last letter of a bundle.</summary>
    private static readonly FrozenDictionary<string, string> Valued = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["busybox"] = string.Empty,
        ["sudo"] = "ugCp",
        ["exec"] = "a",
        ["time"] = "fo",
        ["nice"] = "n",
        ["ionice"] = "cn",
        ["chrt"] = string.Empty,
        ["nohup"] = string.Empty,
        ["env"] = "uC",
        ["command"] = string.Empty,
        ["timeout"] = "ks",
        ["flock"] = "wE",
        ["setsid"] = string.Empty,
        ["stdbuf"] = "ioe",
        ["tini"] = string.Empty,
        ["dumb-init"] = string.Empty,
        ["su-exec"] = string.Empty,
        ["gosu"] = string.Empty,
        ["s6-setuidgid"] = string.Empty,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Those that are told something before the command: a time, a lock, a user.</summary>
    private static readonly FrozenSet<string> Told = FrozenSet.Create(StringComparer.Ordinal, "timeout", "flock", "su-exec", "gosu", "s6-setuidgid", "chrt");

    private static readonly FrozenSet<string> Setting = FrozenSet.Create(StringComparer.Ordinal, "export", "local", "declare", "readonly", "typeset");

    /// <summary>Whether a command sets the variables that it names.</summary>
    public static bool Sets(string program) => Setting.Contains(program);

    /// <summary>Where a prefix at a place ends with its options; the place itself when there is none: <c>command -v tar</c> only asks for it.</summary>
    public static int End(IReadOnlyList<string> words, int at)
    {
        var word = words[at][(words[at].LastIndexOf('/') + 1)..];
        if (!Valued.TryGetValue(word, out var valued))
        {
            return at;
        }

        var end = at + 1;
        if (word is "command" && end < words.Count && words[end] is "-v" or "-V")
        {
            return at;
        }

        while (end < words.Count && words[end].Length > 1 && words[end][0] is '-' or '+')
        {
            end += words[end][1] != '-' && valued.Contains(words[end][^1], StringComparison.Ordinal) ? 2 : 1;
        }

        return Math.Min(end + (Told.Contains(word) ? 1 : 0), words.Count);
    }
}
