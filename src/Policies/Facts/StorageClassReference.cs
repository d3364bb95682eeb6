using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>The StorageClass a claim ends up with.</summary>
public abstract record StorageClassReference
{
    private StorageClassReference()
    {
    }

    /// <summary>The class's name; empty where there is none.</summary>
    public virtual string Name => string.Empty;

    /// <summary>A known class.</summary>
    public sealed record Known(StorageClass Class) : StorageClassReference
    {
        /// <inheritdoc/>
        public override string Name => Class.Name;

        /// <summary>The server that has its volumes, as its parameters say it or its provisioner is told; empty where neither does.</summary>
        public string Server { get; init; } = string.Empty;

        /// <summary>The folder of the server that its volumes are made in; empty where neither says it.</summary>
        public string Share { get; init; } = string.Empty;

        /// <summary>Whether the cluster chose it, not the claim.</summary>
        public bool ByDefault { get; init; }
    }

    /// <summary>A class by a name that nothing known has.</summary>
    public sealed record Missing : StorageClassReference
    {
        /// <summary>Names the class.</summary>
        public Missing(string name) => Name = name;

        /// <inheritdoc/>
        public override string Name { get; }
    }

    /// <summary>No class is written and no default was found.</summary>
    public sealed record Unset : StorageClassReference
    {
        /// <summary>The one instance.</summary>
        public static Unset Instance { get; } = new();
    }

    /// <summary>The empty class: a PersistentVolume that exists already.</summary>
    public sealed record Static : StorageClassReference
    {
        /// <summary>The one instance.</summary>
        public static Static Instance { get; } = new();
    }
}
