using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>A Helm release: what is written, where, and what its templates call themselves.</summary>
internal sealed record Release(ObjectReference Reference, SourceMap Map, string Namespace, string Name)
{
    /// <summary>A value with the release's own name and namespace put in; any other template stays as it is and names nothing.</summary>
    public string Fill(string value) => !value.Contains("{{", StringComparison.Ordinal)
        ? value
        : value
            .Replace("{{ .Release.Name }}", Name, StringComparison.Ordinal)
            .Replace("{{.Release.Name}}", Name, StringComparison.Ordinal)
            .Replace("{{ .Release.Namespace }}", Namespace, StringComparison.Ordinal)
            .Replace("{{.Release.Namespace}}", Namespace, StringComparison.Ordinal);
}
