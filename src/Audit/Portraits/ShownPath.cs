using HomelabStorage.Audit.Rendering;
using HomelabStorage.Audit.Reporting;

namespace HomelabStorage.Audit.Portraits;

/// <summary>How the page names files: from the top of their repository, or from the folder that was named.</summary>
internal sealed class ShownPath
{
    private readonly RepositoryPath _repository = new();
    private readonly string[] _named;

    /// <summary>The names of files below what was named to be audited.</summary>
    public ShownPath(IReadOnlyList<string> inputs) => _named = [.. inputs.Where(Path.Exists).Select(RealPath.Of)];

    /// <summary>What was named, without where it is: the last folder or the file of each path; empty for a cluster and for standard input.</summary>
    public string Title => _named switch
    {
        [] => string.Empty,
        [var one] => Path.GetFileName(one),
        [var first, ..] => FormattableString.Invariant($"{Path.GetFileName(first)} and {_named.Length - 1} more"),
    };

    /// <summary>A place in a file or a stream; empty where there is none.</summary>
    public string Written(string file, int line) => file.Length == 0 ? string.Empty : FormattableString.Invariant($"{Of(file)}:{line}");

    private string Of(string file)
    {
        var path = file is ['<', ..] ? file : _repository.Of(file);
        var top = Path.IsPathRooted(path) ? Array.Find(_named, named => path.StartsWith(named, StringComparison.Ordinal)) : null;
        return top is null ? path : string.Equals(top, path, StringComparison.Ordinal) ? Path.GetFileName(path) : Path.GetRelativePath(top, path);
    }
}
