using System.Collections.Concurrent;

namespace HomelabStorage.Audit.Rendering;

/// <summary>The files of a repository. What one says, and where a folder really is, is found out once, however many kustomizations take it in.</summary>
/// <param name="top">The folder that nothing may be read outside of, links followed.</param>
internal sealed class RepositoryFiles(string top)
{
    private readonly ConcurrentDictionary<string, KustomizationFile?> _kustomizations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _folders = new(StringComparer.Ordinal);

    /// <summary>What a kustomization's own file says; null when it is not YAML.</summary>
    public KustomizationFile? Kustomization(string file) => _kustomizations.GetOrAdd(file, KustomizationFile.Read);

    /// <summary>Whether a path leads to somewhere in the repository. Links count for what they lead to.</summary>
    public bool Hold(string path)
    {
        var real = Real(path);
        return real.StartsWith(top.TrimEnd('/') + "/", StringComparison.Ordinal) || string.Equals(real, top, StringComparison.Ordinal);
    }

    private string Real(string path) => path.LastIndexOf('/') is > 0 and var slash && path[(slash + 1)..] is not ("" or "." or "..") and var name
        ? RealPath.Within(_folders.GetOrAdd(path[..slash], RealPath.Of), name)
        : RealPath.Of(path);
}
