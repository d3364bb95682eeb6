using HomelabStorage.Audit.Rendering;

namespace HomelabStorage.Audit.History;

/// <summary>What was named, as it was at the last commit that a revision and the current one have in common.</summary>
/// <param name="Named">The same files and folders as they were, in a temporary folder.</param>
/// <param name="Absent">Those that were not there yet, as they are spelled today.</param>
/// <param name="Missing">Submodules in them, where this machine does not have the commit that they were at.</param>
internal sealed record PastTree(IReadOnlyList<string> Named, IReadOnlyList<string> Absent, IReadOnlyList<string> Missing)
{
    private const string Shallow = "this clone is shallow: `git fetch --unshallow` brings the rest, and `fetch-depth: 0` does so for actions/checkout";

    /// <summary>Writes the tree into a folder of a run; null, with why not, where it cannot be had.</summary>
    public static (PastTree? Tree, string Reason) Of(string revision, IReadOnlyList<string> named, Workbench workbench)
    {
        var (top, reason) = TopOf(named, workbench.Over);
        if (top is null)
        {
            return (null, reason);
        }

        var git = new Git(top, workbench.Over);
        (var commit, reason) = Base(git, revision, top);
        if (commit is null)
        {
            return (null, reason);
        }

        var tree = workbench.NewFolder().FullName;

        // So that it is taken for a repository whose top this is.
        Directory.CreateDirectory(Path.Combine(tree, ".git"));
        var checkout = new Checkout(workbench);
        if (checkout.Write(top, commit, tree) is { Length: > 0 } failed)
        {
            return (null, failed);
        }

        (string Spelled, string Past)[] paths = [.. named.Select(n => (n, Path.GetFullPath(Path.Combine(tree, Path.GetRelativePath(top, RealPath.Of(n))))))];
        return (new PastTree(
            [.. paths.Where(p => Path.Exists(p.Past)).Select(p => FilePath.Spell(p.Past))],
            [.. paths.Where(p => !Path.Exists(p.Past)).Select(p => p.Spelled)],
            [.. checkout.Missing.Where(m => Array.Exists(paths, p => $"{tree}/{m}/".StartsWith($"{p.Past}/", StringComparison.Ordinal)))]), string.Empty);
    }

    private static (string? Top, string Reason) TopOf(IReadOnlyList<string> named, CancellationToken over)
    {
        string? top = null;
        foreach (var path in named)
        {
            var real = RealPath.Of(path);
            var answer = new Git(Directory.Exists(real) ? real : Path.GetDirectoryName(real)!, over).Ask("rev-parse", "--show-toplevel");
            if (answer.Code != 0)
            {
                return (null, answer.Code == Git.Missing ? "there is no git on the PATH"
                    : answer.Error.Contains("not a git repository", StringComparison.Ordinal) ? $"{path} is in no git repository"
                    : $"{path}: git says: {answer.Short}");
            }

            var its = RealPath.Of(answer.Output.TrimEnd('\n'));
            if (top is not null && !string.Equals(top, its, StringComparison.Ordinal))
            {
                return (null, $"{named[0]} is in the repository {top} and {path} in {its}: name what is in one");
            }

            top = its;
        }

        return (top, string.Empty);
    }

    /// <summary>The last commit in common.</summary>
    private static (string? Commit, string Reason) Base(Git git, string revision, string top)
    {
        if (git.Ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").Code != 0)
        {
            return (null, $"nothing is committed yet in {top}");
        }

        if (git.Ask("rev-parse", "--verify", "--quiet", $"{revision}^{{commit}}").Code != 0)
        {
            return (null, $"the repository {top} has no such revision; {Brought(git, "`git fetch` brings those that only a remote has")}");
        }

        return git.Ask("merge-base", revision, "HEAD") is { Code: 0 } found
            ? (found.Output.TrimEnd('\n'), string.Empty)
            : (null, $"it has no commit in common with HEAD in {top}; {Brought(git, "name a revision that has")}");
    }

    private static string Brought(Git git, string otherwise) =>
        git.Ask("rev-parse", "--is-shallow-repository").Output.StartsWith("true", StringComparison.Ordinal) ? Shallow : otherwise;
}
