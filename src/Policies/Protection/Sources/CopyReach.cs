namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>How far a copy reaches some data.</summary>
internal enum CopyReach
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>In part, or only by chance: only a run would tell whether that is all of them.</summary>
    Part,

    /// <summary>All of them.</summary>
    Whole,
}
