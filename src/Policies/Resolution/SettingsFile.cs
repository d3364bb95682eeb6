using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>An app's settings file as a pod mounts it: read where its ConfigMap is known, a doubt where it is not.</summary>
internal sealed class SettingsFile
{
    private static readonly SettingsFile Nowhere = new();

    private IReadOnlyDictionary<string, string>? _keys;

    private SettingsFile()
    {
    }

    /// <summary>What holds the file and is not read; empty where nothing does.</summary>
    public string Unread { get; private init; } = string.Empty;

    /// <summary>Whether what it says is known.</summary>
    public bool IsRead => _keys is not null;

    /// <summary>Looks where the file is mounted in a container.</summary>
    public static SettingsFile Of(App app, Container container, PodTemplate pod, ContainerEnvironment environment)
    {
        for (var i = 0; i < container.Mounts.Count; i++)
        {
            var mount = container.Mounts[i];
            if (pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.Projection source && Key(app.SettingsFile, mount) is { Length: > 0 } name)
            {
                var configMap = source.ConfigMap.Length > 0 ? environment.Find(source.ConfigMap) : null;
                if (configMap is not null && Text(configMap, source, name) is { } text)
                {
                    return SettingsText.Read(name, text) is { } keys
                        ? new SettingsFile { _keys = keys }
                        : new SettingsFile { Unread = $"ConfigMap {source.ConfigMap} (not readable as settings)" };
                }

                if (configMap is null && IsCertain(app.SettingsFile, mount))
                {
                    return new SettingsFile
                    {
                        Unread = source.ConfigMap.Length > 0 ? $"ConfigMap {source.ConfigMap} (not found)" : $"volume {mount.Volume}",
                    };
                }
            }
        }

        return Writer(app.SettingsFile, container, pod) is not { } writer ? Nowhere
            : Template(app.SettingsFile, writer, pod, environment) is { } made ? new SettingsFile { _keys = made }
            : new SettingsFile { Unread = $"init container {writer.Name}" };
    }

    /// <summary>What an init container makes the file of: an entry of a known ConfigMap under the file's own name, which its command names.</summary>
    private static IReadOnlyDictionary<string, string>? Template(string settings, Container writer, PodTemplate pod, ContainerEnvironment environment)
    {
        var name = settings[(settings.LastIndexOf('/') + 1)..];
        foreach (var mount in writer.Mounts)
        {
            var written = mount.SubPath.Length > 0 ? mount.Path : $"{mount.Path.TrimEnd('/')}/{name}";
            if (pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.Projection { ConfigMap.Length: > 0 } source
                && writer.CommandLine.Contains(written, StringComparison.Ordinal)
                && environment.Find(source.ConfigMap) is { } configMap
                && Text(configMap, source, mount.SubPath.Length > 0 ? mount.SubPath : name) is { } text)
            {
                return SettingsText.Read(name, text);
            }
        }

        return null;
    }

    /// <summary>What the file says of a key; null where it is not read or does not speak of it.</summary>
    public EnvironmentValue? Lookup(string key) =>
        _keys is null ? Unread.Length > 0 ? new EnvironmentValue.Hidden(Unread) : null
        : !_keys.TryGetValue(key, out var value) ? null
        : IsFilledIn(value) ? new EnvironmentValue.Hidden("a value that is filled in later") { IsThere = true }
        : new EnvironmentValue.Literal(value);

    /// <summary>The init container whose command names the file and that mounts the volume which holds it; null where none does.</summary>
    private static Container? Writer(string settings, Container container, PodTemplate pod)
    {
        if (container.Role == ContainerRole.Main && settings.StartsWith('/'))
        {
            for (var i = 0; i < pod.Containers.Count; i++)
            {
                if (pod.Containers[i] is { Role: ContainerRole.Init } init && Writes(init, settings, container))
                {
                    return init;
                }
            }
        }

        return null;
    }

    private static bool Writes(Container init, string settings, Container container) =>
        init.CommandLine.Contains(settings[(settings.LastIndexOf('/') + 1)..], StringComparison.Ordinal)
        && init.Mounts.Any(to => !to.IsReadOnly
            && container.Mounts.Any(from => MountPath.Contains(from.Path, settings) && string.Equals(from.Volume, to.Volume, StringComparison.Ordinal)));

    /// <summary>The name of the settings file below a mount, or of the one file that is mounted; empty where the mount is of something else.</summary>
    private static string Key(string settings, VolumeMount mount)
    {
        var name = settings[(settings.LastIndexOf('/') + 1)..];
        if (mount.SubPath.Length > 0)
        {
            return mount.Path.EndsWith("/" + name, StringComparison.Ordinal) ? mount.SubPath : string.Empty;
        }

        return IsCertain(settings, mount) && settings.Length > mount.Path.Length ? settings[(mount.Path.Length + 1)..] : name;
    }

    /// <summary>Whether the mount is where the file is looked for, rather than a folder that may hold it.</summary>
    private static bool IsCertain(string settings, VolumeMount mount) =>
        mount.SubPath.Length > 0 || (settings.StartsWith('/') && MountPath.Contains(mount.Path, settings));

    private static string? Text(ConfigMap configMap, VolumeSource.Projection source, string name) =>
        configMap.Entries.TryGetValue(source.Items.GetValueOrDefault(name, name), out var text) && text.Length <= ObjectSize.LongestText ? text : null;

    /// <summary>Grafana's <c>$__file{}</c>, a shell's <c>${}</c> and a template's braces are put in by somebody else.</summary>
    private static bool IsFilledIn(string value) =>
        value.Contains("$__", StringComparison.Ordinal) || value.Contains("${", StringComparison.Ordinal) || value.Contains("{{", StringComparison.Ordinal);
}
