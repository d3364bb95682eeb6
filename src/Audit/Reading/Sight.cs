using System.Globalization;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Reading;

/// <summary>Whether anything was judged: input of which nothing was is not to be taken for a clean one.</summary>
internal static class Sight
{
    /// <summary>Whether there is nothing but YAML of other tools.</summary>
    public static bool IsEmpty(IEnumerable<ManifestReading> readings) =>
        readings.All(r => r is ManifestReading.NoObject
            or ManifestReading.ChartValues
            or ManifestReading.ChartTemplate
            or ManifestReading.NotJudged { IsObject: false });

    /// <summary>Why nothing was judged; empty where something was, or where the objects that are there hold no storage.</summary>
    public static string Obstacle(IReadOnlyCollection<ManifestReading> readings)
    {
        var aside = readings.Count(r => r is ManifestReading.NotJudged { IsObject: true });
        return aside > 0 && !readings.Any(r => r is ManifestReading.Understood { Manifest: Workload or Claim or StorageClass })
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"nothing was judged, and {aside} {(aside == 1 ? "document" : "documents")} could not be: the lines 'not judged' say why")
            : string.Empty;
    }
}
