namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>A token of a script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written.</param>
internal sealed record ShellToken(ShellTokenKind Kind, string Text)
{
    /// <summary>The text of a here-document; null for any other token.</summary>
    public string? Here { get; set; }

    /// <summary>Whether variables within the here-document are left as they are.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>Whether it is an operator of a kind.</summary>
    public bool Is(string text) => Kind == ShellTokenKind.Operator && string.Equals(Text, text, StringComparison.Ordinal);

    /// <summary>Whether it is a word without quotes.</summary>
    public bool IsWord(string text) => Kind == ShellTokenKind.Word && string.Equals(Text, text, StringComparison.Ordinal);
}
