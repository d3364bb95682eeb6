using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>What is deployed of what was read: kustomizations are done, ApplicationSets become Applications, releases become what their charts make.</summary>
public static class Deployed
{
    /// <summary>The manifests among them, as they will be.</summary>
    public static IEnumerable<Manifest> Manifests(IReadOnlyCollection<ManifestReading> readings) =>
        Of(readings).OfType<ManifestReading.Understood>().Select(r => r.Manifest);

    /// <summary>The readings. Once they are what is deployed, doing it again changes nothing.</summary>
    public static IReadOnlyCollection<ManifestReading> Of(IReadOnlyCollection<ManifestReading> readings)
    {
        var read = readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).ToArray();
        if (!read.Any(m => m is Kustomize or ChartRelease or ArgoApplication or ArgoApplicationSet) && !readings.Any(r => r is ManifestReading.ChartValues))
        {
            return readings;
        }

        var manifests = Kustomizing.Apply(read).Where(m => m is not Kustomize).ToArray();
        var sight = new ChartsInSight(manifests, readings.OfType<ManifestReading.ChartValues>().Select(v => v.Document));
        var result = new List<ManifestReading>(readings.Where(r => r is not ManifestReading.Understood and not ManifestReading.ChartValues));
        var folders = new Lazy<string[]>(() => Folders(manifests));
        result.AddRange(read.OfType<Kustomize>().SelectMany(k => k.Charts).SelectMany(r => ReleaseExpansion.Of(r, sight)));
        foreach (var manifest in manifests)
        {
            switch (manifest)
            {
                case ChartRelease release:
                    result.AddRange(ReleaseExpansion.Of(release, sight));
                    break;
                case ArgoApplication application:
                    result.AddRange(ArgoReleases.Of(application).SelectMany(r => ReleaseExpansion.Of(r, sight)));
                    break;
                case ArgoApplicationSet set:
                    result.AddRange(Applications(set, folders.Value).SelectMany(r => r is ManifestReading.Understood { Manifest: ArgoApplication one }
                        ? ArgoReleases.Of(one).SelectMany(x => ReleaseExpansion.Of(x, sight))
                        : [r]));
                    break;
                default:
                    result.Add(new ManifestReading.Understood(manifest));
                    break;
            }
        }

        result.AddRange(sight.Unnamed.Select(NotJudged));
        return result;
    }

    private static ManifestReading.NotJudged NotJudged(YamlDocument.Readable values) =>
        new(values.Source.File, new Position(values.Source.FirstLine, 1), "values of a chart, and no release in sight says of which", IsObject: false)
        {
            Group = "files of values that no release in sight names",
            Name = values.Source.File[(values.Source.File.LastIndexOf('/') + 1)..],
            Command = $"helm template NAME CHART --values {values.Source.File} | homelab-storage audit -",
        };

    /// <summary>The Applications an ApplicationSet makes; what cannot be told where something besides files decides.</summary>
    public static IEnumerable<ManifestReading> Applications(ArgoApplicationSet set, IReadOnlyCollection<string> folders)
    {
        if (set.Source is not ManifestSource.Text { Map: var map })
        {
            return [];
        }

        if (!ArgoGenerators.TryRead(set.Generators, folders, out var parameters, out var undecided))
        {
            return [new ManifestReading.NotJudged(
                map.File,
                new Position(map.ObjectLine, 1),
                $"{set.Reference} has a generator ({undecided}) that files alone do not decide")
            {
                Group = "ApplicationSets that files alone do not decide",
                Name = set.Name,
                Command = $"argocd appset generate {map.File} --output yaml | homelab-storage audit -",
            }];
        }

        return parameters.Select(p => ArgoTemplate.Fill(set.Template, p)).Select(root => new ManifestReading.Understood(ArgoReader.Read(
            root,
            new ObjectReference("argoproj.io/v1alpha1", "Application", set.Namespace, root.Field("metadata"u8).Text("name"u8)),
            MetadataReader.Read(root.Field("metadata"u8)),
            new ManifestSource.Text(map.Below("/spec/template")))));
    }

    private static string[] Folders(IEnumerable<Manifest> manifests) =>
        [.. manifests
            .Select(m => m.Source.Folder)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(Above)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    /// <summary>A folder and all it lies in. Which of them is the repository's root nobody says, so each way to name it counts.</summary>
    private static IEnumerable<string> Above(string folder)
    {
        var parts = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var start = 0; start < parts.Length; start++)
        {
            for (var end = start + 1; end <= parts.Length; end++)
            {
                yield return string.Join('/', parts, start, end - start);
            }
        }
    }
}
