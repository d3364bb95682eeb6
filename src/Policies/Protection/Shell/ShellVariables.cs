using System.Globalization;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>The variables of a script: what its container is given, as far as manifests tell, and what it sets by itself.</summary>
internal sealed class ShellVariables
{
    /// <summary>Nobody keeps a longer path in a variable.</summary>
    private const int Longest = 512;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private bool _isOpen;

    /// <summary>The variables of a container. What comes out of a Secret, or out of a ConfigMap that was not found, is open.</summary>
    public static ShellVariables Of(Container container, Func<string, ConfigMap?> configMaps)
    {
        var variables = new ShellVariables();
        foreach (var source in container.EnvironmentSources)
        {
            if (source is EnvironmentSource.AllOfConfigMap && configMaps(source.Name) is { } all)
            {
                foreach (var (key, value) in all.Entries)
                {
                    variables.Set(source.Prefix + key, value);
                }
            }
            else
            {
                variables._isOpen = true;
            }
        }

        foreach (var variable in container.Environment)
        {
            variables.Set(variable.Name, variable.Value switch
            {
                EnvironmentValue.Literal { Text: var text } => variables.Expanded(text),
                EnvironmentValue.FromConfigMap { ConfigMap: var name, Key: var key } => configMaps(name)?.Entries.GetValueOrDefault(key) ?? ShellText.Open,
                _ => ShellText.Open,
            });
        }

        return variables;
    }

    /// <summary>What all of them hold.</summary>
    public IEnumerable<string> Values => _values.Values;

    /// <summary>What a variable holds; one that is not known is open. Every command is taken to have gone well.</summary>
    public string Value(string name) => name switch
    {
        "?" => "0",
        "$" or "!" or "-" => ShellText.OpenName,
        _ => _values.GetValueOrDefault(name, ShellText.Open),
    };

    /// <summary>What a script or a function was called with; null where nobody says.</summary>
    public IReadOnlyList<string>? Arguments
    {
        get;
        set
        {
            foreach (var name in _values.Keys.Where(k => k is "#" || char.IsAsciiDigit(k[0])).ToArray())
            {
                _values.Remove(name);
            }

            field = value;
            for (var i = 0; i < (value?.Count ?? 0); i++)
            {
                Set((i + 1).ToString(CultureInfo.InvariantCulture), value![i]);
            }

            if (value is not null)
            {
                Set("#", value.Count.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>What is known of a variable; empty when nothing is.</summary>
    public string Written(string name) => _values.GetValueOrDefault(name, string.Empty);

    /// <summary>Whether a variable may hold something, so that its default is not used.</summary>
    public bool MayHold(string name, bool isEmptyNothing) => _values.TryGetValue(name, out var value) ? !isEmptyNothing || value.Length > 0 : _isOpen;

    /// <summary>Whether a variable is known.</summary>
    public bool Knows(string name) => _values.ContainsKey(name);

    /// <summary>Sets a variable.</summary>
    public void Set(string name, string value) => _values[name] = value.Length > Longest ? ShellText.Open : value;

    /// <summary>What is left of a value by <c>${NAME##*/}</c> and its like: no folder, or another ending.</summary>
    public static string Cut(string value, ReadOnlySpan<char> how) => how switch
    {
        ['#', ..] => value[(value.LastIndexOf('/') + 1)..].Replace(ShellText.Open, ShellText.OpenName, StringComparison.Ordinal),
        ['[', ..] or [':', '+', ..] or ['+', ..] => ShellText.Open,
        _ => value,
    };

    /// <summary>Kubernetes puts in what was set before: <c>$(NAME)</c>.</summary>
    private string Expanded(string text)
    {
        for (var at = -1; text.Length <= Longest && (at = text.IndexOf("$(", at + 1, StringComparison.Ordinal)) >= 0;)
        {
            var end = text.IndexOf(')', at);
            if (end > 0 && _values.TryGetValue(text[(at + 2)..end], out var value) && !value.Contains("$(", StringComparison.Ordinal))
            {
                text = $"{text[..at]}{value}{text[(end + 1)..]}";
            }
        }

        return text;
    }
}
