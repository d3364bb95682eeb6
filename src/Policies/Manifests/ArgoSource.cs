using System.Text.Json;

namespace HomelabStorage.Policies.Manifests;

/// <summary>One source of an Application.</summary>
public sealed record ArgoSource
{
    /// <summary>The folder, from the root of the repository; a dot for that root, empty where it is a chart of a registry.</summary>
    public required string Path { get; init; }

    /// <summary>The address of the repository the folder is in, as written.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The chart of a registry; empty where it is a folder.</summary>
    public required ChartName Chart { get; init; }

    /// <summary>The name other sources mean its files by (<c>$name/…</c>); empty for none.</summary>
    public string Ref { get; init; } = string.Empty;

    /// <summary>Whether folders below are read too.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>What is told to Helm.</summary>
    public JsonElement Helm { get; init; }

    /// <summary>What is added to the kustomization of the folder, by field.</summary>
    public IReadOnlyList<(string Field, JsonElement Value)> KustomizeEdits { get; init; } = [];

    /// <summary>JSON Pointer to it.</summary>
    public required string Pointer { get; init; }
}
