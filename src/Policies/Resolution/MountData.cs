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

    /// <summary>
    /// One entry for each volume and path: the container that knows most speaks for it. A container that knows nothing
    /// (a helper that fixes permissions, a backup) learns from one that mounts the same part of the volume. One that only looks around makes nothing worse.
    /// </summary>
    public static IReadOnlyList<MountFacts> Merge(List<MountFacts> mounts)
    {
        if (mounts.Count <= 1)
        {
            return mounts;
        }

        var merged = new List<MountFacts>(mounts.Count);
        foreach (var mount in mounts)
        {
            var told = Knows(mount) || mount.Container.Role == ContainerRole.Ephemeral ? mount : Teacher(mounts, mount) is { } teacher ? mount with { Data = teacher.Data, App = teacher.App } : mount;
            var index = merged.FindIndex(m => Same(m.Path, told.Path) && Same(m.Mount.Volume, told.Mount.Volume) && Same(m.Mount.SubPath, told.Mount.SubPath));
            if (index < 0)
            {
                merged.Add(told);
            }
            else if (Worth(told) > Worth(merged[index]))
            {
                merged[index] = told;
            }
        }

        return merged;
    }

    private static MountFacts? Teacher(List<MountFacts> mounts, MountFacts pupil)
    {
        MountFacts? teacher = null;
        foreach (var mount in mounts)
        {
            if (Knows(mount) && Same(mount.Mount.Volume, pupil.Mount.Volume) && Same(mount.Mount.SubPath, pupil.Mount.SubPath) && (teacher is null || Worth(mount) > Worth(teacher)))
            {
                teacher = mount;
            }
        }

        return teacher;
    }

    private static bool Knows(MountFacts mount) => mount.Main.Kind != DataKind.Unknown && (mount.App is not null || mount.Main.Certainty != Certainty.Guessed);

    private static int Worth(MountFacts mount) =>
        (mount.Main.Kind == DataKind.Unknown ? 0 : 4) + (int)mount.Main.Certainty + (mount.Container.Role == ContainerRole.Main ? 1 : 0) + (mount.IsReadOnly ? 0 : 8);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
