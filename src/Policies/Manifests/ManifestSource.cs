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

    /// <summary>Came over the wire: an API server has no lines.</summary>
    public sealed record Wire : ManifestSource
    {
        /// <summary>The one instance.</summary>
        public static Wire Instance { get; } = new();
    }

    /// <summary>Read from a text.</summary>
    public sealed record Text(SourceMap Map) : ManifestSource
    {
        /// <inheritdoc/>
        public override string Folder { get; } = Map.File.LastIndexOf('/') is >= 0 and var slash ? Map.File[..slash] : string.Empty;
    }
}
