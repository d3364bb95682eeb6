namespace HomelabStorage.Policies.Vocabulary;

/// <summary>When data is restored without anybody asking.</summary>
public enum RestoreMoment
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>When a pod is made and the volume of its claim is empty.</summary>
    OnCreate,
}
