using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary><c>policy test</c>: cases of one's own, in the format of the cases of this project.</summary>
public sealed class PolicyTestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("policy-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_case_of_this_project_passes()
    {
        var (code, output, error) = Test(Repository.Path("tests", "cases"));
        Assert.Equal(string.Empty, error);
        Assert.True(code == ExitCode.Clean, output);
        var count = Directory.GetFiles(Repository.Path("tests", "cases"), "object.yaml", SearchOption.AllDirectories).Length;
        Assert.Equal($"{count} cases, {count} as expected\n", output);
    }

    [Fact]
    public void What_was_got_is_written_and_passes_from_then_on()
    {
        Case("denies-sqlite-on-nfs", ("object.yaml", RadarrOnNfs.App), ("cluster.yaml", RadarrOnNfs.Storage));
        var missing = Test(_folder);
        Assert.Equal(ExitCode.Findings, missing.Code);
        Assert.Contains("expected.yaml is not there; --update writes it", missing.Output, StringComparison.Ordinal);

        var update = Test(_folder, "--update");
        Assert.Equal(ExitCode.Clean, update.Code);
        Assert.Contains("1 case, 1 updated", update.Output, StringComparison.Ordinal);
        var expected = File.ReadAllText(Path.Combine(_folder, "denies-sqlite-on-nfs", "expected.yaml"));
        Assert.StartsWith("verdict: deny\n", expected, StringComparison.Ordinal);
        Assert.Contains("  - rule: sqlite-on-network-filesystem\n", expected, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Clean, "1 case, 1 as expected\n", string.Empty), Test(_folder));
    }

    /// <summary>Git may check files out with the line ends of Windows; the answer is the same.</summary>
    [Fact]
    public void The_ends_of_lines_are_no_difference()
    {
        Case("denies-sqlite-on-nfs", ("object.yaml", RadarrOnNfs.App), ("cluster.yaml", RadarrOnNfs.Storage));
        Test(_folder, "--update");
        var file = Path.Combine(_folder, "denies-sqlite-on-nfs", "expected.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal((ExitCode.Clean, "1 case, 1 as expected\n", string.Empty), Test(_folder));
    }

    [Fact]
    public void What_differs_is_shown_line_by_line_with_the_facts_behind_it()
    {
        Case("denies-sqlite-on-nfs", ("object.yaml", RadarrOnNfs.App), ("cluster.yaml", RadarrOnNfs.Storage));
        Test(_folder, "--update");
        var file = Path.Combine(_folder, "denies-sqlite-on-nfs", "expected.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("action: deny", "action: warn", StringComparison.Ordinal));
        var (code, output, _) = Test(_folder);
        Assert.Equal(ExitCode.Findings, code);
        Assert.StartsWith($"failed  {_folder}/denies-sqlite-on-nfs\n  expected.yaml: - expected + got\n", output, StringComparison.Ordinal);
        Assert.Contains("  -     action: warn\n  +     action: deny\n", output, StringComparison.Ordinal);
        Assert.Contains("    chain:   Deployment home/radarr → container radarr", output, StringComparison.Ordinal);
        Assert.Contains("    sqlite-on-network-filesystem: deny: radarr keeps SQLite at /config", output, StringComparison.Ordinal);
        Assert.EndsWith("1 case, 1 not\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("allows-it", "its name promises allow, and the verdict is deny")]
    [InlineData("cannot-tell-it", "its name promises unknown, and the verdict is deny")]
    [InlineData("warns-of-it", "its name promises warn, and the verdict is deny")]
    public void A_name_is_kept_to_and_no_update_makes_it_true(string name, string said)
    {
        Case(name, ("object.yaml", RadarrOnNfs.App), ("cluster.yaml", RadarrOnNfs.Storage));
        var (code, output, _) = Test(_folder, "--update");
        Assert.Equal(ExitCode.Findings, code);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, name, "expected.yaml")), "what breaks the name's promise is not written down as right");
    }

    [Fact]
    public void A_name_without_a_verdict_promises_nothing()
    {
        Case("radarr", ("object.yaml", RadarrOnNfs.App), ("cluster.yaml", RadarrOnNfs.Storage));
        Assert.Equal(ExitCode.Clean, Test(_folder, "--update").Code);
        Assert.Equal(ExitCode.Clean, Test(_folder).Code);
    }

    [Fact]
    public void An_update_is_judged_by_what_it_makes_worse()
    {
        Case("allows-what-was-there", ("object.yaml", RadarrOnNfs.App), ("cluster.yaml", RadarrOnNfs.Storage), ("before.yaml", RadarrOnNfs.App));
        Case(
            "denies-a-change-to-nfs",
            ("object.yaml", RadarrOnNfs.App),
            ("cluster.yaml", RadarrOnNfs.Storage),
            ("before.yaml", RadarrOnNfs.App.Replace("/config", "/elsewhere", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.Clean, Test(_folder, "--update").Code);
        Assert.Equal("verdict: allow\nfindings: []\n", File.ReadAllText(Path.Combine(_folder, "allows-what-was-there", "expected.yaml")));
    }

    [Fact]
    public void A_policy_counts_for_cases_without_one_of_their_own()
    {
        var mild = Policies.Policy.Reading.ShippedPolicy.Text.Replace(
            "# rules:",
            "rules: [{rule: sqlite-on-network-filesystem, action: warn}]\n#",
            StringComparison.Ordinal);
        var policy = Path.Combine(_folder, "mild.yaml");
        File.WriteAllText(policy, mild);
        Case("warns-by-the-policy-of-all", ("object.yaml", RadarrOnNfs.App), ("cluster.yaml", RadarrOnNfs.Storage));
        Case(
            "denies-by-its-own",
            ("object.yaml", RadarrOnNfs.App),
            ("cluster.yaml", RadarrOnNfs.Storage),
            ("policies.yaml", Policies.Policy.Reading.ShippedPolicy.Text));
        Assert.Equal(ExitCode.Clean, Test(_folder, "--policy", policy, "--update").Code);
        Assert.Equal(ExitCode.Clean, Test(_folder, "--policy", policy).Code);
        Assert.Equal(ExitCode.Findings, Test(_folder).Code);
    }

    [Theory]
    [InlineData("2026-11-30", "allows-until-then", "the exemption holds")]
    [InlineData("2026-12-02", "denies-from-then-on", "the exemption has ended")]
    public void A_case_is_asked_at_a_moment(string at, string name, string why)
    {
        var exempt = RadarrOnNfs.App.Replace(
            "namespace: home}",
            "namespace: home, annotations: {homelab-storage.io/exempt: sqlite-on-network-filesystem, homelab-storage.io/exempt-reason: moving, "
                + "homelab-storage.io/exempt-until: '2026-12-01'}}",
            StringComparison.Ordinal);
        Case(name, ("object.yaml", exempt), ("cluster.yaml", RadarrOnNfs.Storage));
        var (code, output, _) = Test(_folder, "--at", at, "--update");
        Assert.True(code == ExitCode.Clean, $"{why}: {output}");
    }

    [Fact]
    public void A_case_among_mutations_expects_a_patch()
    {
        const string claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: home}\nspec: {accessModes: [ReadWriteMany]}\n";
        Case(Path.Combine("mutations", "leaves-a-claim-alone"), ("object.yaml", claim));
        Assert.Equal(ExitCode.Clean, Test(_folder, "--update").Code);
        Assert.Equal(
            "{\n  \"patch\": [],\n  \"warnings\": []\n}\n",
            File.ReadAllText(Path.Combine(_folder, "mutations", "leaves-a-claim-alone", "expected.json")));
        Assert.Equal(ExitCode.Clean, Test(_folder).Code);
    }

    [Theory]
    [InlineData("object.yaml", "kind: [\n", "object.yaml:1:7  the bracket that opens here", "it is no YAML")]
    [InlineData("object.yaml", RadarrOnNfs.App + "\n---\n" + RadarrOnNfs.App, "object.yaml:1:1  it has to hold one object, and holds 2", "two objects")]
    [InlineData("object.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n", "object.yaml:1:1  nothing in it is judged", "a kind without storage")]
    [InlineData("cluster.yaml", "a: [\n", "cluster.yaml:1:4  no Kubernetes object, and not YAML: the bracket", "it is not YAML, nor like an object")]
    [InlineData("cluster.yaml", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: d\n", "cluster.yaml:3:11  the b", "an object that is not YAML")]
    [InlineData("cluster.yaml", "apiVersion: v1\n\tkind: b\n", "cluster.yaml:1:13  ", "a tab")]
    [InlineData("cluster.yaml", "kind: PersistentVolumeClaim\nmetadata: {name: d}\n", "cluster.yaml:1:1  ", "it has no apiVersion")]
    [InlineData("cluster.yaml", "hello\n", "cluster.yaml:1:1  ", "a word")]
    [InlineData("cluster.yaml", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: d}\nspec: 5\n", "cluster.yaml:4:", "a field of another type")]
    [InlineData("cluster.yaml", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: {{ .Values.a }}}\n",
        "cluster.yaml:3:31  a template", "a template")]
    [InlineData("before.yaml", "kind: [\n", "before.yaml:1:7  the bracket that opens here", "it was not YAML")]
    [InlineData("expected.yaml", "verdict: [\n", "expected.yaml:1:10  the bracket that opens here", "an answer that is not YAML")]
    [InlineData("expected.yaml", "allow\n", "expected.yaml:1:1  ", "an answer that is a word")]
    [InlineData("expected.json", "{\"patch\": [\n", "expected.json:1:11  ", "a patch that is not JSON")]
    [InlineData("policies.yaml", "apiVersion: homelab-storage.io/v1alpha1\nkind: StoragePolicy\nusualCriticality: huge\n", "'huge'", "a policy that is wrong")]
    public void A_wrong_case_says_what_is_wrong_and_the_others_are_asked(string file, string text, string said, string why)
    {
        Case("a-radarr", ("object.yaml", RadarrOnNfs.App), ("cluster.yaml", RadarrOnNfs.Storage));
        Test(_folder, "--update");
        Case("b-wrong", ("object.yaml", RadarrOnNfs.App), (file, text));
        string[] files = [.. Directory.GetFiles(Path.Combine(_folder, "b-wrong"))];
        foreach (var update in new string[][] { [], ["--update"] })
        {
            var (code, output, error) = Test(_folder, update);
            Assert.True(code == ExitCode.Wrong, $"{why}: {output}");
            Assert.True(error.Contains(said, StringComparison.Ordinal), $"{why}: {error}");
            Assert.Equal("2 cases, 1 as expected, 1 wrong\n", output);
        }

        Assert.Equal(files, Directory.GetFiles(Path.Combine(_folder, "b-wrong")));
        Assert.Equal(text, File.ReadAllText(Path.Combine(_folder, "b-wrong", file)));
    }

    [Fact]
    public void A_folder_without_cases_is_no_success()
    {
        Assert.Equal((ExitCode.Wrong, string.Empty, $"{_folder}: no case is there; a case is a folder with an object.yaml\n"), Test(_folder));
        Assert.Equal((ExitCode.Wrong, string.Empty, $"{_folder}/none: no such folder\n"), Test(_folder + "/none"));
        Assert.Contains("'soon' is not a time", Test(_folder, "--at", "soon").Error, StringComparison.Ordinal);
    }

    /// <summary>In the folder of a rule a case is about that rule; what another says stands in the other's folder.</summary>
    [Fact]
    public void What_another_rule_says_stands_with_that_rule()
    {
        var name = Path.Combine("unsafe-nfs-mount-options", "denies-nothing-of-its-own");
        Case(name.Replace("denies", "allows", StringComparison.Ordinal), ("object.yaml", RadarrOnNfs.App), ("cluster.yaml", RadarrOnNfs.Storage));
        var folder = Path.Combine(_folder, name.Replace("denies", "allows", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "expected.yaml"), "verdict: allow\n");
        Assert.Equal(ExitCode.Clean, Test(_folder, "--update").Code);
        var elsewhere = Path.Combine(
            _folder, "sqlite-on-network-filesystem", "elsewhere", "unsafe-nfs-mount-options~allows-nothing-of-its-own.yaml");
        Assert.Contains("action: deny", File.ReadAllText(elsewhere), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Clean, Test(_folder).Code);
        File.Delete(elsewhere);
        Assert.Equal(ExitCode.Findings, Test(_folder).Code);
    }

    private static (int Code, string Output, string Error) Test(string folder, params string[] more) => FolderDoor.Run(["policy", "test", folder, .. more]);

    private void Case(string name, params (string File, string Text)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        foreach (var (file, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }
    }
}
