namespace HomelabStorage.Policies.Manifests;

/// <summary>From which nodes a volume can be used, as its node affinity says.</summary>
public abstract record NodeReach
{
    private NodeReach()
    {
    }

    /// <summary>The nodes by their names; empty where no names say it.</summary>
    public virtual IReadOnlyList<string> Names => [];

    /// <summary>From any: it says nothing.</summary>
    public sealed record Any : NodeReach
    {
        /// <summary>The one instance.</summary>
        public static Any Instance { get; } = new();
    }

    /// <summary>From some, which the scheduler finds by labels that are no names.</summary>
    public sealed record Labelled : NodeReach
    {
        /// <summary>What it asks of the labels of a node, one of which is enough.</summary>
        public required IReadOnlyList<LabelSelector> Asked { get; init; }
    }

    /// <summary>From those that it names.</summary>
    public sealed record Named : NodeReach
    {
        /// <summary>Names them.</summary>
        public Named(IReadOnlyList<string> names) => Names = names;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Names { get; }
    }
}
