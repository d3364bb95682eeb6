using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>The repository that was named: where paths begin that controllers give.</summary>
internal sealed class Repository
{
    private readonly IReadOnlyList<string> _tops;
    private readonly Lazy<RepositoryListing> _listing;
    private readonly Lazy<HomeSource> _home;
    private readonly RepositoryFiles _files;
    private readonly Dictionary<string, Root> _overlays = new(StringComparer.Ordinal);

    /// <summary>Takes a repository for what was read in it.</summary>
    /// <param name="folders">What was named, as it was spelled.</param>
    /// <param name="readings">What was read in it.</param>
    public Repository(IReadOnlyList<string> folders, IReadOnlyCollection<ManifestReading> readings)
    {
        Manifest[] written = [.. readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest)];
        _tops = folders;
        Top = TopOf(folders);
        _files = new RepositoryFiles(Top);
        _listing = new(() => new RepositoryListing(FoldersOf(folders), Documents(folders, readings)));
        _home = new(() => new HomeSource(written, Asked(written)));
    }

    /// <summary>The folder that nothing may be read outside of, links followed.</summary>
    public string Top { get; }

    /// <summary>The folder an overlay is in, as a root.</summary>
    public Root Overlay(string folder) => _overlays.TryGetValue(folder, out var known)
        ? known
        : _overlays[folder] = new Root { Folder = folder, Reach = KustomizationReach.Of(folder, [], _files) };

    /// <summary>What a controller applies. A folder that was not found is put aside, with where it was asked for.</summary>
    public IEnumerable<Root> Roots(Manifest controller, ILookup<string, ConfigMap> maps, List<ManifestReading> aside)
    {
        switch (controller)
        {
            case Kustomization flux:
                return Find(flux, flux.Path, HomeSource.Key(flux.From.Kind, flux.From.Name)) is { } folder
                    ? [OfFlux(flux, folder, maps)]
                    : Missing(flux, flux.Path, HomeSource.Key(flux.From.Kind, flux.From.Name), aside);
            case ArgoApplication argo:
                return argo.Sources
                    .Where(s => s.Path.Length > 0)
                    .SelectMany(s => Find(argo, s.Path, s.Repository) is { } found ? OfArgo(argo, s, found) : Missing(argo, s.Path, s.Repository, aside));
            case ArgoApplicationSet set:
                return Applications(set).OfType<ManifestReading.Understood>().SelectMany(r => Roots(r.Manifest, maps, aside));
            default:
                return [];
        }
    }

    /// <summary>The Applications that an ApplicationSet makes of the repository.</summary>
    public IEnumerable<ManifestReading> Applications(ArgoApplicationSet set) => Deployed.Applications(set, _listing.Value);

    private static string TopOf(IReadOnlyList<string> folders)
    {
        var real = folders.Select(RealPath.Of).FirstOrDefault() ?? RealPath.Of(".");
        for (var at = real; at is { Length: > 0 }; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(Path.Combine(at, ".git")) || File.Exists(Path.Combine(at, ".git")))
            {
                return at;
            }
        }

        return real;
    }

    /// <summary>The folder a controller applies; null where it is not known, or one of another repository.</summary>
    private string? Find(Manifest controller, string path, string source) =>
        Folder(path, controller.Source.Folder) is { } found && !_home.Value.IsElsewhere(source, path, isThere: true) ? found : null;

    /// <summary>Every folder that the known controllers ask for, and of which source.</summary>
    private IEnumerable<(string Source, string Path, bool IsThere)> Asked(IEnumerable<Manifest> controllers) => controllers.SelectMany(c => c switch
    {
        Kustomization { Path.Length: > 0 } flux =>
            [(HomeSource.Key(flux.From.Kind, flux.From.Name), flux.Path, Folder(flux.Path, flux.Source.Folder) is not null)],
        ArgoApplication argo => argo.Sources.Where(s => s.Path.Length > 0).Select(s => (s.Repository, s.Path, Folder(s.Path, argo.Source.Folder) is not null)),
        ArgoApplicationSet set => Asked(Applications(set).OfType<ManifestReading.Understood>().Select(r => r.Manifest)),
        _ => Enumerable.Empty<(string, string, bool)>(),
    });

    /// <summary>The folder of a path: from what was named, or from a folder between that and whoever gives the path.</summary>
    private string? Folder(string path, string from)
    {
        if (path is "." && _tops.Count > 0)
        {
            return _tops[0];
        }

        foreach (var top in _tops)
        {
            var parts = from.Split('/');
            for (var length = 0; length <= parts.Length; length++)
            {
                var start = length == 0 ? top : string.Join('/', parts, 0, length);
                var folder = FilePath.Join(start, path);
                if ((length == 0 || IsWithin(start, top)) && Directory.Exists(folder) && IsWithin(folder, top))
                {
                    return folder;
                }
            }
        }

        return null;
    }

    private static bool IsWithin(string folder, string top) =>
        top is "." or "" || string.Equals(folder, top, StringComparison.Ordinal) || folder.StartsWith(top.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>The folders of the repository from each folder that was named, but for hidden ones.</summary>
    private static string[] FoldersOf(IReadOnlyList<string> tops) =>
        [.. tops
            .Select(f => f.Length == 0 ? "." : f)
            .SelectMany(top => Below(top).Select(d => Path.GetRelativePath(top, d).Replace('\\', '/')))
            .Order(StringComparer.Ordinal)];

    private static ILookup<string, YamlDocument.Readable> Documents(IReadOnlyList<string> tops, IEnumerable<ManifestReading> readings) =>
        RepositoryListing.Within(readings).ToLookup(
            d => tops.Where(top => top.Length > 0 && IsWithin(d.Source.File, top)).Select(top => Path.GetRelativePath(top, d.Source.File)).FirstOrDefault()
                ?? d.Source.File,
            StringComparer.Ordinal);

    private static IEnumerable<string> Below(string folder) =>
        new DirectoryInfo(folder).EnumerateDirectories()
            .Where(d => d.Name is not ['.', ..] && d.LinkTarget is null)
            .Select(d => Path.Combine(folder, d.Name))
            .SelectMany(path => Below(path).Prepend(path));

    private Root OfFlux(Kustomization flux, string folder, ILookup<string, ConfigMap> maps) => new()
    {
        Folder = folder,
        Components = flux.Components,
        TargetNamespace = flux.TargetNamespace,
        Edits = flux.Edits,
        Labels = flux.CommonLabels,
        Annotations = flux.CommonAnnotations,
        Variables = Variables.Of(flux, maps),
        Controller = flux,
        Reach = KustomizationReach.Of(folder, flux.Components, _files),
    };

    /// <summary>A folder as Argo applies it: by Helm where it is a chart, by kustomize where it has a kustomization, and otherwise file by file.</summary>
    private IEnumerable<Root> OfArgo(ArgoApplication argo, ArgoSource source, string folder)
    {
        if (File.Exists(FilePath.Join(folder, "Chart.yaml")))
        {
            return [];
        }

        var isPlain = KustomizationFile.In(folder) is null;
        return
        [
            new Root
            {
                Folder = folder,
                UsualNamespace = argo.TargetNamespace,
                IsPlain = isPlain,
                Edits = source.KustomizeEdits,
                Labels = isPlain ? Root.None : Root.Pairs(source.KustomizeEdits, "commonLabels"),
                Annotations = isPlain ? Root.None : Root.Pairs(source.KustomizeEdits, "commonAnnotations"),
                Controller = argo,
                Reach = isPlain ? KustomizationReach.OfFiles(folder, source.IsRecursive, _files) : KustomizationReach.Of(folder, [], _files),
            },
        ];
    }

    private static IEnumerable<Root> Missing(Manifest controller, string path, string source, List<ManifestReading> aside)
    {
        if (controller.Source is ManifestSource.Text { Map: var map })
        {
            var folder = path is "." ? "everything" : path;
            var shown = WebAddress.WithoutUser(source);
            var of = shown.Length > 0 ? $" of {shown}" : string.Empty;
            lock (aside)
            {
                aside.Add(new ManifestReading.NotJudged(
                    map.File,
                    new Position(map.ObjectLine, 1),
                    $"{controller.Reference} applies {folder}{of}, which is outside the audited folder")
                {
                    Group = "folders outside the audited one",
                    Name = path is "." ? $"{folder}{of}" : path,
                    Command = shown.Contains("://", StringComparison.Ordinal)
                        ? $"kustomize build {shown}//{(path is "." ? string.Empty : path)} | homelab-storage audit -"
                        : $"kustomize build {path} | homelab-storage audit -",
                });
            }
        }

        return [];
    }
}
