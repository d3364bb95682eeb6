namespace HomelabStorage.Policies.Charts;

/// <summary>
/// The documents of a filled template, as Helm takes them apart: at three dashes that begin a line, although a template's own dashes ate the end of it.
/// </summary>
internal static class HelmDocuments
{
    private const string Mark = "---";

    /// <summary>The text with every such mark on a line of its own.</summary>
    public static string Apart(string filled) => !filled.Contains(Mark, StringComparison.Ordinal)
        ? filled
        : string.Join('\n', filled.Split('\n').Select(line => IsGlued(line) ? $"{Mark}\n{line[Mark.Length..]}" : line));

    private static bool IsGlued(string line) =>
        line.StartsWith(Mark, StringComparison.Ordinal) && line.Length > Mark.Length && line[Mark.Length] is not '-' && !char.IsWhiteSpace(line[Mark.Length]);
}
