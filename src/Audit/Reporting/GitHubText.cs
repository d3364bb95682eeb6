using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Reporting;

/// <summary>Text within a workflow command, as the runner reads it back.</summary>
internal static class GitHubText
{
    /// <summary>What stands after the command.</summary>
    public static string Data(string text) => SafeText.Line(text).Replace("%", "%25", StringComparison.Ordinal);

    /// <summary>The value of a property.</summary>
    public static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
