namespace HomelabStorage.Policies.Vocabulary;

/// <summary>How far a backup is to be believed, the least first.</summary>
public enum Grade
{
    /// <summary>Somebody wrote that there should be one; nothing known will make it.</summary>
    Declared,

    /// <summary>Something known will make it, to another place.</summary>
    Scheduled,

    /// <summary>It succeeded in time.</summary>
    Ran,

    /// <summary>A copy was restored and checked.</summary>
    Restored,
}
