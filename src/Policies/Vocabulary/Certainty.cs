namespace HomelabStorage.Policies.Vocabulary;

/// <summary>How sure a fact is; ordered. Only what is better than a guess may deny.</summary>
public enum Certainty
{
    /// <summary>Told by a name only.</summary>
    Guessed,

    /// <summary>Told by the catalog of apps and backends.</summary>
    Catalog,

    /// <summary>Seen in the object itself: environment, arguments, a PersistentVolume, a provisioner.</summary>
    Observed,

    /// <summary>Said by the user: an annotation or the policy file.</summary>
    Declared,
}
