namespace HomelabStorage.Policies.Manifests;

/// <summary>What a container is there for.</summary>
public enum ContainerRole
{
    /// <summary>Runs as long as the pod.</summary>
    Main,

    /// <summary>Starts first and stays: an init container that is always restarted.</summary>
    Sidecar,

    /// <summary>Runs to its end before the others start.</summary>
    Init,

    /// <summary>Put into a running pod to look around.</summary>
    Ephemeral,
}
