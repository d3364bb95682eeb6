using System.Collections.Immutable;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// The environment a container will see, as far as manifests tell. Secrets are never read; that they are there is noted, and what the template of one
/// writes out, or an operator always writes into it.
/// </summary>
/// <param name="container">The container.</param>
/// <param name="setups">Init containers of the same image, which set up what this one then finds.</param>
/// <param name="workload">Their workload.</param>
/// <param name="configMaps">Known ConfigMaps.</param>
/// <param name="secrets">The names of Secrets' known keys.</param>
internal sealed class ContainerEnvironment(
    Container container,
    IReadOnlyList<Container> setups,
    Workload workload,
    Shelf<ConfigMap> configMaps,
    Shelf<SecretKeys> secrets)
{
    private SettingsFile? _settings;
    private Dictionary<string, ConfigMap?>? _found;

    /// <summary>What could not be read and may set any variable: <c>Secret x</c>, <c>ConfigMap y (not found)</c>.</summary>
    public IReadOnlyList<string> Unread
    {
        get
        {
            List<string>? unread = null;
            AddUnread(container, ref unread);
            for (var i = 0; i < setups.Count; i++)
            {
                AddUnread(setups[i], ref unread);
            }

            return (IReadOnlyList<string>?)unread ?? [];
        }
    }

    /// <summary>What is known of a variable; null when nothing sets it. A program that reads it from a file finds the file in a variable named alike.</summary>
    public EnvironmentValue? Lookup(string name)
    {
        var found = Lookup(container, name) ?? FromFile(container, name);
        for (var i = 0; found is null && i < setups.Count; i++)
        {
            found = Lookup(setups[i], name) ?? FromFile(setups[i], name);
        }

        return found;
    }

    /// <summary>What the app's settings file says of a key; null where no file is mounted for it, or it does not speak of the key.</summary>
    public EnvironmentValue? Setting(App app, string key) => Settings(app).Lookup(key);

    /// <summary>Why the app's settings file is not read; empty where it is, or none is mounted.</summary>
    public string UnreadSettings(App app) => Settings(app).Unread;

    /// <summary>Whether the app's settings file is known, every key of it.</summary>
    public bool ReadsSettings(App app) => Settings(app).IsRead;

    private SettingsFile Settings(App app) => _settings ??= SettingsFile.Of(app, container, workload.Pod, this);

    private void AddUnread(Container of, ref List<string>? unread)
    {
        foreach (var source in of.EnvironmentSources)
        {
            if (source is EnvironmentSource.AllOfSecret)
            {
                if (Keys(source.Name) is not { IsComplete: true })
                {
                    (unread ??= []).Add($"Secret {source.Name}");
                }
            }
            else if (Find(source.Name) is null)
            {
                (unread ??= []).Add($"ConfigMap {source.Name} (not found)");
            }
        }
    }

    private EnvironmentValue? Lookup(Container of, string name)
    {
        for (var i = of.Environment.Count - 1; i >= 0; i--)
        {
            if (string.Equals(of.Environment[i].Name, name, StringComparison.Ordinal))
            {
                return Read(of.Environment[i].Value);
            }
        }

        for (var i = of.EnvironmentSources.Count - 1; i >= 0; i--)
        {
            var source = of.EnvironmentSources[i];
            if (!name.StartsWith(source.Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (source is EnvironmentSource.AllOfSecret)
            {
                if (Keys(source.Name) is { } secret && secret.Keys.Contains(name[source.Prefix.Length..], StringComparer.Ordinal))
                {
                    return InSecret(source.Name, name[source.Prefix.Length..]);
                }
            }
            else if (Find(source.Name) is { } configMap && configMap.Entries.TryGetValue(name[source.Prefix.Length..], out var text))
            {
                return new EnvironmentValue.Literal(text);
            }
        }

        return null;
    }

    private EnvironmentValue? FromFile(Container of, string name)
    {
        for (var i = 0; i < of.Environment.Count; i++)
        {
            var variable = of.Environment[i];
            var twin = variable.Name.AsSpan();
            var isTwin = (twin.StartsWith(name, StringComparison.Ordinal) && twin[name.Length..] is "_FILE" or "__FILE")
                || (twin.StartsWith("FILE__", StringComparison.Ordinal) && twin["FILE__".Length..].SequenceEqual(name));
            if (isTwin)
            {
                return Read(variable.Value) is EnvironmentValue.Literal { Text: var path } && InFile(path, of) is { } known
                    ? known
                    : new EnvironmentValue.Hidden($"the file that {variable.Name} names");
            }
        }

        return null;
    }

    /// <summary>What a file says that a key of a ConfigMap or a Secret is mounted as; null where that is not known.</summary>
    private EnvironmentValue.Literal? InFile(string path, Container of) => MountedFile.At(MountPath.Normalise(path), of, workload.Pod) switch
    {
        { Source.Secret: { Length: > 0 } secret, Key: var key } when InSecret(secret, key) is EnvironmentValue.Literal known => known,
        { Source.ConfigMap: { Length: > 0 } map, Key: var key } when Find(map)?.Entries.GetValueOrDefault(key) is { } text =>
            new EnvironmentValue.Literal(text.Trim()),
        _ => null,
    };

    private EnvironmentValue Read(EnvironmentValue value)
    {
        if (value is EnvironmentValue.FromSecret secret)
        {
            return InSecret(secret.Secret, secret.Key);
        }

        if (value is not EnvironmentValue.FromConfigMap from)
        {
            return value;
        }

        return Find(from.ConfigMap) is { } configMap && configMap.Entries.TryGetValue(from.Key, out var text)
            ? new EnvironmentValue.Literal(text)
            : new EnvironmentValue.Hidden($"ConfigMap {from.ConfigMap} (not found)");
    }

    private EnvironmentValue InSecret(string secret, string key) =>
        Keys(secret) is { } known && known.Written.TryGetValue(key, out var written) ? new EnvironmentValue.Literal(written)
            : ShippedCatalog.Index.Hints.ServerAddress(secret, key) is { Length: > 0 } address ? new EnvironmentValue.Literal(address)
            : new EnvironmentValue.Hidden($"Secret {secret}");

    private SecretKeys? Keys(string name) => secrets.At(name) is { IsEmpty: false } named ? Here(named).Nearest(workload.Source.Folder) : null;

    private ImmutableArray<T> Here<T>(ImmutableArray<T> named)
        where T : Manifest
    {
        var ns = workload.Namespace;
        return ns.Length == 0 ? named : [.. named.Where(c => c.Namespace.Length == 0 || string.Equals(c.Namespace, ns, StringComparison.Ordinal))];
    }

    /// <summary>The known ConfigMap of a name that the workload means; null where none is known.</summary>
    public ConfigMap? Find(string name)
    {
        _found ??= new Dictionary<string, ConfigMap?>(StringComparer.Ordinal);
        if (_found.TryGetValue(name, out var known))
        {
            return known;
        }

        return _found[name] = Here(configMaps.At(name)).Nearest(workload.Source.Folder);
    }
}
