using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>Names by which workloads and claims find each other.</summary>
public static class ClaimNames
{
    /// <summary>The names under which a workload waits for claims: those it names, and the series of those it will make.</summary>
    public static IEnumerable<string> MountedBy(Workload workload) =>
        workload.Pod.Volumes.Select(volume => Mounted(workload, volume)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a volume of a workload waits under a name.</summary>
    public static bool Mounts(Workload workload, PodVolume volume, string name) => string.Equals(Mounted(workload, volume), name, StringComparison.Ordinal);

    /// <summary>The names under which the consumers of a claim are found: its own, and the series it may belong to.</summary>
    public static IEnumerable<string> Of(string claim) => ClaimSeries.KeysOf(claim).Prepend(claim);

    /// <summary>The classes that are asked for by the claims which a workload, or its pods, will make, where they ask for no volume by name.</summary>
    public static IEnumerable<string> ClassesAskedBy(Workload workload) => Asked(workload, static spec => spec.VolumeName.Length == 0 ? spec.Class.Name : null);

    /// <summary>The PersistentVolumes that are asked for by name by the claims which a workload, or its pods, will make.</summary>
    public static IEnumerable<string> VolumesAskedBy(Workload workload) => Asked(workload, static spec => spec.VolumeName.Length > 0 ? spec.VolumeName : null);

    private static string[] Asked(Workload workload, Func<ClaimSpec, string?> asked)
    {
        HashSet<string>? all = null;
        foreach (var volume in workload.Pod.Volumes)
        {
            var template = volume.Source switch
            {
                VolumeSource.ByTemplate made => made.Template,
                VolumeSource.ByEphemeralClaim ephemeral => ephemeral.Template,
                _ => null,
            };
            if (template is not null && asked(template.Spec) is { } name)
            {
                (all ??= new(StringComparer.Ordinal)).Add(name);
            }
        }

        return all is null ? [] : [.. all];
    }

    private static string Mounted(Workload workload, PodVolume volume) => volume.Source switch
    {
        VolumeSource.ByClaim claim => claim.ClaimName,
        VolumeSource.ByTemplate template => template.Template.Series.Key,
        VolumeSource.ByEphemeralClaim ephemeral when workload.Reference.Kind is "Pod" => $"{workload.Name}-{ephemeral.Template.Name}",
        _ => string.Empty,
    };
}
