using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>What of a repository generators may ask for, by paths from its root.</summary>
/// <param name="Folders">The folders.</param>
/// <param name="Documents">The documents that are no objects of Kubernetes.</param>
public sealed record RepositoryListing(IReadOnlyList<string> Folders, ILookup<string, YamlDocument.Readable> Documents)
{
    /// <summary>What readings tell of it. Which folder is the repository's root nobody says, so each way to name a folder counts.</summary>
    internal static RepositoryListing Of(IReadOnlyCollection<ManifestReading> readings, IEnumerable<Manifest> manifests)
    {
        var documents = Within(readings).ToArray();
        return new RepositoryListing(
            [
                .. manifests.Select(m => m.Source.Folder).Concat(documents.Select(d => Folder(d.Source.File)))
                    .Distinct(StringComparer.Ordinal)
                    .SelectMany(Above)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            documents.ToLookup(d => d.Source.File, StringComparer.Ordinal));
    }

    /// <summary>The documents among readings that are no objects.</summary>
    public static IEnumerable<YamlDocument.Readable> Within(IEnumerable<ManifestReading> readings) =>
        readings
            .Select(r => r is ManifestReading.ChartValues values ? values.Document : (r as ManifestReading.NoObject)?.Document)
            .OfType<YamlDocument.Readable>();

    private static string Folder(string file) => file.LastIndexOf('/') is >= 0 and var slash ? file[..slash] : string.Empty;

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
