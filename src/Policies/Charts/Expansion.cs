using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>Makes of releases, Applications, ResourceSets and charts what they become, and of what those make that applies others in turn.</summary>
internal sealed class Expansion
{
    private readonly List<ManifestReading> _result = [];
    private readonly List<Manifest> _controllers = [];
    private readonly HashSet<(string File, string Kind, string Name)> _known = [];
    private readonly ChartsInSight _sight;
    private readonly Lazy<RepositoryListing> _listing;
    private readonly HashSet<string> _classes;

    public Expansion(IReadOnlyCollection<ManifestReading> readings, IReadOnlyList<Manifest> manifests)
    {
        _sight = new ChartsInSight(manifests, readings);
        _classes = manifests.OfType<StorageClass>().Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        _listing = new Lazy<RepositoryListing>(() => RepositoryListing.Of(readings, manifests));
        var texts = _sight.Texts.All;
        var others = readings.Where(r => r is not ManifestReading.Understood and not ManifestReading.ChartValues and not ManifestReading.ChartTemplate)
            .ToLookup(r => texts.Contains(FileOf(r)));
        var written = manifests.ToLookup(m => texts.Contains(File(m)));
        _result.AddRange(others[false]);
        foreach (var kustomize in readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).OfType<Kustomize>())
        {
            Take(kustomize.Charts.SelectMany(release => ReleaseExpansion.Of(release, _sight)).Select(r => r is ManifestReading.Understood { Manifest: var made }
                ? new ManifestReading.Understood(made with { IsUnapplied = kustomize.IsUnapplied })
                : r));
        }

        foreach (var manifest in written[false])
        {
            TakeGuarded(manifest);
        }

        Take(_sight.UnnamedCharts.Select(chart => (chart, ReleaseExpansion.Of(chart, _sight).ToArray())).ToArray(), written[true]);
        _result.AddRange(others[true].Where(r => !_sight.Texts.IsKnown(FileOf(r))));
        var isInstalled = manifests.Any(m => m is ChartRelease or ArgoApplication or ArgoApplicationSet or ResourceSet)
            || readings.OfType<ManifestReading.Understood>().Any(r => r.Manifest is Kustomization or Kustomize { Charts.Count: > 0 });
        foreach (var values in _sight.Unnamed.ToArray())
        {
            // Beside releases, values that none of them names may be those of another cluster, or of what somebody once ran.
            Take(!isInstalled && !_sight.IsChart(values) && LooseValues.IsOne(values)
                ? ReleaseExpansion.Of(LooseValues.Release(values), _sight)
                : [NotJudged(values)]);
        }
    }

    /// <summary>What is deployed.</summary>
    public IReadOnlyCollection<ManifestReading> Readings => _result;

    /// <summary>What releases make that applies folders.</summary>
    public IReadOnlyList<Manifest> Controllers => _controllers;

    private void TakeGuarded(Manifest manifest)
    {
        foreach (var broken in ExpansionDoor.Of(manifest, () =>
        {
            Take(manifest);
            return [];
        }))
        {
            _result.Add(broken);
        }
    }

    private void Take(Manifest manifest)
    {
        switch (manifest)
        {
            case ChartRelease release:
                Take(ReleaseExpansion.Of(release, _sight));
                break;
            case ArgoApplication application:
                Take(ArgoReleases.Of(application, _sight).SelectMany(r => ReleaseExpansion.Of(r, _sight)));
                break;
            case ArgoApplicationSet set:
                foreach (var reading in Deployed.Applications(set, _listing.Value))
                {
                    Take(reading is ManifestReading.Understood { Manifest: ArgoApplication one }
                        ? ArgoReleases.Of(one, _sight).SelectMany(r => ReleaseExpansion.Of(r, _sight))
                        : [reading]);
                }

                break;
            case ResourceSet set:
                foreach (var reading in ResourceSets.Of(set))
                {
                    if (reading is ManifestReading.Understood { Manifest: var one } && Controller(reading) is null)
                    {
                        Take(one);
                    }
                    else
                    {
                        Take([reading]);
                    }
                }

                break;
            case LocalChart:
                break;
            case ConfigMap map when ClassInConfigMap.Of(map) is { } made:
                _result.Add(new ManifestReading.Understood(map));
                if (_classes.Add(made.Manifest.Name))
                {
                    _result.Add(made);
                }

                break;
            default:
                _result.Add(new ManifestReading.Understood(manifest));
                break;
        }
    }

    /// <summary>What was made; what of it applies others does so.</summary>
    private void Take(IEnumerable<ManifestReading> made)
    {
        foreach (var reading in made.ToArray())
        {
            if (Controller(reading) is { } controller)
            {
                // An application may well install the chart that makes it.
                if (_known.Add((File(controller), controller.Reference.Kind, controller.Name)))
                {
                    _controllers.Add(controller);
                    Take(controller);
                }
            }
            else
            {
                _result.Add(reading);
            }
        }
    }

    /// <summary>
    /// Charts in folders by themselves, and what is written among the templates of those that could not be filled. What applies others comes first, since one
    /// of the others may be among these.
    /// </summary>
    private void Take((LocalChart Chart, ManifestReading[] Made)[] alone, IEnumerable<Manifest> templates)
    {
        foreach (var (_, made) in alone)
        {
            Take(made.Where(r => Controller(r) is not null));
        }

        foreach (var manifest in templates.Where(m => !_sight.Texts.IsKnown(File(m))))
        {
            TakeGuarded(manifest);
        }

        var unnamed = _sight.UnnamedCharts.ToHashSet<LocalChart>(ReferenceEqualityComparer.Instance);
        foreach (var (chart, made) in alone)
        {
            if (unnamed.Contains(chart))
            {
                _result.AddRange(made.Where(r => Controller(r) is null));
            }
        }
    }

    private static string File(Manifest manifest) => manifest.Source is ManifestSource.Text { Map: var map } ? map.File : string.Empty;

    private static string FileOf(ManifestReading reading) => reading switch
    {
        ManifestReading.NotJudged aside => aside.File,
        ManifestReading.Unreadable unreadable => unreadable.File,
        ManifestReading.Broken broken => broken.File,
        ManifestReading.NoObject none => none.File,
        _ => string.Empty,
    };

    private static Manifest? Controller(ManifestReading reading) =>
        reading is ManifestReading.Understood { Manifest: ArgoApplication or ArgoApplicationSet or Kustomization { Path.Length: > 0 } } made
            ? made.Manifest
            : null;

    private static ManifestReading.NotJudged NotJudged(YamlDocument.Readable values) =>
        new(values.Source.File, new Position(values.Source.FirstLine, 1), "values of a chart, and no known release says of which", IsObject: false)
        {
            Group = "files of values that no known release names",
            Name = values.Source.File[(values.Source.File.LastIndexOf('/') + 1)..],
            Command = $"helm template NAME CHART --values {values.Source.File} | homelab-storage audit -",
        };
}
