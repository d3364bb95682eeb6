using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>
/// Overlays that no known controller applies. Two that make the same workload or claim cannot be meant for one cluster: each is a world of its own, named by
/// the folder in which it differs from the other, or belongs to the cluster of that name. What collides with none goes into every world, and what a
/// controller applies is in none of them again.
/// </summary>
internal static class OverlayWorlds
{
    public static IReadOnlyList<RenderedWorld> With(IReadOnlyList<RenderedWorld> worlds, IReadOnlyList<RenderedRoot> all)
    {
        var applied = worlds.SelectMany(w => w.Roots).SelectMany(root => root.Objects).ToHashSet();
        RenderedRoot[] overlays = [.. all.Select(overlay => overlay.Without(applied))];
        var makers = worlds
            .SelectMany(w => w.Roots)
            .Concat(overlays)
            .SelectMany(root => root.Objects.Distinct().Select(o => (o, root)))
            .ToLookup(pair => pair.o, pair => pair.root);
        var named = overlays.Select(o => (Overlay: o, Name: Name(o, makers))).ToArray();
        var releases = worlds.SelectMany(w => w.Releases).ToHashSet();
        RenderedRoot[] common = [.. named.Where(n => n.Name.Length == 0).Select(n => n.Overlay.Without(releases))];
        var own = named.Where(n => n.Name.Length > 0).ToLookup(n => n.Name, n => n.Overlay, StringComparer.Ordinal);
        RenderedWorld[] together =
        [
            .. worlds.Select(w => w with { Roots = [.. w.Roots, .. own[w.Cluster]] }),
            .. own
                .Where(g => !worlds.Any(w => string.Equals(w.Cluster, g.Key, StringComparison.Ordinal)))
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new RenderedWorld(g.Key, [.. g])),
        ];
        return together.Length == 0 ? [new RenderedWorld(string.Empty, common)] : [.. together.Select(w => w with { Roots = [.. w.Roots, .. common] })];
    }

    /// <summary>The name of the world an overlay needs; empty where it collides with nobody.</summary>
    private static string Name(RenderedRoot overlay, ILookup<ObjectReference, RenderedRoot> makers) =>
        overlay.Objects
            .SelectMany(o => makers[o])
            .Where(twin => !ReferenceEquals(twin, overlay))
            .Select(twin => ClusterNames.Difference(overlay.Root.Folder, twin.Root.Folder))
            .FirstOrDefault(name => name.Length > 0) ?? string.Empty;
}
