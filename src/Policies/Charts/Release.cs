using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>A release whose values are known: what templates in them may ask for, and where they are written.</summary>
/// <param name="Reference">The object that installs it.</param>
/// <param name="Chart">The chart.</param>
/// <param name="Namespace">Where what it makes will be.</param>
/// <param name="Name">The name Helm knows it by.</param>
/// <param name="Map">The text that holds the values.</param>
/// <param name="Pointer">JSON Pointer to the values in it.</param>
internal sealed record Release(ObjectReference Reference, ChartName Chart, string Namespace, string Name, SourceMap Map, string Pointer)
{
    /// <summary>A value with the release's own name and namespace put in; any other template stays as it is and names nothing.</summary>
    public string Fill(string value) => new Placeholders("{{", "}}", Value).Fill(value);

    /// <summary>The value of what a template of Helm says between its braces; null for what only Helm can tell.</summary>
    public string? Value(string asked) => asked switch
    {
        ".Release.Name" or "$.Release.Name" => Name,
        ".Release.Namespace" or "$.Release.Namespace" => Namespace,
        ".Chart.Name" or "$.Chart.Name" => Chart.Name.Length > 0 ? Chart.Name : null,
        _ => null,
    };
}
