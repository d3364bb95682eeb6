namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>How a command ends that a script takes for a question.</summary>
internal enum ShellAnswer
{
    /// <summary>Well.</summary>
    Yes,

    /// <summary>Well, as long as things are as they should be.</summary>
    Likely,

    /// <summary>Only a run would tell.</summary>
    Open,

    /// <summary>Badly, as long as things are as they should be.</summary>
    Unlikely,

    /// <summary>Badly.</summary>
    No,
}
