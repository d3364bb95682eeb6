using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>A container, its app and its mounts: what every one of the mounts has to know about all of them, found out once.</summary>
internal sealed class ContainerMounts(
    Workload workload,
    Container container,
    AppFacts? app,
    IReadOnlyList<(AppData Data, string Path)> paths,
    Replicators replicators,
    StoragePolicy policy)
{
    private Dictionary<string, string>? _holders;
    private Signals? _signals;
    private int[]? _covered;
    private Lazy<bool>? _isDisplaced;

    public Container Container => container;

    public AppFacts? App => app;

    /// <summary>Where the app keeps its data.</summary>
    public IReadOnlyList<(AppData Data, string Path)> Paths => paths;

    /// <summary>What a program in no catalog tells about its data.</summary>
    public Signals Signals => _signals ??= new Signals(workload, container, replicators);

    /// <summary>The mount at a place.</summary>
    public VolumeMount this[int place] => container.Mounts[place];

    /// <summary>Whether another mount lies between a mount and the path below it.</summary>
    public bool IsShadowed(int path, VolumeMount mount) => (_covered ??= Covered())[path] > mount.Path.Length;

    /// <summary>Whether every file that makes a path a database is on mounts below it.</summary>
    public bool AreBelow(AppData data, string path)
    {
        for (var i = 0; i < data.Files.Count; i++)
        {
            if (!IsBelow(path, data.Files[i]))
            {
                return false;
            }
        }

        return data.Files.Count > 0;
    }

    /// <summary>Whether the path of the app's database is on no volume, and one volume only is there for it to have been moved to.</summary>
    public bool IsDisplaced => (_isDisplaced ??= new Lazy<bool>(Displaced)).Value;

    /// <summary>The longest of the app's paths at or above a mount; empty when none is.</summary>
    public string Nearest(string mountPath)
    {
        var nearest = string.Empty;
        for (var i = 0; i < paths.Count; i++)
        {
            var path = paths[i].Path;
            if (path.Length > nearest.Length && MountPath.Contains(path, mountPath))
            {
                nearest = path;
            }
        }

        return nearest;
    }

    /// <summary>The variable that holds a path at or below a mount and by its name says what is stored there; empty where none does.</summary>
    public string Holder(VolumeMount mount, CatalogIndex catalog)
    {
        foreach (var (name, path) in _holders ??= Holders(catalog))
        {
            if (MountPath.Contains(mount.Path, path))
            {
                return name;
            }
        }

        return string.Empty;
    }

    /// <summary>The variables that say what is stored at a path; there are no more of them than names the catalog knows.</summary>
    private Dictionary<string, string> Holders(CatalogIndex catalog)
    {
        var holders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in container.Environment)
        {
            if (catalog.GuessByVariable(variable.Name) != DataKind.Unknown
                && variable.Value is EnvironmentValue.Literal literal
                && DatabasePath.Of(literal.Text) is { Length: > 1 } path)
            {
                holders[variable.Name] = MountPath.Normalise(path);
            }
        }

        return holders;
    }

    /// <summary>For each path, the length of the longest mount at or above it.</summary>
    private int[] Covered()
    {
        var covered = new int[paths.Count];
        for (var place = 0; place < container.Mounts.Count; place++)
        {
            var mount = container.Mounts[place];
            for (var i = 0; i < covered.Length; i++)
            {
                covered[i] = mount.Path.Length > covered[i] && MountPath.Contains(mount.Path, paths[i].Path) ? mount.Path.Length : covered[i];
            }
        }

        return covered;
    }

    private bool IsBelow(string path, string file)
    {
        for (var place = 0; place < container.Mounts.Count; place++)
        {
            var mount = container.Mounts[place].Path;
            if (mount.Length > path.Length && MountPath.Contains(path, mount) && MountPath.Contains(mount, $"{path}/{file}"))
            {
                return true;
            }
        }

        return false;
    }

    private bool Displaced()
    {
        var candidates = 0;
        foreach (var mount in container.Mounts)
        {
            if (paths.Any(p => DataTraits.Of(p.Data.Kind).IsDatabase && (MountPath.Contains(mount.Path, p.Path) || MountPath.Contains(p.Path, mount.Path))))
            {
                return false;
            }

            candidates += !mount.IsReadOnly
                && workload.Pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.ByClaim or VolumeSource.ByTemplate
                && Nearest(mount.Path).Length == 0
                && policy.Catalog.GuessData(mount.Path) == DataKind.Unknown ? 1 : 0;
        }

        return candidates == 1;
    }
}
