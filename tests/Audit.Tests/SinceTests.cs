using System.Diagnostics;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What a revision of git had already is skipped: two trees judged and subtracted, whatever lines were touched.</summary>
public sealed class SinceTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public SinceTests()
    {
        _folder = Path.Combine(_home, "repository");
        Directory.CreateDirectory(_folder);
        Git(_folder, "init", "--quiet", "--initial-branch=main");
        Write("apps/radarr.yaml", RadarrOnNfs.App);
        Write("storage/storage.yaml", RadarrOnNfs.Storage.Replace("truenas-nfs\n", "local-path\n", StringComparison.Ordinal)
            .Replace("truenas-nfs}", "local-path}", StringComparison.Ordinal)
            .Replace("nfs.csi.k8s.io\nparameters: {server: 10.10.10.20, share: /mnt/tank}", "rancher.io/local-path", StringComparison.Ordinal));
        Commit("begin");
    }

    private readonly string _folder;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void A_change_of_a_claim_is_a_finding_about_a_workload_in_a_file_that_nobody_touched()
    {
        Assert.Equal(0, Run("--since", "HEAD").Code);
        Write("storage/storage.yaml", RadarrOnNfs.Storage);
        Commit("move to the NAS");
        var (code, output, _) = Run("--since", "HEAD~1");
        Assert.Equal(1, code);
        Assert.Contains("deny  Deployment home/radarr", output, StringComparison.Ordinal);
        (code, output, _) = Run("--since", "HEAD");
        Assert.Equal(0, code);
        Assert.DoesNotContain("deny", output, StringComparison.Ordinal);
        Assert.Matches("[1-9] known findings?, none new", output);
    }

    [Fact]
    public void Files_that_are_renamed_indented_or_not_committed_are_judged_as_they_lie_there()
    {
        Write("storage/storage.yaml", RadarrOnNfs.Storage);
        Commit("move to the NAS");
        File.Delete(Path.Combine(_folder, "apps/radarr.yaml"));
        Write("media/movies.yaml", "# moved\n\n" + Layout.Wider(RadarrOnNfs.App));
        Assert.Equal(0, Run("--since", "main").Code);
        Write("media/sonarr.yaml", RadarrOnNfs.App.Replace("radarr", "sonarr", StringComparison.Ordinal));
        var (code, output, _) = Run("--since", "main");
        Assert.Equal(1, code);
        Assert.Contains("Deployment home/sonarr", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Deployment home/radarr\n  deny", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_repaired_is_named()
    {
        Write("storage/storage.yaml", RadarrOnNfs.Storage);
        Commit("move to the NAS");
        Git(_folder, "revert", "--no-edit", "HEAD");
        Assert.Contains(
            "--since HEAD~1: no longer found: deny sqlite-on-network-filesystem of Deployment/home/radarr (/config|data|sqlite)\n",
            Run("--since", "HEAD~1").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_did_since_the_branch_parted_is_not_held_against_it()
    {
        Git(_folder, "switch", "--quiet", "--create", "mine");
        Write("README.md", "mine");
        Commit("mine");
        Git(_folder, "switch", "--quiet", "main");
        Write("storage/storage.yaml", RadarrOnNfs.Storage);
        Commit("move to the NAS");
        Git(_folder, "switch", "--quiet", "mine");
        Assert.Equal((0, string.Empty), Run("--since", "main") is var (code, _, error) ? (code, error) : default);
    }

    [Fact]
    public void A_folder_or_a_file_below_the_top_is_judged_as_it_was()
    {
        Write("storage/storage.yaml", RadarrOnNfs.Storage);
        Commit("move to the NAS");
        string[] files = [Path.Combine(_folder, "apps"), Path.Combine(_folder, "storage", "storage.yaml")];
        Assert.Equal(1, FolderDoor.Run(["audit", .. files]).Code);
        Assert.Equal(0, FolderDoor.Run(["audit", .. files, "--since", "HEAD"]).Code);
        Write("later/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}\n");
        var later = Path.Combine(_folder, "later");
        Assert.Equal(
            (0, $"--since HEAD: {later} was not there yet, so what is found in it counts as new\n"),
            FolderDoor.Run(["audit", later, "--since", "HEAD"]) is var (code, _, error) ? (code, error) : default);
    }

    [Fact]
    public void It_goes_with_a_baseline_and_every_format()
    {
        Write("storage/storage.yaml", RadarrOnNfs.Storage);
        Commit("move to the NAS");
        Write("apps/sonarr.yaml", RadarrOnNfs.App.Replace("radarr", "sonarr", StringComparison.Ordinal));
        var known = Path.Combine(_home, "known.yaml");
        Assert.Equal(0, Run("--write-baseline", known).Code);
        Write("apps/lidarr.yaml", RadarrOnNfs.App.Replace("radarr", "lidarr", StringComparison.Ordinal));
        Commit("lidarr");
        Assert.Equal(1, Run("--baseline", known).Code);
        Assert.Equal(1, Run("--since", "HEAD~1").Code);
        Assert.Equal(0, Run("--since", "HEAD", "--baseline", known).Code);
        Assert.DoesNotContain("lidarr keeps SQLite", Run("--since", "HEAD", "--baseline", known, "--format", "sarif").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Submodules_are_judged_as_they_were()
    {
        var (deep, apps) = (Path.Combine(_home, "deep"), Path.Combine(_home, "apps"));
        foreach (var (repository, file) in new[] { (deep, "storage.yaml"), (apps, "radarr.yaml") })
        {
            Directory.CreateDirectory(repository);
            File.WriteAllText(Path.Combine(repository, file), file[0] == 's' ? RadarrOnNfs.Storage : RadarrOnNfs.App);
            Git(repository, "init", "--quiet", "--initial-branch=main");
            Git(repository, "add", "--all");
            Git(repository, "commit", "--quiet", "--message", "begin");
        }

        Git(apps, "submodule", "--quiet", "add", $"file://{deep}", "storage");
        Git(apps, "commit", "--quiet", "--message", "storage");
        Git(_folder, "rm", "--quiet", "-r", "apps", "storage");
        Git(_folder, "submodule", "--quiet", "add", $"file://{apps}", "media");
        Git(_folder, "submodule", "--quiet", "update", "--init", "--recursive");
        Commit("the apps are a repository of their own");
        File.WriteAllText(Path.Combine(apps, "sonarr.yaml"), RadarrOnNfs.App.Replace("radarr", "sonarr", StringComparison.Ordinal));
        Git(apps, "add", "--all");
        Git(apps, "commit", "--quiet", "--message", "sonarr");
        Git(Path.Combine(_folder, "media"), "pull", "--quiet");
        Commit("sonarr");
        var (code, output, error) = Run("--since", "HEAD~1");
        Assert.Equal((1, string.Empty), (code, error));
        Assert.Contains("deny  Deployment home/sonarr", output, StringComparison.Ordinal);
        Assert.DoesNotContain("deny  Deployment home/radarr", output, StringComparison.Ordinal);
        Assert.Equal(0, Run("--since", "HEAD").Code);

        // Of the commit that it was at, a clone that has only the last one knows nothing.
        var fresh = Path.Combine(_home, "fresh");
        Git(_home, "clone", "--quiet", _folder, fresh);
        Git(fresh, "submodule", "--quiet", "update", "--init", "--depth=1", "--recursive");
        (code, _, error) = FolderDoor.Run(["audit", fresh, "--since", "HEAD~1"]);
        Assert.Equal(1, code);
        Assert.Equal(
            "--since HEAD~1: the commit that submodule media was at is not on this machine, so what is found in it counts as new; "
                + "`git submodule update --init media`, or `git -C media fetch`, brings it\n",
            error);
    }

    [Theory]
    [InlineData("nowhere", "has no such revision; `git fetch` brings those that only a remote has")]
    [InlineData("-x", "--since: '-x' is not a revision")]
    public void A_revision_that_is_none_is_exit_code_two(string revision, string complaint)
    {
        var (code, output, error) = Run($"--since={revision}");
        Assert.Equal((2, string.Empty), (code, output));
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_past_says_what_to_do()
    {
        var shallow = Path.Combine(_home, "shallow");
        Write("README.md", "second");
        Commit("second");
        Git(_home, "clone", "--quiet", "--depth=1", $"file://{_folder}", shallow);
        Assert.Contains("`fetch-depth: 0`", FolderDoor.Run(["audit", shallow, "--since", "HEAD~1"]).Error, StringComparison.Ordinal);
        var outside = Path.Combine(_home, "outside");
        Directory.CreateDirectory(outside);
        File.WriteAllText(Path.Combine(outside, "app.yaml"), RadarrOnNfs.App);
        Assert.Equal(
            (2, $"--since main: {outside} is in no git repository\n"),
            FolderDoor.Run(["audit", outside, "--since", "main"]) is var (code, _, error) ? (code, error) : default);
        Git(outside, "init", "--quiet");
        Assert.Contains("nothing is committed yet", FolderDoor.Run(["audit", outside, "--since", "HEAD"]).Error, StringComparison.Ordinal);
        Assert.Contains("name what is in one", FolderDoor.Run(["audit", _folder, outside, "--since", "main"]).Error, StringComparison.Ordinal);
        Git(outside, "fetch", "--quiet", _folder, "main:main");
        Assert.Contains("nothing is committed yet", FolderDoor.Run(["audit", outside, "--since", "main"]).Error, StringComparison.Ordinal);
        Git(_folder, "checkout", "--quiet", "--orphan", "other");
        Commit("other");
        Assert.Contains("no commit in common with HEAD", Run("--since", "main").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--since is about files in a git repository", "--cluster")]
    [InlineData("--since is about files in a git repository", "-")]
    [InlineData("--since leaves out what --write-baseline is to take in", "x", "--write-baseline", "y")]
    [InlineData("--since is about findings, and --diff", "x", "--diff")]
    public void Where_it_has_no_meaning_it_is_wrong_usage(string complaint, params string[] arguments)
    {
        var (code, output, error) = FolderDoor.Run(["audit", "--since", "main", .. arguments]);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.StartsWith(complaint, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_behind_and_nothing_of_the_repository_is_changed()
    {
        Write("apps/radarr.yaml", RadarrOnNfs.App + "\n# not committed\n");
        var (before, index) = (Left(), File.ReadAllBytes(Path.Combine(_folder, ".git", "index")));
        Run("--since", "main");
        Run("--since", "nowhere");
        Assert.Equal(before, Left());
        Assert.Equal(index, File.ReadAllBytes(Path.Combine(_folder, ".git", "index")));
        Assert.Equal(" M apps/radarr.yaml\n", Git(_folder, "status", "--porcelain"));
    }

    /// <summary>Folders of runs that hold a tree of the past: other tests have folders of their own at the same time.</summary>
    private static string[] Left()
    {
        var deep = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return
        [
            .. Directory.GetDirectories(Path.GetTempPath(), "homelab-storage-*")
                .Where(run => Directory.Exists(run) && Directory.GetFiles(run, "radarr.yaml", deep).Length > 0),
        ];
    }

    private (int Code, string Output, string Error) Run(params string[] arguments) => FolderDoor.Run(["audit", _folder, .. arguments]);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Commit(string subject)
    {
        Git(_folder, "add", "--all");
        Git(_folder, "commit", "--quiet", "--message", subject);
    }

    private static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "git",
            ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always", .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
