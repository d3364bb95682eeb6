using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Where a job reads or writes.</summary>
internal abstract record CopyPlace
{
    private CopyPlace()
    {
    }

    /// <summary>Whether what is stored at one place is touched by what is done at another: it is the other, or one lies within the other.</summary>
    public bool Meets(CopyPlace other) => (this, other) switch
    {
        (InVolume one, InVolume two) => string.Equals(one.Name, two.Name, StringComparison.Ordinal) && MountPath.Overlap(one.Path, two.Path),
        (InContainer one, InContainer two) => string.Equals(one.Name, two.Name, StringComparison.Ordinal) && MountPath.Overlap(one.Path, two.Path),
        _ => false,
    };

    /// <summary>A path in a volume of the pod; empty for all of it.</summary>
    public sealed record InVolume(string Name, string Path) : CopyPlace
    {
        /// <summary>What is read of the folder, as a pattern; empty for all of it.</summary>
        public string Pattern { get; init; } = string.Empty;

        /// <summary>The path in the container; empty where it is not told from there.</summary>
        public string Seen { get; init; } = string.Empty;

        /// <summary>Whether a copy was put there before.</summary>
        public bool IsStaged { get; init; }

        /// <summary>Whether it is known to be one file.</summary>
        public bool IsFile { get; init; }
    }

    /// <summary>A path in a container, which goes with it.</summary>
    public sealed record InContainer(string Name, string Path) : CopyPlace;

    /// <summary>Beyond the cluster's volumes; what was written is where.</summary>
    public sealed record Elsewhere(string Written) : CopyPlace;

    /// <summary>Somewhere that only a run would tell: a variable out of a Secret, a program that nobody here has read.</summary>
    public sealed record OutOfSight(string Written) : CopyPlace;

    /// <summary>Nowhere: <c>/dev/null</c>, the log.</summary>
    public sealed record Nowhere : CopyPlace
    {
        /// <summary>The one instance.</summary>
        public static Nowhere Instance { get; } = new();
    }
}
