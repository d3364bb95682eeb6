using System.Text.RegularExpressions;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Flux's variables: <c>${name:=default}</c> reads as its default; one without a default stays as it is and names nothing.</summary>
public static partial class Substitutions
{
    /// <summary>The text with every default put in.</summary>
    public static string Resolve(string text) =>
        text.Contains("${", StringComparison.Ordinal) ? WithDefault().Replace(text, match => match.Groups["default"].Value) : text;

    /// <summary>Whether the text still waits for a variable.</summary>
    public static bool IsOpen(string text) => text.Contains("${", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\{[A-Za-z_][A-Za-z0-9_]*:?[=-](?<default>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithDefault();
}
