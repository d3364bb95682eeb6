using HomelabStorage.Audit.Rendering;

namespace HomelabStorage.Audit.History;

/// <summary>Writes the files of a commit into a folder, those of its submodules too.</summary>
/// <param name="workbench">The folders of the run.</param>
internal sealed class Checkout(Workbench workbench)
{
    private const string Link = "160000 ";

    private readonly List<string> _missing = [];

    /// <summary>The paths of submodules whose commit this machine does not have.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Writes the files; says why not where git does not.</summary>
    /// <param name="top">The top of the repository.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="tree">The folder to write to.</param>
    public string Write(string top, string commit, string tree) => Write(top, commit, tree, above: string.Empty);

    private string Write(string top, string commit, string tree, string above)
    {
        var git = new Git(top, workbench.Over);
        var index = Path.Combine(workbench.NewFolder().FullName, "index");
        foreach (var step in new string[][] { ["read-tree", commit], ["checkout-index", "--all", "--force", "--quiet", $"--prefix={tree}/"] })
        {
            if (git.AskWith(index, step) is { Code: not 0 } failed)
            {
                return $"git {step[0]} says: {failed.Short}";
            }
        }

        foreach (var path in Submodules(git, tree))
        {
            // What is called a submodule in .gitmodules and is none, or is outside of the repository, has no such line.
            var entry = git.AskWith(index, "ls-files", "--stage", "--", path).Output;
            if (!entry.StartsWith(Link, StringComparison.Ordinal))
            {
                continue;
            }

            var (its, linked) = (Path.Combine(top, path), entry[Link.Length..].Split(' ')[0]);
            if (new Git(its, workbench.Over).Ask("cat-file", "-e", $"{linked}^{{commit}}").Code != 0)
            {
                _missing.Add(above + path);
            }
            else if (Write(its, linked, Path.Combine(tree, path), $"{above}{path}/") is { Length: > 0 } reason)
            {
                return reason;
            }
        }

        return string.Empty;
    }

    private static IEnumerable<string> Submodules(Git git, string tree) =>
        File.Exists(Path.Combine(tree, ".gitmodules"))
            ? git.Ask("config", "--file", Path.Combine(tree, ".gitmodules"), "--null", "--get-regexp", @"^submodule\..*\.path$").Output
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(entry => entry[(entry.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd('/'))
            : [];
}
