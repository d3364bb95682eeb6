using System.Text.Json;

namespace HomelabStorage.Policies.Manifests;

/// <summary>Values that a release gives to its chart, by where they are written.</summary>
public abstract record ChartValues
{
    private ChartValues()
    {
    }

    /// <summary>In the release itself.</summary>
    /// <param name="Root">The values.</param>
    /// <param name="Pointer">JSON Pointer to them.</param>
    public sealed record Written(JsonElement Root, string Pointer) : ChartValues;

    /// <summary>In the release itself, as a text of YAML.</summary>
    /// <param name="Yaml">The text.</param>
    /// <param name="Pointer">JSON Pointer to it.</param>
    public sealed record Text(string Yaml, string Pointer) : ChartValues;

    /// <summary>One value by its path.</summary>
    /// <param name="Path">Keys with dots between them, as <c>helm --set</c> takes them.</param>
    /// <param name="Value">The value.</param>
    public sealed record Single(string Path, string Value) : ChartValues;

    /// <summary>Under a key of a ConfigMap or a Secret.</summary>
    /// <param name="Kind">ConfigMap or Secret.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Key">The key.</param>
    /// <param name="TargetPath">The path of the one value that it is; empty where it is a whole set of values.</param>
    public sealed record OfObject(string Kind, string Name, string Key, string TargetPath) : ChartValues;

    /// <summary>In a file of the repository, or of another one.</summary>
    /// <param name="Path">The file as written.</param>
    /// <param name="Folder">The folder it is taken from, from the root of the repository; empty for that root.</param>
    public sealed record File(string Path, string Folder) : ChartValues;
}
