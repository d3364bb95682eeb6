namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>What a token of a script is.</summary>
internal enum ShellTokenKind
{
    /// <summary>The end of the script.</summary>
    End,

    /// <summary>A word, with its quotes.</summary>
    Word,

    /// <summary>What stands between commands: <c>;</c>, <c>&amp;&amp;</c>, a bracket, the end of a line.</summary>
    Operator,

    /// <summary>An arrow, with the number before it.</summary>
    Redirect,
}
