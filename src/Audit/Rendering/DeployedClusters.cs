using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Takes what was read apart into what is applied: by Flux or Argo, by a person who applies an overlay, or as files by themselves.</summary>
internal sealed class DeployedClusters(IReadOnlyList<ManifestReading> readings, Repository repository, RootReader reader)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<ManifestReading> _aside = [];
    private readonly Manifest[] _written = [.. readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest)];

    /// <summary>One for each cluster.</summary>
    public IReadOnlyList<ClusterReadings> Of()
    {
        var controllers = _written.Where(m => m is Kustomization { Path.Length: > 0 } or ArgoApplication or ArgoApplicationSet).ToArray();
        var clusters = Clusters(controllers);
        var worlds = new List<(string Cluster, List<ManifestReading> Readings)>();
        foreach (var (name, entries) in clusters)
        {
            worlds.Add((name, Follow(entries)));
        }

        var rest = Rest();
        if (worlds.Count == 0)
        {
            worlds.Add((string.Empty, []));
        }

        return [
            .. worlds.Select((w, i) => new ClusterReadings(
                w.Cluster,
                [.. Deployed.Of([.. w.Readings, .. rest, .. i == 0 ? _aside : Enumerable.Empty<ManifestReading>()])])),
        ];
    }

    /// <summary>The controllers nobody else brings, by the cluster they are for.</summary>
    private IEnumerable<(string Name, IReadOnlyList<Manifest> Entries)> Clusters(Manifest[] controllers)
    {
        var reach = controllers.Select(c => repository.Roots(c, _written, []).SelectMany(r => r.Reach.Files).ToHashSet(StringComparer.Ordinal)).ToArray();
        var entries = controllers
            .Where((c, i) => !reach.Where((files, j) => j != i && files.Contains(File(c)) && !reach[i].Contains(File(controllers[j]))).Any())
            .ToArray();
        var named = entries.GroupBy(e => ClusterNames.Of(e, entries), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        return named.Length > 1 ? named.Select(g => (g.Key, (IReadOnlyList<Manifest>)[.. g])) : entries.Length > 0 ? [(string.Empty, entries)] : [];
    }

    private static string File(Manifest manifest) => manifest.Source is ManifestSource.Text { Map: var map } ? map.File : string.Empty;

    /// <summary>Everything that comes of some controllers: what they apply, what those apply, and so on.</summary>
    private List<ManifestReading> Follow(IReadOnlyList<Manifest> entries)
    {
        var all = new List<ManifestReading>();
        var seen = new HashSet<(string, string)>();
        var wave = entries;
        while (wave.Count > 0)
        {
            var sight = all.OfType<ManifestReading.Understood>().Select(r => r.Manifest).Concat(_written).ToArray();
            var roots = wave.Where(c => seen.Add((c.Reference.Kind, $"{c.Namespace}/{c.Name}"))).SelectMany(c => repository.Roots(c, sight, _aside)).ToArray();
            var read = new IReadOnlyList<ManifestReading>[roots.Length];
            Parallel.For(0, roots.Length, i => read[i] = reader.Read(roots[i]));
            foreach (var root in roots)
            {
                _taken.UnionWith(root.Reach.Files);
            }

            all.AddRange(read.SelectMany(r => r));
            wave =
            [
                .. read
                    .SelectMany(r => r)
                    .OfType<ManifestReading.Understood>()
                    .Select(r => r.Manifest)
                    .Where(m => m is Kustomization { Path.Length: > 0 } or ArgoApplication or ArgoApplicationSet),
            ];
        }

        return all;
    }

    /// <summary>What nobody in sight applies: overlays that no other takes in, and files in none.</summary>
    private List<ManifestReading> Rest()
    {
        var folders = _written
            .OfType<Kustomize>()
            .Where(k => !_taken.Contains(File(k)))
            .Select(k => k.Source.Folder)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var roots = folders.Select(f => repository.Overlay(f)).ToArray();
        var below = roots.SelectMany(r => r.Reach.Below).ToHashSet(StringComparer.Ordinal);
        var tops = roots.Where(r => !below.Contains(r.Folder) && !IsComponent(r.Folder)).ToArray();
        var read = new IReadOnlyList<ManifestReading>[tops.Length];
        Parallel.For(0, tops.Length, i => read[i] = reader.Read(tops[i]));
        foreach (var root in roots)
        {
            _taken.UnionWith(root.Reach.Files);
        }

        return [.. read.SelectMany(r => r), .. readings.Where(r => !_taken.Contains(FileOf(r)))];
    }

    private bool IsComponent(string folder) =>
        _written.OfType<Kustomize>().Any(k => string.Equals(k.Source.Folder, folder, StringComparison.Ordinal) && k.Reference.Kind is "Component");

    private static string FileOf(ManifestReading reading) => reading switch
    {
        ManifestReading.Understood understood => File(understood.Manifest),
        ManifestReading.NotJudged aside => aside.File,
        ManifestReading.Unreadable unreadable => unreadable.File,
        ManifestReading.Broken broken => broken.File,
        ManifestReading.NoObject none => none.File,
        ManifestReading.ChartValues => string.Empty,
        _ => string.Empty,
    };
}
