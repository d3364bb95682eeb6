namespace HomelabStorage.Policies.Yaml;

/// <summary>Keys that are to be put into a mapping: each with a value, or with keys below it.</summary>
internal sealed class YamlBranch
{
    private readonly OrderedDictionary<string, YamlBranch> _below = new(StringComparer.Ordinal);
    private string _value = string.Empty;

    public void Add(ReadOnlySpan<string> path, string value)
    {
        if (path.IsEmpty)
        {
            _value = value;
            return;
        }

        if (!_below.TryGetValue(path[0], out var next))
        {
            _below[path[0]] = next = new YamlBranch();
        }

        next.Add(path[1..], value);
    }

    /// <summary>A line for each key.</summary>
    public string Block(string indent, string newLine) => string.Concat(_below.Select(b => b.Value._below.Count == 0
        ? $"{indent}{YamlSpelling.Plain(b.Key)}: {YamlSpelling.Plain(b.Value._value)}{newLine}"
        : $"{indent}{YamlSpelling.Plain(b.Key)}:{newLine}{b.Value.Block(indent + "  ", newLine)}"));

    /// <summary>As between braces.</summary>
    public string Flow(string separator, Func<string, string> spell) => string.Join(separator, _below.Select(b =>
        $"{spell(b.Key)}: {(b.Value._below.Count == 0 ? spell(b.Value._value) : $"{{{b.Value.Flow(", ", spell)}}}")}"));
}
