using HomelabStorage.Audit.Rendering;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.FirstContact;

/// <summary>What there is in a household, found in its manifests and its catalog alone: no policy has a say in it.</summary>
/// <param name="Classes">Its classes, those that most ask for first.</param>
/// <param name="Strange">Classes of which nothing is known, with why.</param>
/// <param name="Nas">Its servers, those that most use first.</param>
/// <param name="Mounts">Folders of nodes below which hostPaths lie that may be mounts of a server.</param>
internal sealed record Survey(
    IReadOnlyList<FoundClass> Classes,
    IReadOnlyList<(string Name, string Why)> Strange,
    IReadOnlyList<FoundNas> Nas,
    IReadOnlyList<string> Mounts)
{
    /// <summary>Where systems keep what is mounted.</summary>
    private static readonly string[] MountFolders = ["/mnt/", "/media/", "/srv/", "/net/", "/nfs/"];

    /// <summary>Looks at what is deployed.</summary>
    public static Survey Of(IReadOnlyList<ClusterReadings> clusters, StoragePolicy blank, DateTimeOffset now)
    {
        World[] worlds = [.. clusters.Select(c => World.Of(c.Readings, blank, now))];
        Manifest[] manifests = [.. worlds.SelectMany(w => w.Manifests)];
        SubjectFacts[] facts =
        [
            .. worlds.SelectMany(w => w.Verdicts(World.WithAllHands, CancellationToken.None).Verdicts).Select(v => v.Facts).OfType<SubjectFacts>(),
        ];
        var asked = Asked(facts).ToLookup(a => a.Class, a => a.Claim, StringComparer.Ordinal);
        var classes = new List<FoundClass>();
        var strange = new List<(string, string)>();
        foreach (var one in facts.OfType<StorageClassFacts>().DistinctBy(f => f.Class.Name, StringComparer.Ordinal).Where(f => IsWrittenOut(f.Class.Name)))
        {
            if (one is { Entry: { } entry, Backend: Backend.Known known } && known.Traits.Protocol != Protocol.Unknown)
            {
                classes.Add(new FoundClass(one.Class.Name, entry, known.Traits, Count(one.Class.Name), one.Class.Provisioner));
            }
            else
            {
                strange.Add((one.Class.Name, one.Backend is Backend.Unseen unseen
                    ? unseen.Reason
                    : $"the protocol of {one.Class.Provisioner} is not told by the class"));
            }
        }

        var seen = facts.OfType<StorageClassFacts>().Select(f => f.Class.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in asked.Where(a => !seen.Contains(a.Key) && IsWrittenOut(a.Key)).Select(a => a.Key))
        {
            if (blank.Catalog.GuessBackend(name) is { } entry && entry.Traits.Protocol != Protocol.Unknown)
            {
                classes.Add(new FoundClass(name, entry, entry.Traits, Count(name), string.Empty));
            }
            else
            {
                strange.Add((name, "it was not found, and its name tells nothing"));
            }
        }

        return new Survey(
            [.. classes.OrderByDescending(c => c.Claims).ThenBy(c => c.Name, StringComparer.Ordinal)],
            [.. strange.OrderBy(s => s.Item1, StringComparer.Ordinal)],
            [.. Servers(manifests, blank.Catalog)
                .GroupBy(s => s.Address, StringComparer.OrdinalIgnoreCase)
                .Select(g => new FoundNas(g.Key, g.First().Protocol, g.Count()))
                .OrderByDescending(n => n.Uses)
                .ThenBy(n => n.Address, StringComparer.Ordinal)],
            [.. manifests
                .SelectMany(Plugins)
                .Select(p => MountOf(p.NodePath))
                .Where(p => p.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)]);

        int Count(string name) => asked[name].Distinct(StringComparer.Ordinal).Count();
    }

    private static IEnumerable<(string Class, string Claim)> Asked(IEnumerable<SubjectFacts> facts) => facts
        .SelectMany(f => f.Mounts.Select(m => m.Claim).Append((f as ClaimFacts)?.Link))
        .OfType<ClaimLink>()
        .Where(link => link.Class.Name.Length > 0)
        .Select(link => (link.Class.Name, $"{link.Namespace}/{link.Name}"));

    private static IEnumerable<(string Address, Protocol Protocol)> Servers(IEnumerable<Manifest> manifests, CatalogIndex catalog) => manifests
        .SelectMany(manifest => manifest is StorageClass { Server.Length: > 0 } storageClass
            ? [(storageClass.Server, catalog.FindBackend(storageClass.Provisioner))]
            : Plugins(manifest).Where(p => p.Server.Length > 0).Select(p => (p.Server, catalog.FindBackend(p.Name))))
        .Where(s => s.Item2?.Traits.Where == Whereabouts.Nas)
        .Select(s => (s.Item1.TrimStart('/').Split('/')[0], s.Item2!.Traits.Protocol));

    private static IEnumerable<VolumeSource.Plugin> Plugins(Manifest manifest) => manifest switch
    {
        Volume volume => [volume.Backing],
        Workload workload => workload.Pod.Volumes.Select(v => v.Source).OfType<VolumeSource.Plugin>(),
        _ => [],
    };

    /// <summary>The folder of a path that somebody would mount a share at; empty where it is none.</summary>
    private static string MountOf(string path)
    {
        if (!IsWrittenOut(path) || MountFolders.FirstOrDefault(f => path.StartsWith(f, StringComparison.Ordinal)) is not { } folder)
        {
            return string.Empty;
        }

        var end = path.IndexOf('/', folder.Length);
        return end < 0 ? path : path[..end];
    }

    /// <summary>Whether a name is one, and not what is put in on its way to the cluster.</summary>
    private static bool IsWrittenOut(string name) =>
        name.Length > 0 && !name.Contains('$', StringComparison.Ordinal) && !name.Contains("{{", StringComparison.Ordinal);
}
