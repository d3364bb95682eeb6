namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Addresses as messages may show them.</summary>
public static class WebAddress
{
    /// <summary>The same address without the user and the password that it may name.</summary>
    public static string WithoutUser(string written)
    {
        var scheme = written.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return written;
        }

        var start = scheme + 3;
        var end = written.AsSpan(start).IndexOfAny('/', '?', '#') is >= 0 and var length ? start + length : written.Length;
        var at = written.LastIndexOf('@', end - 1, end - start);
        return at < 0 ? written : string.Concat(written.AsSpan(0, start), written.AsSpan(at + 1));
    }
}
