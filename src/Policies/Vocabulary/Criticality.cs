namespace HomelabStorage.Policies.Vocabulary;

/// <summary>How bad a loss would be; ordered.</summary>
public enum Criticality
{
    /// <summary>Rebuilt without effort.</summary>
    Low,

    /// <summary>Rebuilt with effort.</summary>
    Important,

    /// <summary>Made by people; cannot be made again.</summary>
    Critical,
}
