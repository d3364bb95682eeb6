using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>The files of ConfigMaps that a container of a job sees.</summary>
internal sealed class JobScripts(Container container, Workload job, Func<string, ConfigMap?> configMaps)
{
    private static readonly char[] Separators = [' ', '\t', '\n', '\r', '"', '\'', ':', '/', '[', ']', '(', ')', ',', ';', '|', '&'];

    /// <summary>The text of the file at a path; null where no known ConfigMap holds it.</summary>
    public string? At(string written)
    {
        var path = MountPath.Normalise(written);
        foreach (var mount in container.Mounts.Where(m => MountPath.Contains(m.Path, path)))
        {
            var file = mount.SubPath.Length > 0 ? mount.SubPath : path[(path.LastIndexOf('/') + 1)..];
            if (job.Pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.Projection { ConfigMap: { Length: > 0 } name }
                && configMaps(name)?.Entries.TryGetValue(file, out var script) == true)
            {
                return script;
            }
        }

        return null;
    }

    /// <summary>Whether one of the files has one of some words.</summary>
    public bool Mention(IReadOnlyList<string> words) => words.Count > 0 && container.Mounts
        .Select(mount => job.Pod.VolumeNamed(mount.Volume)?.Source)
        .OfType<VolumeSource.Projection>()
        .Where(source => source.ConfigMap.Length > 0)
        .Select(source => configMaps(source.ConfigMap))
        .OfType<ConfigMap>()
        .SelectMany(map => map.Entries.Values)
        .SelectMany(text => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        .Any(word => words.Contains(word, StringComparer.Ordinal));
}
