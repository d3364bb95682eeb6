namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Words that are written as one: <c>db.sqlite3{,-wal}</c>.</summary>
internal static class ShellAlternatives
{
    /// <summary>Nobody lists more; what is behind is not read.</summary>
    private const int Most = 64;

    /// <summary>The words that a written word stands for; itself where it has no alternatives.</summary>
    public static IReadOnlyList<string> Of(string written, int depth)
    {
        var (open, close) = First(written);
        if (close <= open || depth == 0)
        {
            return [written];
        }

        var all = new List<string>();
        foreach (var part in written[(open + 1)..close].Split(',').Take(Most))
        {
            if (all.Count > Most)
            {
                break;
            }

            all.AddRange(Of($"{written[..open]}{part}{written[(close + 1)..]}", depth - 1));
        }

        return all;
    }

    /// <summary>The first <c>{one,other}</c> outside of quotes.</summary>
    private static (int Open, int Close) First(string written)
    {
        for (var at = written.IndexOf('{', StringComparison.Ordinal); at >= 0 && at < written.Length;)
        {
            var close = written[at] == '{' ? written.IndexOf('}', at) : -1;
            if (close > 0 && written.AsSpan(at, close - at) is var inner && inner.Contains(',') && !inner.ContainsAny("'\"$`"))
            {
                // A quote before it may reach beyond it.
                return written.AsSpan(0, at).ContainsAny("'\"`\\") || (at > 0 && written[at - 1] == '$') ? (0, 0) : (at, close);
            }

            at = close > 0 ? written.IndexOf('{', close) : -1;
        }

        return (0, 0);
    }
}
