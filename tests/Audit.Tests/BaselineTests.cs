using System.Text.Json;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What is known is skipped, and nothing else is.</summary>
public sealed class BaselineTests : IDisposable
{
    private const string Head = "apiVersion: homelab-storage.io/v1alpha1\nkind: AuditBaseline\nfindings:\n";

    private const string Entry = "  - {rule: sqlite-on-network-filesystem, object: \"Pod/kuma/kuma\", about: \"/app/data|data|sqlite\", action: deny}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    private string Known => $"{_folder}-baseline.yaml";

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        File.Delete(Known);
    }

    [Fact]
    public void Known_findings_do_not_fail_and_a_new_one_does()
    {
        Write("a.yaml", Pod("kuma"));
        Assert.Equal((0, $"{Known}: 1 finding written\n"), Run("--write-baseline", Known) is var (c, _, e) ? (c, e) : default);
        Assert.EndsWith(Entry, File.ReadAllText(Known), StringComparison.Ordinal);
        var (code, output, error) = Run("--baseline", Known);
        Assert.Equal((0, "1 judged, 1 known finding, none new (policy homelab)\n", string.Empty), (code, output, error));
        Assert.Equal((0, "1 known finding, none new\n", string.Empty), Run("--baseline", Known, "--quiet"));
        Write("b.yaml", Pod("other"));
        Assert.DoesNotContain("known", Run("--baseline", Known, "--quiet").Output, StringComparison.Ordinal);
        (code, output, _) = Run("--baseline", Known);
        Assert.Equal(1, code);
        Assert.Contains("deny  Pod kuma/other", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Pod kuma/kuma", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_changes_no_object_changes_nothing()
    {
        foreach (var asked in RuleCase.All())
        {
            var text = string.Join("\n---\n", new[] { asked.Object, asked.Cluster }.Where(File.Exists).Select(File.ReadAllText));
            Write("a.yaml", text);
            Assert.Contains("written", Run("--write-baseline", Known).Error, StringComparison.Ordinal);
            Write("a.yaml", "# moved down\n\n" + Layout.Wider(string.Join("\n---\n", text.Split("\n---\n").Reverse())));
            File.Move(Path.Combine(_folder, "a.yaml"), Path.Combine(_folder, "z.yaml"));
            var (code, _, error) = Run("--baseline", Known, "--fail-on", "warn");
            Assert.True(code is 0 or 2, $"{asked}: {code} {error}");
            Assert.DoesNotContain("no longer found", error, StringComparison.Ordinal);
            File.Delete(Path.Combine(_folder, "z.yaml"));
        }
    }

    /// <summary>Of a pair that shares a claim one is told of, and the claim's entry counts how often: neither may be a matter of order.</summary>
    [Fact]
    public void Which_of_several_that_share_a_claim_is_told_does_not_depend_on_the_order_of_documents()
    {
        string[] documents =
        [
            "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: driver.longhorn.io\nreclaimPolicy: Retain\n",
            "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: a}\nspec: {storageClassName: fast, accessModes: [ReadWriteOnce], "
                + "resources: {requests: {storage: 1Gi}}}\n",
            .. new[] { ("a", "one two"), ("b", "one"), ("c", "one two three"), ("d", "one") }.Select(app =>
                $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {app.Item1}, namespace: a}}\nspec: {{strategy: {{type: Recreate}}, "
                    + "template: {spec: "
                    + $"{{containers: [{{name: a, image: b, volumeMounts: [{Mounts(app.Item2)}]}}], "
                    + "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}}\n"),
        ];
        string? first = null;
        for (var turn = 0; turn < documents.Length; turn++)
        {
            foreach (var order in new[] { documents, [.. documents.Reverse()] })
            {
                Write("a.yaml", string.Join("---\n", order.Skip(turn).Concat(order.Take(turn))));
                Run("--write-baseline", Known);
                first ??= File.ReadAllText(Known);
                Assert.Contains("single-writer-volume-shared", first, StringComparison.Ordinal);
                Assert.Equal(first, File.ReadAllText(Known));
            }
        }

        static string Mounts(string paths) => string.Join(", ", paths.Split(' ').Select(path => $"{{name: data, mountPath: /{path}}}"));
    }

    [Fact]
    public void What_was_repaired_is_named_and_taken_out_when_that_is_asked_for()
    {
        Write("a.yaml", Pod("kuma"));
        Write("b.yaml", Pod("other"));
        Run("--write-baseline", Known);
        File.Delete(Path.Combine(_folder, "b.yaml"));
        const string gone = "no longer found: deny sqlite-on-network-filesystem of Pod/kuma/other (/app/data|data|sqlite)\n";
        Assert.Equal($"{Known}: {gone}", Run("--baseline", Known).Error);
        Assert.Contains("Pod/kuma/other", File.ReadAllText(Known), StringComparison.Ordinal);
        Assert.Equal((0, $"{Known}: {gone}{Known}: 1 taken out\n"), Run("--prune-baseline", Known) is var (c, _, e) ? (c, e) : default);
        Assert.EndsWith("findings:\n" + Entry, File.ReadAllText(Known), StringComparison.Ordinal);
        Assert.Empty(Run("--prune-baseline", Known).Error);
    }

    [Fact]
    public void Pruning_adds_nothing_and_takes_nothing_out_of_sight()
    {
        Write("a.yaml", Pod("kuma"));
        File.WriteAllText(Known, Head + Entry.Replace("kuma/kuma", "kuma/broken", StringComparison.Ordinal));
        Write("broken.yaml", "apiVersion: [\nkind: Pod\n");
        Assert.Contains("left as it is, since not everything could be read", Run("--prune-baseline", Known).Error, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder, "broken.yaml"));
        Assert.Equal(1, Run("--prune-baseline", Known).Code);
        Assert.EndsWith("findings: []\n", File.ReadAllText(Known), StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_that_is_known_covers_no_denial()
    {
        Write("a.yaml", Pod("kuma"));
        File.WriteAllText(Known, Head + Entry.Replace("action: deny", "action: warn", StringComparison.Ordinal));
        Assert.Equal(1, Run("--baseline", Known).Code);
    }

    [Fact]
    public void A_second_one_like_a_known_one_is_new()
    {
        Write("a.yaml", Pod("kuma"));
        Run("--write-baseline", Known);
        Write("b.yaml", Pod("kuma"));
        Assert.Equal(1, Run("--baseline", Known).Code);
        Run("--write-baseline", Known);
        Assert.Contains("action: deny, count: 2}", File.ReadAllText(Known), StringComparison.Ordinal);
        Assert.Equal(0, Run("--baseline", Known).Code);
    }

    [Fact]
    public void Each_format_passes_over_what_is_known_or_says_so()
    {
        Write("a.yaml", Pod("kuma"));
        Run("--write-baseline", Known);
        foreach (var format in new[] { "table", "sarif", "gitlab", "github", "markdown" })
        {
            Assert.DoesNotContain("kuma keeps SQLite", Run("--baseline", Known, "--format", format).Output, StringComparison.Ordinal);
        }

        // What is known is not fine: the map says that it is known, and the counts do not call it anything else.
        var markdown = Run("--baseline", Known, "--format", "markdown").Output;
        Assert.Contains("1 judged, 1 known finding, none new", markdown, StringComparison.Ordinal);
        Assert.Matches(@"\| Pod[^\n]*kuma[^\n]* \| known \|\n", markdown);
        foreach (var format in new[] { "table", "markdown", "github", "html" })
        {
            Assert.DoesNotContain("1 fine", Run("--baseline", Known, "--format", format).Output, StringComparison.Ordinal);
        }

        // Nor does a page count it as denied: not in its head, not in its filter, not on its map.
        var page = Run("--baseline", Known, "--format", "html").Output;
        Assert.Contains("<p>1 judged: 1 known from before · 1 known finding ·", page, StringComparison.Ordinal);
        Assert.Contains("Nothing is new: what is wrong is known from before.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"known\">known from before <b>1</b>", page, StringComparison.Ordinal);
        Assert.Contains("<title>Pod kuma/kuma, known from before</title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"deny\"", page, StringComparison.Ordinal);

        // Beside what is known, what is new is where to start.
        Write("b.yaml", Pod("other"));
        page = Run("--baseline", Known, "--format", "html").Output;
        Assert.Contains("<p>2 judged: 1 denied, 1 known from before · 1 known finding ·", page, StringComparison.Ordinal);
        Assert.Contains("<title>Pod kuma/other, denied</title>", page, StringComparison.Ordinal);
        Assert.Contains("<title>Pod kuma/kuma, known from before</title>", page, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder, "b.yaml"));
        Assert.Contains("<skipped message=\"known from before\"", Run("--baseline", Known, "--format", "junit").Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("--baseline", Known, "--format", "json").Output);
        Assert.Equal("known", json.RootElement.GetProperty("results")[0].GetProperty("findings")[0].GetProperty("baseline").GetString());
    }

    [Theory]
    [InlineData("", "(1,1): nothing is in it; --write-baseline makes one")]
    [InlineData("# nothing\n", "(1,1): nothing is in it; --write-baseline makes one")]
    [InlineData("a\n", "(1,1): this is not a baseline; --write-baseline makes one")]
    [InlineData(
        "apiVersion: homelab-storage.io/v2\nkind: AuditBaseline\nfindings: []\n",
        "(1,1): apiVersion: 'homelab-storage.io/v2' is not the homelab-storage.io/v1alpha1 that is read here; --write-baseline makes the file again")]
    [InlineData("a: b\n", "(1,1): kind: a baseline is apiVersion: homelab-storage.io/v1alpha1, kind: AuditBaseline")]
    [InlineData("[", ": ")]
    [InlineData(Head + "  - {rule: sqlite, object: a, about: b, action: deny}\n", "(4,5): findings[0]: 'sqlite' is not a rule")]
    [InlineData(Head + "  - {rule: storage-class-not-chosen, object: a, about: b, action: 'off'}\n", "(4,5): findings[0]: 'off' is not an action of a finding")]
    [InlineData(Head + "  - {rule: storage-class-not-chosen, object: a}\n", "(4,5): findings[0]: a finding is {rule: ")]
    [InlineData(Head + Entry + Entry, "(5,5): findings[1]: it is here twice")]
    public void What_is_wrong_with_a_baseline_is_said_with_its_place(string text, string complaint)
    {
        Write("a.yaml", Pod("kuma"));
        File.WriteAllText(Known, text);
        var (code, output, error) = Run("--baseline", Known);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_that_is_not_there_or_not_alone_is_wrong_usage()
    {
        Write("a.yaml", Pod("kuma"));
        Assert.EndsWith($"--write-baseline {Known} makes one\n", Run("--baseline", Known).Error, StringComparison.Ordinal);
        Assert.StartsWith(
            "--baseline and --write-baseline do not go together",
            Run("--baseline", "a", "--write-baseline", "b").Error,
            StringComparison.Ordinal);
        Assert.StartsWith("--baseline is about findings", Run("--baseline", "a", "--fix").Error, StringComparison.Ordinal);
    }

    /// <summary>A baseline may lie in the folder that is judged.</summary>
    [Fact]
    public void A_baseline_is_no_manifest()
    {
        Write("a.yaml", Pod("kuma"));
        var file = Path.Combine(_folder, "baseline.yaml");
        Assert.Equal(0, Run("--write-baseline", file).Code);
        Assert.Equal(0, Run("--baseline", file, "--strict").Code);
    }

    private static string Pod(string name) =>
        $"apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n  namespace: kuma\nspec:\n  containers:\n    - name: kuma\n"
            + "      image: louislam/uptime-kuma:1\n      volumeMounts:\n        - {name: data, mountPath: /app/data}\n  volumes:\n"
            + "    - name: data\n      nfs: {server: nas, path: /kuma}\n";

    private (int Code, string Output, string Error) Run(params string[] options) => FolderDoor.Run(["audit", .. options, _folder]);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
