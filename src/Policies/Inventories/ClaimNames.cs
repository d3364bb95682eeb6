using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>Names by which workloads and claims find each other.</summary>
public static class ClaimNames
{
    /// <summary>The names under which a workload waits for claims: those it names, and the series of those it will make.</summary>
    public static IEnumerable<string> MountedBy(Workload workload) => Mounted(workload).Distinct(StringComparer.Ordinal);

    /// <summary>The same names, each with the workload's namespace before it.</summary>
    public static IEnumerable<string> MountedHereBy(Workload workload) => MountedBy(workload).Select(name => $"{workload.Namespace}/{name}");

    private static IEnumerable<string> Mounted(Workload workload)
    {
        foreach (var volume in workload.Pod.Volumes)
        {
            switch (volume.Source)
            {
                case VolumeSource.ByClaim claim:
                    yield return claim.ClaimName;
                    break;
                case VolumeSource.ByTemplate template:
                    yield return template.Template.Series.Key;
                    break;
                case VolumeSource.ByEphemeralClaim ephemeral when workload.Reference.Kind is "Pod":
                    yield return $"{workload.Name}-{ephemeral.Template.Name}";
                    break;
            }
        }
    }

    /// <summary>The names under which the consumers of a claim are found: its own, and the series it may belong to.</summary>
    public static IEnumerable<string> Of(string claim) => ClaimSeries.KeysOf(claim).Prepend(claim);
}
