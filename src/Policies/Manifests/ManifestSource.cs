using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests;

/// <summary>Where a manifest was written.</summary>
public abstract record ManifestSource
{
    private ManifestSource()
    {
    }

    /// <summary>The folder the manifest lies in, with forward slashes; empty when it is in no file.</summary>
    public virtual string Folder => string.Empty;

    /// <summary>
    /// Whether what it says of the past is so now. An API server keeps a status up to date; a file has a copy of what one said once, which nobody renews
    /// and which may be of another cluster.
    /// </summary>
    public bool IsLive { get; init; }

    /// <summary>The same for a text that stands for what an API server says, as the cluster of a case does.</summary>
    public ManifestSource AsLive() => IsLive ? this : this with { IsLive = true };

    /// <summary>Came over the wire: an API server has no lines.</summary>
    public sealed record Wire : ManifestSource
    {
        /// <summary>The one instance.</summary>
        public static Wire Instance { get; } = new() { IsLive = true };
    }

    /// <summary>Read from a text.</summary>
    public sealed record Text(SourceMap Map) : ManifestSource
    {
        /// <inheritdoc/>
        public override string Folder { get; } = Map.File.LastIndexOf('/') is >= 0 and var slash ? Map.File[..slash] : string.Empty;
    }
}
