using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Something that is gone for good: burnt, stolen, deleted.</summary>
public abstract record Loss
{
    private Loss()
    {
    }

    /// <summary>How messages name it: <c>node n2</c>.</summary>
    public abstract string Spoken { get; }

    /// <summary>A node of the cluster with its disks.</summary>
    public sealed record Node(string Name) : Loss
    {
        /// <inheritdoc/>
        public override string Spoken => $"node {Name}";
    }

    /// <summary>For each app the very node that its data is stored on, whichever that is.</summary>
    public sealed record OwnNode : Loss
    {
        /// <inheritdoc/>
        public override string Spoken => "its node";
    }

    /// <summary>A storage appliance, by the policy's name for it or by its address.</summary>
    public sealed record Nas(string Name) : Loss
    {
        /// <inheritdoc/>
        public override string Spoken => $"NAS {Name}";
    }

    /// <summary>For each app the appliance that its data is stored on, where nothing known names it.</summary>
    public sealed record OwnNas : Loss
    {
        /// <inheritdoc/>
        public override string Spoken => "its NAS";
    }

    /// <summary>The storage behind a StorageClass.</summary>
    public sealed record Class(string Name) : Loss
    {
        /// <inheritdoc/>
        public override string Spoken => $"class {Name}";
    }

    /// <summary>A namespace that is deleted with all that is in it.</summary>
    public sealed record Namespace(string Name) : Loss
    {
        /// <inheritdoc/>
        public override string Spoken => $"namespace {Name}";
    }

    /// <summary>A workload that is deleted with its claims.</summary>
    public sealed record App(ObjectReference Reference) : Loss
    {
        /// <inheritdoc/>
        public override string Spoken => Reference.ToString();
    }

    /// <summary>Every node and every object of the cluster.</summary>
    public sealed record Cluster : Loss
    {
        /// <inheritdoc/>
        public override string Spoken => "the cluster";
    }
}
