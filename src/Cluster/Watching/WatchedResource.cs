using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Cluster.Watching;

/// <summary>A kind of objects that the inventory follows, or that is read once, at its address.</summary>
public sealed class WatchedResource(ManifestKind kind)
{
    /// <summary>Every one that the inventory follows.</summary>
    public static IReadOnlyList<WatchedResource> All { get; } = [.. ManifestKinds.All.Where(k => k.IsWatched).Select(k => new WatchedResource(k))];

    /// <summary>Those, and the nodes, for who simulates the loss of one.</summary>
    public static IReadOnlyList<WatchedResource> WithNodes { get; } = [.. All, new WatchedResource(ManifestKinds.Node)];

    /// <summary>The kind.</summary>
    public ManifestKind Kind => kind;

    /// <summary>The resource of a kind.</summary>
    public static WatchedResource Of(ManifestKind kind) => All.Single(r => r.Kind == kind);

    /// <summary>The address of all objects, of one namespace or of the whole cluster.</summary>
    public string Path(string ns) =>
        $"{(kind.Group.Length == 0 ? "api" : "apis")}/{kind.ApiVersion}/{(ns.Length == 0 ? string.Empty : $"namespaces/{ns}/")}{kind.Plural}";

    /// <inheritdoc/>
    public override string ToString() => kind.ToString();
}
