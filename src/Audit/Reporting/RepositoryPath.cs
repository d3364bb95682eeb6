using HomelabStorage.Audit.Rendering;

namespace HomelabStorage.Audit.Reporting;

/// <summary>How files are named to whoever sees the repository and not this machine: from its top, links followed, with forward slashes.</summary>
internal sealed class RepositoryPath
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly string _here = RealPath.Of(".");

    /// <summary>The path from the top of the repository a file is in, or from the current folder where it is in none; absolute outside of both.</summary>
    public string Of(string file)
    {
        if (!_known.TryGetValue(file, out var path))
        {
            _known[file] = path = From(RealPath.Of(file));
        }

        return path;
    }

    /// <summary>The same as a URI reference.</summary>
    public string UriOf(string file)
    {
        var path = Of(file);
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return path.StartsWith('/') ? $"file://{escaped}" : escaped;
    }

    private string From(string real)
    {
        for (var at = Directory.Exists(real) ? real : Path.GetDirectoryName(real); at is { Length: > 0 }; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, ".git")))
            {
                return Path.GetRelativePath(at, real);
            }
        }

        var path = Path.GetRelativePath(_here, real);
        return path is ".." || path.StartsWith("../", StringComparison.Ordinal) ? real : path;
    }
}
