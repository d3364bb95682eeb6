namespace HomelabStorage.Policies.Vocabulary;

/// <summary>What is known of the way back of a volume's copies, the worst first.</summary>
public enum DrillState
{
    /// <summary>The newest copy could not be restored, or is not what it should be.</summary>
    Failed,

    /// <summary>Nobody has tried, in time.</summary>
    NotDrilled,

    /// <summary>It can be tried.</summary>
    Due,

    /// <summary>The newest copy was restored and checked.</summary>
    Good,
}
