using System.Text.RegularExpressions;

namespace HomelabStorage.Audit.Portraits;

/// <summary>What to write instead: words, and among them what can be copied as it is.</summary>
/// <param name="Before">The words before it.</param>
/// <param name="Code">A field with its value, or a command; empty where there is only advice.</param>
/// <param name="After">The words after it.</param>
internal sealed partial record ShownFix(string Before, string Code, string After)
{
    /// <summary>Nothing to write.</summary>
    public static ShownFix None { get; } = new(string.Empty, string.Empty, string.Empty);

    /// <summary>Whether there is nothing to say.</summary>
    public bool IsNone => Before.Length + Code.Length + After.Length == 0;

    /// <summary>A remedy, parted.</summary>
    public static ShownFix Of(string remedy) => Field().Match(remedy) is { Success: true, Groups: var field }
        ? new ShownFix(field["before"].Value, field["code"].Value, field["after"].Value)
        : new ShownFix(remedy, string.Empty, string.Empty);

    /// <summary>An object, a path of fields and a value that ends there: what goes on in words is advice.</summary>
    [GeneratedRegex(
        """
        ^(?<before>[A-Z][A-Za-z]+\ .+?:\ )
        (?<code>
          [a-z][A-Za-z]*(\.[A-Za-z][A-Za-z0-9_-]*(\[\d+\])?)*:\ (\{[^{}]*(\{[^{}]*\})?[^{}]*\}|\[[^\[\]]*\]|"[^"]*"|[A-Za-z0-9][-A-Za-z0-9./]*)
          (,\ [a-z][A-Za-z]*(\.[A-Za-z][A-Za-z0-9_-]*(\[\d+\])?)*:\ (\{[^{}]*(\{[^{}]*\})?[^{}]*\}|\[[^\[\]]*\]|"[^"]*"|[A-Za-z0-9][-A-Za-z0-9./]*))*
        )
        (?<after>$|;\ .*|,\ .*|\ \(.*)$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Field();
}
