using System.Text.Json;

namespace HomelabStorage.Policies.Manifests;

/// <summary>An ApplicationSet of Argo CD: one template, and what makes Applications of it.</summary>
public sealed record ArgoApplicationSet : Manifest
{
    /// <summary>What gives the template's parameters.</summary>
    public required JsonElement Generators { get; init; }

    /// <summary>The template.</summary>
    public required JsonElement Template { get; init; }

    /// <summary>What is laid over the template once its parameters are in; empty for nothing.</summary>
    public string TemplatePatch { get; init; } = string.Empty;
}
