namespace HomelabStorage.Policies.Judgement;

/// <summary>The answer about an object, weakest first.</summary>
public enum VerdictKind
{
    /// <summary>Nothing to say.</summary>
    Allow,

    /// <summary>Nothing found, but a reference that matters was not found.</summary>
    Unknown,

    /// <summary>Allowed with a warning.</summary>
    Warn,

    /// <summary>Refused.</summary>
    Deny,
}
