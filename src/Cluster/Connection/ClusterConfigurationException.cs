namespace HomelabStorage.Cluster.Connection;

/// <summary>There is no usable configuration of a cluster: no kubeconfig, no such context, no service account.</summary>
public sealed class ClusterConfigurationException : Exception
{
    /// <summary>Without a reason.</summary>
    public ClusterConfigurationException()
    {
    }

    /// <summary>With a reason.</summary>
    public ClusterConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what led to it.</summary>
    public ClusterConfigurationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
