namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>What follows a line of a script.</summary>
internal enum ShellEnd
{
    /// <summary>The next, whatever came of this.</summary>
    Next,

    /// <summary>The next, if this went well.</summary>
    And,

    /// <summary>The next, if this failed.</summary>
    Or,
}
