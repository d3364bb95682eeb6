namespace HomelabStorage.Policies.Foresight;

/// <summary>Who starts an app again that ran on a lost node.</summary>
public enum Restart
{
    /// <summary>Nobody has to, or nobody can.</summary>
    None,

    /// <summary>Kubernetes does, on another node.</summary>
    ByItself,

    /// <summary>Kubernetes does, once somebody says that the node is off: until then nobody knows that the pod does not run there any more.</summary>
    OnceNodeIsOff,
}
