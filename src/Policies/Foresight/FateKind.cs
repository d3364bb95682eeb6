namespace HomelabStorage.Policies.Foresight;

/// <summary>What a loss does to some bytes, the mildest first.</summary>
public enum FateKind
{
    /// <summary>They are where they were.</summary>
    Kept,

    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>They are gone.</summary>
    Gone,
}
