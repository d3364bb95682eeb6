using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

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
        if (!read.Any(m => m is Kustomize or ChartRelease or ArgoApplication or ArgoApplicationSet or ResourceSet or LocalChart || ClassInConfigMap.Is(m))
            && !readings.Any(r => r is ManifestReading.ChartValues or ManifestReading.ChartTemplate))
        {
            return readings;
        }

        var parts = Kustomizing.PatchFiles(read);
        ManifestReading[] whole =
        [
            .. readings.Where(r => r is not ManifestReading.Unreadable { Pointer: "/apiVersion" or "/kind", File: var file } || !parts.Contains(file)),
        ];
        return ClassesOverCharts.Of(new Expansion(whole, [.. Kustomizing.Apply(read).Where(m => m is not Kustomize)]).Readings);
    }

    /// <summary>What some of the releases among them make that applies other folders: Applications, ApplicationSets, instances of Flux.</summary>
    public static IReadOnlyList<Manifest> Controllers(IReadOnlyCollection<ManifestReading> readings) =>
        new Expansion(readings, [.. readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).Where(m => m is not Kustomize)]).Controllers;

    /// <summary>The Applications an ApplicationSet makes; what cannot be told where something besides files decides.</summary>
    public static IEnumerable<ManifestReading> Applications(ArgoApplicationSet set, RepositoryListing listing) => ArgoSets.Applications(set, listing);
}
