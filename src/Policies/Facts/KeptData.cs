using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Facts;

/// <summary>Whether what a program writes to its data path outlives its container: the path of this image, in this version.</summary>
public sealed record KeptData
{
    /// <summary>Nothing to say: no database, or an unknown place.</summary>
    public static KeptData Unsaid { get; } = new() { Path = string.Empty };

    /// <summary>The path; empty where there is nothing to say.</summary>
    public required string Path { get; init; }

    /// <summary>The volume that keeps it; empty where none does.</summary>
    public string Volume { get; init; } = string.Empty;

    /// <summary>A mount above the path that keeps nothing, because the image declares a VOLUME between the two; null where there is none.</summary>
    public VolumeMount? Above { get; init; }

    /// <summary>A mount where other images or versions of the app keep their data; null where there is none.</summary>
    public VolumeMount? Elsewhere { get; init; }

    /// <summary>Whether there is a path, and nothing keeps it.</summary>
    public bool IsLost => Path.Length > 0 && Volume.Length == 0;

    /// <summary>Looks where a program's databases are stored, or the files it has in place of one.</summary>
    public static KeptData Of(Program program, PodTemplate pod)
    {
        var (container, app) = (program.Container, program.App);
        if (container.Role != ContainerRole.Main || app is not { Certainty: > Certainty.Guessed, Doubt.Length: 0 })
        {
            return Unsaid;
        }

        string? path = null;
        VolumeMount? above = null;
        var isLegacy = true;
        for (var i = 0; i < program.Paths.Count; i++)
        {
            var (data, at) = program.Paths[i];
            if (data.Condition.Length > 0 || !IsKept(data, app.Engine))
            {
                continue;
            }

            for (var place = 0; place < container.Mounts.Count; place++)
            {
                var mount = container.Mounts[place];
                if (pod.VolumeNamed(mount.Volume) is not null && Keeps(mount, data, at, program, ref above))
                {
                    return new KeptData { Path = at, Volume = mount.Volume };
                }
            }

            if (path is null || (isLegacy && !data.IsLegacy))
            {
                (path, isLegacy) = (at, data.IsLegacy);
            }
        }

        return path is null || (app.Engine == Engine.Files && above is null)
            ? Unsaid
            : new KeptData { Path = path, Above = above, Elsewhere = ElsewhereIn(program, pod) };
    }

    private static bool Keeps(VolumeMount mount, AppData data, string at, Program program, ref VolumeMount? above)
    {
        if (MountPath.Contains(mount.Path, at))
        {
            if (!IsCovered(mount, at, program))
            {
                return true;
            }

            above = mount;
            return false;
        }

        // A folder below a declared VOLUME holds the data only if it is the one the app makes there.
        return MountPath.Contains(at, mount.Path)
            && !(data.IsVolume && string.Equals(at, data.Path, StringComparison.Ordinal) && data.Files.Count > 0 && !data.HasFilesAt(at, mount.Path));
    }

    /// <summary>Whether the runtime lays a volume of its own between a mount and the path.</summary>
    private static bool IsCovered(VolumeMount mount, string at, Program program)
    {
        for (var i = 0; i < program.Paths.Count; i++)
        {
            var (data, path) = program.Paths[i];
            if (data.IsVolume
                && string.Equals(path, data.Path, StringComparison.Ordinal)
                && path.Length > mount.Path.Length
                && MountPath.Contains(mount.Path, path)
                && MountPath.Contains(path, at)
                && !IsMounted(path, program.Container))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMounted(string path, Container container) => container.Mounts.Any(m => string.Equals(m.Path, path, StringComparison.Ordinal));

    private static VolumeMount? ElsewhereIn(Program program, PodTemplate pod)
    {
        foreach (var mount in program.Container.Mounts)
        {
            if (!mount.IsReadOnly
                && pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.ByClaim or VolumeSource.ByTemplate or VolumeSource.Plugin
                && program.App.App.Data.Any(data => data.Path.Length > 0
                    && DataTraits.Of(data.Kind).IsDatabase
                    && MountPath.Contains(mount.Path, data.Path)
                    && !data.IsOf(program.Container.Image)))
            {
                return mount;
            }
        }

        return null;
    }

    /// <summary>Databases, and the files below a VOLUME of an app that has none: those are lost only where somebody mounts the folder above.</summary>
    private static bool IsKept(AppData data, Engine engine) => DataTraits.Of(data.Kind) is { IsDatabase: true } kind
        ? kind.Engine == engine || (kind.Kind == DataKind.Database && engine == Engine.Embedded)
        : engine == Engine.Files && data is { IsVolume: true, Kind: DataKind.Files };
}
