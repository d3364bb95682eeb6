using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Takes what was read apart into what is applied: by Flux or Argo, by a person who applies an overlay, or as files by themselves.</summary>
internal sealed class DeployedClusters(IReadOnlyList<ManifestReading> readings, Repository repository, RootReader reader)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<ManifestReading> _aside = [];
    private readonly string _top = Unapplied.Top(readings);
    private readonly Manifest[] _written = [.. readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest)];

    /// <summary>One for each cluster.</summary>
    public IReadOnlyList<ClusterReadings> Of()
    {
        Manifest[] controllers = [.. _written.Where(IsController), .. Deployed.Controllers(readings)];
        var maps = Variables.Maps(_written);
        Applier[] appliers =
        [
            .. controllers.Select(c => new Applier(File(c), c.Source.Folder, c, [.. repository.Roots(c, maps, [])])),
            .. Overlays(controllers.Select(File).ToHashSet(StringComparer.Ordinal)),
        ];
        var entries = InUse(Appliers.Entries(appliers));
        var names = new ClusterNames(entries);
        var named = entries.GroupBy(names.Of, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        var worlds = named.Select(g => new RenderedWorld(named.Length > 1 ? g.Key : string.Empty, Follow([.. g]))).ToList();
        var (rest, files) = Rest();
        var overlays = rest;
        if (Decide(worlds, controllers))
        {
            // A file of the same release as one that is applied is mostly a patch of it.
            var applied = worlds.SelectMany(w => w.Releases).ToHashSet();
            overlays = [.. rest.Select(Unapplied.Marked)];

            // What a controller of its own file applies, a person applied to begin with: a chart of the repository is no root of others.
            var begun = entries.Select(e => e.File).ToHashSet(StringComparer.Ordinal);
            files = [.. files.Where(f => !RenderedRoot.IsOneOf(f, applied)).Select(f => begun.Contains(FileOf(f)) ? f : Unapplied.Marked(f))];
        }
        else
        {
            overlays = [.. rest.Select(o => o with { Readings = Unapplied.ByHand(o.Readings, _top) })];
            files = Unapplied.ByHand(files, _top);
        }

        return [.. OverlayWorlds.With(worlds, overlays).Select((w, i) => Deploy(w, files, i == 0 ? _aside : []))];
    }

    /// <summary>What applies something from a folder that was put away applies nothing, where others do.</summary>
    private IReadOnlyList<Applier> InUse(IReadOnlyList<Applier> entries)
    {
        Applier[] used = [.. entries.Where(e => !PutAwayFolder.Holds(e.Folder[_top.Length..]))];
        return used.Length > 0 ? used : entries;
    }

    /// <summary>
    /// Whether known controllers decide what is applied: they apply something here, and none of them asks what files alone do not tell.
    /// </summary>
    private bool Decide(List<RenderedWorld> worlds, Manifest[] controllers) =>
        worlds.Exists(w => w.Roots.Any(r => r.Root.Controller is not null))
            && !controllers.OfType<ArgoApplicationSet>().Any(set => repository.Applications(set).Any(r => r is ManifestReading.NotJudged));

    private ClusterReadings Deploy(RenderedWorld world, IReadOnlyList<ManifestReading> files, List<ManifestReading> aside)
    {
        ManifestReading[] all = [.. world.Readings, .. files];
        return new ClusterReadings(world.Cluster, [.. Unapplied.Inherited(Deployed.Of([.. all.SelectMany(Made), .. aside]), all)]);
    }

    /// <summary>What an ApplicationSet makes of the repository; anything else as it is.</summary>
    private IEnumerable<ManifestReading> Made(ManifestReading reading) =>
        reading is ManifestReading.Understood { Manifest: ArgoApplicationSet set } ? repository.Applications(set) : [reading];

    private static bool IsController(Manifest manifest) => manifest is Kustomization { Path.Length: > 0 } or ArgoApplication or ArgoApplicationSet;

    /// <summary>Overlays that bring controllers, as a person applies them to begin with.</summary>
    private IEnumerable<Applier> Overlays(HashSet<string> controllers) =>
        _written
            .OfType<Kustomize>()
            .Select(k => (File: File(k), Root: repository.Overlay(k.Source.Folder)))
            .Where(o => o.Root.Reach.Files.Any(controllers.Contains))
            .Select(o => new Applier(o.File, o.Root.Folder, null, [o.Root]));

    private static string File(Manifest manifest) => manifest.Source is ManifestSource.Text { Map: var map } ? map.File : string.Empty;

    /// <summary>Everything that comes of some entries: what they apply, what those apply, and so on.</summary>
    private List<RenderedRoot> Follow(IReadOnlyList<Applier> entries)
    {
        var all = new List<RenderedRoot>();
        var seen = new HashSet<ObjectReference>(entries.Select(e => e.Controller?.Reference).OfType<ObjectReference>());
        Root[] wave =
        [
            .. entries.Where(e => e.Controller is null).SelectMany(e => e.Roots),
            .. entries.Select(e => e.Controller).OfType<Manifest>().SelectMany(c => repository.Roots(c, Variables.Maps(_written), _aside)),
        ];
        while (wave.Length > 0)
        {
            var read = Read(wave);
            all.AddRange(read);
            var maps = Variables.Maps(all.SelectMany(r => r.Readings).OfType<ManifestReading.Understood>().Select(r => r.Manifest).Concat(_written));
            wave =
            [
                .. read
                    .SelectMany(r => r.Readings
                        .OfType<ManifestReading.Understood>()
                        .Select(u => u.Manifest)
                        .Where(IsController)
                        .Concat(Deployed.Controllers(r.Readings)))
                    .Where(c => seen.Add(c.Reference))
                    .ToArray()
                    .SelectMany(c => repository.Roots(c, maps, _aside)),
            ];
        }

        return all;
    }

    private RenderedRoot[] Read(Root[] roots)
    {
        var read = new RenderedRoot[roots.Length];
        Parallel.For(0, roots.Length, i => read[i] = new RenderedRoot(roots[i], reader.Read(roots[i])));
        foreach (var root in roots)
        {
            _taken.UnionWith(root.Reach.Files);
        }

        return read;
    }

    /// <summary>What no known controller applies: overlays that no other takes in, and files in none.</summary>
    private (IReadOnlyList<RenderedRoot> Overlays, IReadOnlyList<ManifestReading> Files) Rest()
    {
        var folders = _written
            .OfType<Kustomize>()
            .Where(k => !_taken.Contains(File(k)))
            .Select(k => k.Source.Folder)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var roots = folders.Select(repository.Overlay).ToArray();
        var lower = roots.SelectMany(r => r.Reach.Below).Concat(Components).ToHashSet(StringComparer.Ordinal);
        var tops = Read([.. roots.Where(r => !lower.Contains(r.Folder))]);
        foreach (var root in roots)
        {
            _taken.UnionWith(root.Reach.Files);
        }

        return (
            tops,
            [
                .. readings.Where(r => r is ManifestReading.NoObject { Document: not null }
                    || (r is not ManifestReading.ChartValues && !_taken.Contains(FileOf(r)))),
                .. readings.OfType<ManifestReading.ChartValues>().Select(v => _taken.Contains(v.Document.Source.File) ? v with { IsTaken = true } : v),
            ]);
    }

    /// <summary>The folders of components, which nobody applies by themselves.</summary>
    private IEnumerable<string> Components => _written.OfType<Kustomize>().Where(k => k.Reference.Kind is "Component").Select(k => k.Source.Folder);

    private static string FileOf(ManifestReading reading) => reading switch
    {
        ManifestReading.Understood understood => File(understood.Manifest),
        ManifestReading.NotJudged aside => aside.File,
        ManifestReading.Unreadable unreadable => unreadable.File,
        ManifestReading.Broken broken => broken.File,
        ManifestReading.NoObject none => none.File,
        _ => string.Empty,
    };
}
