namespace HomelabStorage.Backup.Targets;

/// <summary>What becomes of an object that is there already under the name of a new one.</summary>
internal enum Existing
{
    /// <summary>It stays, and the new one is refused.</summary>
    Stays,

    /// <summary>The new one takes its place in one step, so that one of the two is there at every moment.</summary>
    IsReplaced,
}
