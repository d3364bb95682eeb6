namespace HomelabStorage.Policies.Vocabulary;

/// <summary>What a copy of files is worth that is taken while the app writes them.</summary>
public enum Copying
{
    /// <summary>As much as after a power cut: the app has to recover, and may fail to.</summary>
    Crash,

    /// <summary>It is good: the app replaces each file as a whole, or never changes one that is written.</summary>
    Safe,
}
