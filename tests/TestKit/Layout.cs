namespace HomelabStorage.TestKit;

/// <summary>The same YAML, laid out otherwise.</summary>
public static class Layout
{
    /// <summary>Indented by twice as many blanks.</summary>
    public static string Wider(string yaml) => string.Join('\n', yaml.Split('\n').Select(line =>
    {
        var rest = line.TrimStart(' ');
        var depth = line.Length - rest.Length;
        if (rest.StartsWith("- ", StringComparison.Ordinal))
        {
            return new string(' ', depth * 2) + "-   " + rest[2..];
        }

        return new string(' ', depth * 2) + rest;
    }));
}
