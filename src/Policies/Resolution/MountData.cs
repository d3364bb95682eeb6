using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Brings together what several containers tell about the same volume.</summary>
internal static class MountData
{
    /// <summary>What a ConfigMap or Secret holds.</summary>
    public static IReadOnlyList<DataFacts> Written { get; } =
    [
        new DataFacts
        {
            Kind = DataKind.Config,
            Criticality = Criticality.Low,
            Certainty = Certainty.Observed,
            Path = string.Empty,
            Spoken = "configuration",
            Evidence = "a ConfigMap, Secret or projection",
        },
    ];

    /// <summary>So many are compared one by one.</summary>
    private const int Few = 8;

    /// <summary>
    /// One entry for each volume and path: the container that knows most speaks for it. A container that knows nothing
    /// (a helper that fixes permissions, a backup) learns from one that mounts the same part of the volume. One that only looks around makes nothing worse.
    /// </summary>
    public static IReadOnlyList<MountFacts> Merge(List<MountFacts> mounts)
    {
        if (mounts.Count <= Few && AreApart(mounts))
        {
            return mounts;
        }

        var merged = new List<MountFacts>(mounts.Count);
        var places = new Dictionary<(string Path, string Volume, string SubPath), int>(mounts.Count);
        Dictionary<(string Volume, string SubPath), MountFacts>? teachers = null;
        foreach (var mount in mounts)
        {
            var told = !Knows(mount)
                && mount.Container.Role != ContainerRole.Ephemeral
                && (teachers ??= Teachers(mounts)).TryGetValue((mount.Mount.Volume, mount.Mount.SubPath), out var teacher)
                ? mount with
                {
                    Data = teacher.Data,
                    App = teacher.App,
                    IsTold = !string.Equals(teacher.Path, mount.Path, StringComparison.Ordinal) && (!teacher.IsReadOnly || mount.IsReadOnly),
                }
                : mount;
            if (places.TryAdd((told.Path, told.Mount.Volume, told.Mount.SubPath), merged.Count))
            {
                merged.Add(told);
                continue;
            }

            var index = places[(told.Path, told.Mount.Volume, told.Mount.SubPath)];
            if (Worth(told) > Worth(merged[index]))
            {
                merged[index] = told;
            }
        }

        return merged;
    }

    /// <summary>Whether no two are of the same part of a volume, so that none speaks for another.</summary>
    private static bool AreApart(List<MountFacts> mounts)
    {
        for (var i = 1; i < mounts.Count; i++)
        {
            var mount = mounts[i].Mount;
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (mounts[earlier].Mount.IsOfSamePart(mount))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>
    /// Who knows most of each part of a volume. What an init container puts on a volume of the pod is made again at every start, and teaches nobody.
    /// </summary>
    private static Dictionary<(string Volume, string SubPath), MountFacts> Teachers(List<MountFacts> mounts)
    {
        var teachers = new Dictionary<(string Volume, string SubPath), MountFacts>();
        foreach (var mount in mounts)
        {
            var part = (mount.Mount.Volume, mount.Mount.SubPath);
            if (Knows(mount)
                && mount is not { IsEphemeral: true, Container.Role: ContainerRole.Init }
                && (!teachers.TryGetValue(part, out var teacher) || Worth(mount) > Worth(teacher)))
            {
                teachers[part] = mount;
            }
        }

        return teachers;
    }

    private static bool Knows(MountFacts mount) => mount.Main.Kind != DataKind.Unknown && (mount.App is not null || mount.Main.Certainty != Certainty.Guessed);

    private static int Worth(MountFacts mount) =>
        (mount.Main.Kind == DataKind.Unknown ? 0 : 4)
            + (int)mount.Main.Certainty
            + (mount.Container.Role == ContainerRole.Main ? 1 : 0)
            + (mount.IsReadOnly ? 0 : 8);
}
