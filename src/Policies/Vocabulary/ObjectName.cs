namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Names as Kubernetes has them for most objects: DNS subdomains (RFC 1123).</summary>
internal static class ObjectName
{
    /// <summary>The API server takes no more.</summary>
    private const int Longest = 253;

    /// <summary>Whether a text is such a name.</summary>
    public static bool Fits(string text) => Fits(text, Longest);

    /// <summary>
    /// Whether a text is small letters, digits, dots and dashes, begins and ends with none of the last two, and is not longer than something.
    /// </summary>
    public static bool Fits(string text, int longest) =>
        text.Length > 0
        && text.Length <= longest
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
        && text[0] is not ('.' or '-')
        && text[^1] is not ('.' or '-');
}
