namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Where a volume's bytes are.</summary>
public enum Whereabouts
{
    /// <summary>Nothing says.</summary>
    Unknown,

    /// <summary>On one node of the cluster.</summary>
    Node,

    /// <summary>On several nodes of the cluster.</summary>
    Replicated,

    /// <summary>On a storage appliance beside the cluster.</summary>
    Nas,

    /// <summary>At a provider.</summary>
    Cloud,

    /// <summary>In memory.</summary>
    Memory,
}
