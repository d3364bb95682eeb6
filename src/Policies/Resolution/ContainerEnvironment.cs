using System.Collections.Immutable;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>The environment a container will see, as far as manifests tell. Secrets are never read; that they are there is noted.</summary>
internal sealed class ContainerEnvironment(Container container, string ns, string folder, Shelf<ConfigMap> configMaps)
{
    private Dictionary<string, ConfigMap?>? _found;

    /// <summary>What could not be read and may set any variable: <c>Secret x</c>, <c>ConfigMap y (not in sight)</c>.</summary>
    public IReadOnlyList<string> Unread
    {
        get
        {
            List<string>? unread = null;
            foreach (var source in container.EnvironmentSources)
            {
                if (source is EnvironmentSource.AllOfSecret)
                {
                    (unread ??= []).Add($"Secret {source.Name}");
                }
                else if (Find(source.Name) is null)
                {
                    (unread ??= []).Add($"ConfigMap {source.Name} (not in sight)");
                }
            }

            return unread is null ? [] : unread;
        }
    }

    /// <summary>What is known of a variable; null when nothing sets it.</summary>
    public EnvironmentValue? Lookup(string name)
    {
        for (var i = container.Environment.Count - 1; i >= 0; i--)
        {
            if (string.Equals(container.Environment[i].Name, name, StringComparison.Ordinal))
            {
                return Read(container.Environment[i].Value);
            }
        }

        for (var i = container.EnvironmentSources.Count - 1; i >= 0; i--)
        {
            var source = container.EnvironmentSources[i];
            if (source is EnvironmentSource.AllOfConfigMap
                && name.StartsWith(source.Prefix, StringComparison.Ordinal)
                && Find(source.Name) is { } configMap
                && configMap.Entries.TryGetValue(name[source.Prefix.Length..], out var text))
            {
                return new EnvironmentValue.Literal(text);
            }
        }

        return null;
    }

    private EnvironmentValue Read(EnvironmentValue value)
    {
        if (value is not EnvironmentValue.FromConfigMap from)
        {
            return value;
        }

        return Find(from.ConfigMap) is { } configMap && configMap.Entries.TryGetValue(from.Key, out var text)
            ? new EnvironmentValue.Literal(text)
            : new EnvironmentValue.Hidden($"ConfigMap {from.ConfigMap} (not in sight)");
    }

    private ConfigMap? Find(string name)
    {
        _found ??= new Dictionary<string, ConfigMap?>(StringComparer.Ordinal);
        if (_found.TryGetValue(name, out var known))
        {
            return known;
        }

        var named = configMaps.At(name);
        var here = ns.Length == 0 ? named : ImmutableArray.CreateRange(named.Where(c => c.Namespace.Length == 0 || string.Equals(c.Namespace, ns, StringComparison.Ordinal)));
        return _found[name] = here.Nearest(folder);
    }
}
