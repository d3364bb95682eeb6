namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>When the API server asks about objects of a kind.</summary>
public enum Asked
{
    /// <summary>Not at all.</summary>
    Never,

    /// <summary>When one is made or changed.</summary>
    Always,

    /// <summary>When a person makes or changes one; what a provisioner makes, it would make again and again.</summary>
    ByHand,
}
