using System.Globalization;
using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Reading;

/// <summary>Whether anything was judged: input of which nothing was is not to be taken for a clean one.</summary>
internal static class Sight
{
    /// <summary>Whether there is nothing but YAML of other tools.</summary>
    public static bool IsEmpty(IEnumerable<ManifestReading> readings) =>
        readings.All(r => (r is ManifestReading.ChartValues values && !LooseValues.IsOne(values.Document))
            || r is ManifestReading.NoObject
            or ManifestReading.ChartTemplate
            or ManifestReading.NotJudged { IsObject: false });

    /// <summary>Why nothing that is there was judged; empty where something was, or where the objects that are there hold no storage.</summary>
    public static string Obstacle(IReadOnlyCollection<ManifestReading> readings)
    {
        var judged = readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).Where(m => m is Workload or Claim or StorageClass).ToArray();
        if (judged.Length > 0 && Array.TrueForAll(judged, LooseValues.Made))
        {
            return "only files of values were judged, as releases of the app-template: nothing here installs them";
        }

        var aside = readings.Count(r => r is ManifestReading.NotJudged { IsObject: true });
        return aside > 0 && judged.Length == 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"nothing was judged, and {aside} {(aside == 1 ? "document" : "documents")} could not be: the lines 'not judged' say why")
            : string.Empty;
    }
}
