namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Where a job reads or writes.</summary>
internal abstract record CopyPlace
{
    private CopyPlace()
    {
    }

    /// <summary>A volume of the pod.</summary>
    public sealed record InVolume(string Name) : CopyPlace;

    /// <summary>A file of the container's own, which goes with it.</summary>
    public sealed record InContainer(string Container) : CopyPlace;

    /// <summary>Beyond the cluster's volumes; what was written is where.</summary>
    public sealed record Elsewhere(string Written) : CopyPlace;

    /// <summary>Nowhere: <c>/dev/null</c>, the log.</summary>
    public sealed record Nowhere : CopyPlace
    {
        /// <summary>The one instance.</summary>
        public static Nowhere Instance { get; } = new();
    }
}
