using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>What releases refer to: the objects that name charts, the ConfigMaps that hold values, the files that do.</summary>
internal sealed class ChartsInSight
{
    private readonly ILookup<string, ChartSource> _sources;
    private readonly ILookup<string, ConfigMap> _configMaps;
    private readonly ILookup<string, YamlDocument.Readable> _files;
    private readonly ManifestReading.ChartValues[] _values;
    private readonly Dictionary<string, LocalChart> _local = new(StringComparer.Ordinal);
    private readonly HashSet<object> _named = new(ReferenceEqualityComparer.Instance);

    public ChartsInSight(IEnumerable<Manifest> manifests, IReadOnlyCollection<ManifestReading> readings)
    {
        var all = manifests.Where(m => m is ChartSource or ConfigMap or LocalChart).ToArray();
        foreach (var chart in all.OfType<LocalChart>())
        {
            _local[chart.Source.Folder] = chart;
        }

        Texts = new ChartTexts(readings, _local.Keys.ToHashSet(StringComparer.Ordinal));
        _sources = all.OfType<ChartSource>().ToLookup(s => s.Name, StringComparer.Ordinal);
        _configMaps = all.OfType<ConfigMap>().ToLookup(c => c.Name, StringComparer.Ordinal);
        _files = RepositoryListing.Within(readings).ToLookup(f => f.Source.File[(f.Source.File.LastIndexOf('/') + 1)..], StringComparer.Ordinal);
        _values = [.. readings.OfType<ManifestReading.ChartValues>()];
        _named.UnionWith(_values.Where(f => f.IsTaken).Select(f => f.Document));
    }

    /// <summary>The templates of the charts in folders.</summary>
    public ChartTexts Texts { get; }

    /// <summary>The chart of a release, by its own word or that of the object it refers to; unnamed where neither is known.</summary>
    public ChartName Chart(ChartRelease release)
    {
        if (release.Chart.SaidBy is not { } by)
        {
            return release.Chart;
        }

        var wanted = by.Namespace.Length > 0 ? by.Namespace : release.Namespace;
        return _sources[by.Name]
            .Where(s => string.Equals(s.Reference.Kind, by.Kind, StringComparison.Ordinal))
            .OrderBy(s => Rank(s, wanted, release.Source.Folder))
            .FirstOrDefault()?.Chart
            ?? release.Chart;
    }

    /// <summary>The entry of a ConfigMap; null where it is not known.</summary>
    public string? Entry(ChartValues.OfObject from, string ns) =>
        _configMaps[from.Name].Where(c => c.Namespace.Length == 0 || ns.Length == 0 || string.Equals(c.Namespace, ns, StringComparison.Ordinal))
            .Select(c => c.Entries.GetValueOrDefault(from.Key)).FirstOrDefault(entry => entry is not null);

    /// <summary>A file of values; of several of its name the one whose path ends as asked, and lies nearest.</summary>
    public YamlDocument.Readable? Values(ChartValues.File asked, string folder)
    {
        var path = Inventories.KustomizeTree.Join(asked.Folder, asked.Path.TrimStart('/'));
        var found = _files[path[(path.LastIndexOf('/') + 1)..]]
            .Where(f => string.Equals(f.Source.File, path, StringComparison.Ordinal) || f.Source.File.EndsWith($"/{path}", StringComparison.Ordinal))
            .OrderByDescending(f => Common(f.Source.File, folder))
            .FirstOrDefault();
        if (found is not null)
        {
            _named.Add(found);
        }

        return found;
    }

    /// <summary>The files of values that no release has named so far.</summary>
    public IEnumerable<YamlDocument.Readable> Unnamed => _values.Select(v => v.Document).Where(f => !_named.Contains(f));

    /// <summary>Whether a file of values lies beside a chart, which may have several.</summary>
    public bool IsChart(YamlDocument.Readable values) =>
        values.Source.File.LastIndexOf('/') is var slash && _local.ContainsKey(slash < 0 ? string.Empty : values.Source.File[..slash]);

    /// <summary>The chart in a folder of the repository, which begins in a folder nobody names; null where none is known.</summary>
    public LocalChart? Local(string path, string from)
    {
        var found = _local.TryGetValue(path, out var exact) ? exact : _local.Values
            .Where(c => path.Length > 0 && c.Source.Folder.EndsWith($"/{path}", StringComparison.Ordinal))
            .Where(c => path.Contains('/', StringComparison.Ordinal) || IsAbove(c.Source.Folder[..^(path.Length + 1)], from))
            .OrderByDescending(c => Common(c.Source.Folder, from))
            .FirstOrDefault();
        if (found is not null)
        {
            _named.Add(found);
        }

        return found;
    }

    /// <summary>The charts in folders that no release has named so far, and that are no part of others.</summary>
    public IEnumerable<LocalChart> UnnamedCharts => _local.Values.Where(c => !c.IsLibrary && !_named.Contains(c) && !IsWithin(c.Source.Folder));

    /// <summary>Charts bring others along in a folder of theirs.</summary>
    private bool IsWithin(string folder)
    {
        var at = folder.LastIndexOf("/charts/", StringComparison.Ordinal);
        return at > 0 && _local.ContainsKey(folder[..at]);
    }

    /// <summary>Many folders have a name that is one word: only the repository's own root has one of whoever names it below.</summary>
    private static bool IsAbove(string root, string folder) =>
        string.Equals(folder, root, StringComparison.Ordinal) || folder.StartsWith($"{root}/", StringComparison.Ordinal);

    private static int Rank(ChartSource source, string ns, string folder) =>
        (string.Equals(source.Namespace, ns, StringComparison.Ordinal) ? 0 : source.Namespace.Length == 0 ? 1 : 2)
            + (string.Equals(source.Source.Folder, folder, StringComparison.Ordinal) ? 0 : 4);

    private static int Common(string file, string folder) => file.AsSpan().CommonPrefixLength(folder);
}
