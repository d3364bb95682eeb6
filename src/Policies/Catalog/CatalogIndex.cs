using System.Collections.Frozen;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>Apps by image and backends by provisioner, ready to be asked. Immutable.</summary>
public sealed class CatalogIndex
{
    private readonly FrozenDictionary<string, App> _byImage;
    private readonly FrozenDictionary<string, App> _byPath;
    private readonly int _longestImage;
    private readonly FrozenDictionary<string, App> _byLeaf;
    private readonly FrozenDictionary<string, App> _byName;
    private readonly FrozenDictionary<string, BackendEntry> _byProvisioner;
    private readonly IReadOnlyList<(Wildcard Pattern, BackendEntry Backend)> _patterns;
    private readonly IReadOnlyList<(Wildcard Pattern, BackendEntry Backend)> _classNames;
    private readonly FrozenDictionary<string, DataKind> _pathHints;
    private readonly FrozenDictionary<string, DataKind> _variableHints;
    private readonly FrozenSet<string> _variants;
    private readonly FrozenSet<string> _mirrors;

    /// <summary>Indexes the entries; of two for the same image or provisioner the later one wins.</summary>
    public CatalogIndex(IReadOnlyList<App> apps, IReadOnlyList<BackendEntry> backends, Hints hints)
    {
        Apps = apps;
        Backends = backends;
        Hints = hints;
        RunnerNames = ["cronjob", .. hints.Runners.Select(r => r.Name)];
        _byName = Last(apps, app => [app.Name]);
        _byImage = Last(apps, app => app.Images);
        _byPath = Last(apps, app => app.Images.Select(Mirrored).OfType<string>());
        _longestImage = _byImage.Keys.Max(image => (int?)image.Length) ?? 0;
        _byLeaf = ByLeaf(apps, hints.NamelessImages.ToFrozenSet(StringComparer.Ordinal));
        _variants = hints.ImageVariants.ToFrozenSet(StringComparer.Ordinal);
        _mirrors = hints.HubMirrors.ToFrozenSet(StringComparer.Ordinal);
        _byProvisioner = Last(backends, backend => backend.Provisioners.Where(p => !p.Contains('*', StringComparison.Ordinal)));
        _patterns = Patterns(backends, backend => backend.Provisioners.Where(p => p.Contains('*', StringComparison.Ordinal)));
        _classNames = Patterns(backends, backend => backend.ClassNames);
        _variableHints = hints.Variables
            .SelectMany(hint => hint.Names.Select(name => (name, hint.Kind)))
            .ToFrozenDictionary(h => h.name, h => h.Kind, StringComparer.Ordinal);
        _pathHints = hints.Paths
            .SelectMany(hint => hint.Names.Select(name => (name, hint.Kind)))
            .ToFrozenDictionary(h => h.name, h => h.Kind, StringComparer.Ordinal);
    }

    /// <summary>Every app, in the order of the files.</summary>
    public IReadOnlyList<App> Apps { get; }

    /// <summary>Every backend, in the order of the files.</summary>
    public IReadOnlyList<BackendEntry> Backends { get; }

    /// <summary>The guesses and marks, as read.</summary>
    public Hints Hints { get; }

    /// <summary>Whom a policy may tell what is to be backed up; the first is HomelabStorage itself.</summary>
    public IReadOnlyList<string> RunnerNames { get; }

    /// <summary>
    /// The app of an image. A mirror may put its own host and folders before the listed name, and before what follows the host in it.
    /// </summary>
    public AppMatch FindApp(ImageReference image)
    {
        var repository = image.Repository;
        // No listed name is longer than the longest, so a name of a million folders costs no more than its last few.
        for (var start = Beginning(repository); start >= 0 && start < repository.Length;)
        {
            var rest = start == 0 ? repository : repository[start..];
            if ((_byImage.TryGetValue(rest, out var app) && (start == 0 || rest.Contains('/', StringComparison.Ordinal) || IsMirrored(repository, start)))
                || (start > 0 && _byPath.TryGetValue(rest, out app)))
            {
                return new AppMatch.Listed(app);
            }

            var slash = repository.IndexOf('/', start);
            start = slash < 0 ? -1 : slash + 1;
        }

        return repository.Length > 0 && (_byLeaf.TryGetValue(image.Leaf, out var named) || _byLeaf.TryGetValue(WithoutVariant(image.Leaf), out named))
            ? new AppMatch.SameName(named)
            : AppMatch.None.Instance;
    }

    /// <summary>
    /// What a mirror calls an image below its own host: the name without that of its registry, or Docker's own in full; null where it is that.
    /// </summary>
    private static string? Mirrored(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? $"library/{image}"
            : image.AsSpan(0, slash).Contains('.') && image.LastIndexOf('/') > slash ? image[(slash + 1)..]
            : null;
    }

    /// <summary>Whether what begins here is in the folder of a mirror of Docker Hub, whose official images have no folder of their own.</summary>
    private bool IsMirrored(string repository, int start)
    {
        var before = repository.LastIndexOf('/', start - 2);
        return before >= 0 && _mirrors.Contains(repository[(before + 1)..(start - 1)]);
    }

    /// <summary>The last part of a name without the variant behind it.</summary>
    private string WithoutVariant(string leaf) =>
        leaf.LastIndexOf('-') is > 0 and var dash && _variants.Contains(leaf[(dash + 1)..]) ? leaf[..dash] : leaf;

    /// <summary>Where the first part of a name begins that may be listed; -1 when none does.</summary>
    private int Beginning(string repository)
    {
        if (repository.Length <= _longestImage)
        {
            return 0;
        }

        var slash = repository.IndexOf('/', repository.Length - _longestImage - 1);
        return slash < 0 ? -1 : slash + 1;
    }

    /// <summary>The app of a name; null when there is none.</summary>
    public App? AppNamed(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The backend of a provisioner or driver; null when it is not known.</summary>
    public BackendEntry? FindBackend(string provisioner) =>
        _byProvisioner.TryGetValue(provisioner, out var backend) ? backend : First(_patterns, provisioner);

    /// <summary>The backend whose installer gives a class this name; null when none does. A hint, never a proof.</summary>
    public BackendEntry? GuessBackend(string className) => First(_classNames, className);

    /// <summary>The backend of a name; null when there is none.</summary>
    public BackendEntry? BackendNamed(string name) => Backends.LastOrDefault(b => string.Equals(b.Name, name, StringComparison.Ordinal));

    /// <summary>What a mount path holds as a rule, told by its last part that says anything.</summary>
    public DataKind GuessData(string path)
    {
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (_pathHints.TryGetValue(part.ToLowerInvariant(), out var kind))
            {
                return kind;
            }
        }

        return DataKind.Unknown;
    }

    /// <summary>What lies at the path that a variable of this name holds; unknown where the name says nothing.</summary>
    public DataKind GuessByVariable(string name) => _variableHints.GetValueOrDefault(name, DataKind.Unknown);

    private static BackendEntry? First(IReadOnlyList<(Wildcard Pattern, BackendEntry Backend)> patterns, string name)
    {
        foreach (var (pattern, backend) in patterns)
        {
            if (pattern.Matches(name))
            {
                return backend;
            }
        }

        return null;
    }

    private static (Wildcard Pattern, BackendEntry Backend)[] Patterns(IReadOnlyList<BackendEntry> backends, Func<BackendEntry, IEnumerable<string>> names) =>
        [.. backends
            .SelectMany(b => names(b).Select(n => (new Wildcard(n), b)))
            .OrderByDescending(p => p.Item1.Pattern.Length)
            .ThenBy(p => p.Item1.Pattern, StringComparer.Ordinal)];

    private static FrozenDictionary<string, T> Last<T>(IReadOnlyList<T> entries, Func<T, IEnumerable<string>> keys)
    {
        var index = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            foreach (var key in keys(entry))
            {
                index[key] = entry;
            }
        }

        return index.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Of several apps with images of one last part that is meant which is called so, and otherwise the last.</summary>
    private static FrozenDictionary<string, App> ByLeaf(IReadOnlyList<App> apps, FrozenSet<string> nameless) => apps
        .SelectMany(app => app.Images.Select(Leaf).Prepend(app.Name), (app, leaf) => (App: app, Leaf: leaf))
        .Where(one => !nameless.Contains(one.Leaf))
        .GroupBy(one => one.Leaf, StringComparer.Ordinal)
        .ToFrozenDictionary(
            group => group.Key,
            group => group.LastOrDefault(one => one.App.Name.EndsWith(one.Leaf, StringComparison.Ordinal), group.Last()).App,
            StringComparer.Ordinal);

    private static string Leaf(string image) => image[(image.LastIndexOf('/') + 1)..];
}
