namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Whether a part of a script runs, the surest first.</summary>
internal enum ShellChance
{
    /// <summary>Whenever the script does.</summary>
    Sure,

    /// <summary>Whenever things are as they should be: a file is there, a command went well.</summary>
    Guarded,

    /// <summary>Where things are not as they should be.</summary>
    Fallback,

    /// <summary>Where a value is so that only a run would tell.</summary>
    Open,
}
