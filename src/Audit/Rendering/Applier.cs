using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>What applies others: a controller, or an overlay that a person applies and that brings controllers.</summary>
/// <param name="File">The file it is written in.</param>
/// <param name="Folder">The folder of that file, as paths are spelled in reports.</param>
/// <param name="Controller">The controller; null for an overlay.</param>
/// <param name="Roots">What it applies.</param>
internal sealed record Applier(string File, string Folder, Manifest? Controller, IReadOnlyList<Root> Roots)
{
    /// <summary>Every file that goes into what it applies.</summary>
    public HashSet<string> Files { get; } = Roots.SelectMany(r => r.Reach.Files).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether it is where a cluster begins, which those that it brings lead back to.</summary>
    public bool IsBeginning => Controller is { Reference.Kind: "FluxInstance" } || Files.Contains(File);
}
