namespace HomelabStorage.Policies.Manifests;

/// <summary>What a claim says about its StorageClass.</summary>
public abstract record ClassRequest
{
    private ClassRequest()
    {
    }

    /// <summary>The class by name; empty where no name is written.</summary>
    public virtual string Name => string.Empty;

    /// <summary>A class by name.</summary>
    public sealed record Named : ClassRequest
    {
        /// <summary>Names a class.</summary>
        public Named(string name) => Name = name;

        /// <inheritdoc/>
        public override string Name { get; }
    }

    /// <summary>Nothing written, or null: the default class of the cluster.</summary>
    public sealed record Default : ClassRequest
    {
        /// <summary>The one instance.</summary>
        public static Default Instance { get; } = new();
    }

    /// <summary>The empty string: an existing PersistentVolume without a class.</summary>
    public sealed record Static : ClassRequest
    {
        /// <summary>The one instance.</summary>
        public static Static Instance { get; } = new();
    }
}
