using System.Text.Json;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

public sealed class AuditCommandTests : IDisposable
{
    private const string Unsafe = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: kuma\n  namespace: kuma\nspec:\n  containers:\n    - name: "
        + "kuma\n      image: louislam/uptime-kuma:1\n      volumeMounts:\n        - {name: data, mountPath: /app/data}\n  volumes:\n    - name: "
            + "data\n      nfs: {server: nas, path: /kuma}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Findings_come_with_their_place_and_exit_code_one()
    {
        var (code, output, _) = FolderDoor.Run(["audit", "--format", "json", "-"], Unsafe);
        Assert.Equal(1, code);
        using var report = JsonDocument.Parse(output);
        var finding = report.RootElement.GetProperty("results")[0].GetProperty("findings")[0];
        Assert.Equal("sqlite-on-network-filesystem", finding.GetProperty("rule").GetString());
        Assert.Equal(13, finding.GetProperty("line").GetInt32());
        Assert.Equal("/spec/volumes/0", finding.GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("never", 0)]
    [InlineData("warn", 1)]
    [InlineData("deny", 1)]
    public void The_threshold_decides_the_exit_code(string failOn, int code) =>
        Assert.Equal(code, FolderDoor.Run(["audit", "--fail-on", failOn, "-"], Unsafe).Code);

    [Theory]
    [InlineData("--fail-on", "warn", "deny")]
    [InlineData("--max-file-size", "1Mi", "2Mi")]
    [InlineData("--context", "a", "b")]
    public void An_option_that_is_there_twice_is_named(string option, string first, string second)
    {
        var (code, _, error) = FolderDoor.Run(["audit", option, first, option, second, "-"], Unsafe);
        Assert.Equal(2, code);
        Assert.Contains($"'{option}' expects a single argument but 2 were provided", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_is_nothing_but_findings_and_complaints()
    {
        var harmless = Unsafe.Replace("nfs: {server: nas, path: /kuma}", "configMap: {name: a}", StringComparison.Ordinal)
            .Replace("louislam/uptime-kuma:1", "busybox:1", StringComparison.Ordinal);
        Assert.Equal((0, string.Empty, string.Empty), FolderDoor.Run(["audit", "--quiet", "-"], harmless));
        var (code, output, error) = FolderDoor.Run(["audit", "-q", "-"], Unsafe);
        Assert.Equal((1, string.Empty), (code, error));
        Assert.StartsWith("deny  Pod kuma/kuma", output, StringComparison.Ordinal);
        Assert.DoesNotContain("judged", output, StringComparison.Ordinal);
        Assert.Equal(2, FolderDoor.Run(["audit", "-q", "--strict", "-"], "a: b\n").Code);
    }

    [Fact]
    public void A_table_sums_up_in_one_line()
    {
        var (_, output, _) = FolderDoor.Run(["audit", "-"], Unsafe);
        Assert.EndsWith("1 judged, 1 refused (policy homelab)\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void An_object_that_cannot_be_read_is_a_row_and_the_others_are_judged()
    {
        const string wrong = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: photos, namespace: media}\nspec:\n  resources: "
            + "{requests: {storage: lots}}\n---\n";
        var (code, table, _) = FolderDoor.Run(["audit", "-"], wrong + Unsafe);
        Assert.Equal(2, code);
        Assert.Contains(
            "not judged  <stdin>:5:26  PersistentVolumeClaim media/photos: spec.resources.requests.storage is \"lots\", and Kubernetes takes a "
                + "quantity such as 5Gi there\n",
            table,
            StringComparison.Ordinal);
        Assert.EndsWith("1 judged, 1 refused, 1 object unreadable (policy homelab)\n", table, StringComparison.Ordinal);

        using var report = JsonDocument.Parse(FolderDoor.Run(["audit", "--format", "json", "-"], wrong + Unsafe).Output);
        Assert.Equal("deny", report.RootElement.GetProperty("results")[0].GetProperty("verdict").GetString());
        var aside = report.RootElement.GetProperty("notJudged")[0];
        Assert.Equal(
            ("photos", "/spec/resources/requests/storage", 5),
            (aside.GetProperty("resource").GetProperty("name").GetString(), aside.GetProperty("pointer").GetString(), aside.GetProperty("line").GetInt32()));
        var summary = report.RootElement.GetProperty("summary");
        Assert.Equal(
            (1, 1, 1),
            (summary.GetProperty("resources").GetInt32(), summary.GetProperty("notJudged").GetInt32(), summary.GetProperty("unreadable").GetInt32()));
    }

    [Fact]
    public void A_missing_file_is_wrong_usage()
    {
        var (code, _, error) = FolderDoor.Run(["audit", "no-such-folder"]);
        Assert.Equal((2, "no-such-folder: no such file or folder\n"), (code, error));
    }

    [Theory]
    [InlineData("")]
    [InlineData("just: text\n")]
    [InlineData("- a\n- b\n")]
    public void Input_without_any_object_is_not_taken_for_a_clean_one(string input)
    {
        var (code, output, error) = FolderDoor.Run(["audit", "-"], input);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.Equal("nothing to judge: there is no Kubernetes object in -\n", error);
    }

    [Fact]
    public void A_tab_is_named_where_it_is()
    {
        var (code, output, _) = FolderDoor.Run(["audit", "-"], "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n");
        Assert.Equal(2, code);
        Assert.StartsWith("broken  <stdin>:4:1  a tab indents this line: write spaces\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_folder_is_not_followed_round_and_round()
    {
        File.WriteAllText(Path.Combine(_folder, "pod.yaml"), Unsafe);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "loop"), _folder);
        var (_, output, _) = FolderDoor.Run(["audit", _folder]);
        Assert.EndsWith("1 judged, 1 refused (policy homelab)\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("'off'")]
    public void A_rule_is_switched_off_as_the_policy_shows_it(string off)
    {
        var policy = Path.Combine(_folder, "policies.yaml");
        var written = FolderDoor.Run(["policy", "default"]).Output + $"\nrules:\n  - rule: sqlite-on-network-filesystem\n    action: {off}\n";
        File.WriteAllText(policy, written);
        Assert.Equal(0, FolderDoor.Run(["audit", "--policy", policy, "-"], Unsafe).Code);
    }

    [Fact]
    public void A_link_that_leads_back_to_itself_is_broken_input()
    {
        var (one, other) = (Path.Combine(_folder, "one.yaml"), Path.Combine(_folder, "other.yaml"));
        File.CreateSymbolicLink(one, other);
        File.CreateSymbolicLink(other, one);
        foreach (var named in (string[])[one, _folder])
        {
            var (code, output, error) = FolderDoor.Run(["audit", named]);
            Assert.Equal(2, code);
            Assert.Contains("one.yaml", output + error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_broken_document_is_a_row_and_exit_code_two()
    {
        var (code, output, _) = FolderDoor.Run(["audit", "-"], Unsafe + "---\nkind: [\n");
        Assert.Equal(2, code);
        Assert.Contains("broken  <stdin>:", output, StringComparison.Ordinal);
        Assert.Contains("1 refused", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_in_no_catalog_become_entries_that_a_policy_takes()
    {
        var own = Unsafe.Replace(
            "louislam/uptime-kuma:1",
            "registry.home:5000/own/Jelly_Fin@sha256:00",
            StringComparison.Ordinal).Replace("/app/data", "/cache", StringComparison.Ordinal);
        var (code, output, _) = FolderDoor.Run(
            ["audit", "--unknown-apps", "-"],
            own
                + "---\n"
                + Unsafe
                + "---\n"
                + own
                    .Replace("own/Jelly_Fin@sha256:00", "busybox", StringComparison.Ordinal)
                    .Replace("registry.home:5000/", string.Empty, StringComparison.Ordinal));
        Assert.Equal(0, code);
        Assert.Contains("# Pod kuma/kuma\n  - name: jelly-fin\n    images: [\"registry.home:5000/own/jelly_fin\"]", output, StringComparison.Ordinal);
        Assert.Contains("      - path: \"/cache\"\n        kind: cache\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("uptime-kuma", output, StringComparison.Ordinal);
        Assert.DoesNotContain("busybox", output, StringComparison.Ordinal);

        var policy = Path.Combine(_folder, "policies.yaml");
        File.WriteAllText(policy, FolderDoor.Run(["policy", "default"]).Output.Split("\napps:")[0] + "\n" + output);
        Assert.Equal(0, FolderDoor.Run(["policy", "check", policy]).Code);
    }

    [Fact]
    public void A_broken_policy_is_exit_code_two_with_every_error()
    {
        var policy = Path.Combine(_folder, "p.yaml");
        File.WriteAllText(policy, "apiVersion: nonsense\nkind: StoragePolicy\nmetadata: {name: x}\nrulez: []\n");
        var (code, _, error) = FolderDoor.Run(["audit", "--policy", policy, "-"], Unsafe);
        Assert.Equal(2, code);
        Assert.Equal(2, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("(1,1): apiVersion: 'nonsense' is not homelab-storage.io/v1alpha1.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Kustomize_gives_namespaces_to_what_it_lists()
    {
        Write("apps/base/kuma.yaml", Unsafe.Replace("  namespace: kuma\n", string.Empty, StringComparison.Ordinal));
        Write("apps/base/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [kuma.yaml]\n");
        Write("apps/home/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: kuma\nresources:\n  - ../base\n");
        var (_, output, _) = FolderDoor.Run(["audit", "--format", "json", _folder]);
        using var report = JsonDocument.Parse(output);
        Assert.Equal("kuma", report.RootElement.GetProperty("results")[0].GetProperty("resource").GetProperty("namespace").GetString());
    }

    [Fact]
    public void Explain_shows_the_chain()
    {
        var (code, output, _) = FolderDoor.Run(["explain", "-", "--for", "Pod/kuma/kuma"], Unsafe);
        Assert.Equal(0, code);
        Assert.Contains("chain:   Pod kuma/kuma → container kuma (louislam/uptime-kuma:1) → volume data", output, StringComparison.Ordinal);
        Assert.Contains("sqlite-on-network-filesystem: deny: uptime-kuma keeps SQLite", output, StringComparison.Ordinal);
        Assert.Matches(@"\n    passes: the other [0-9]+ of [0-9]+ rules\n", output);
        Assert.DoesNotContain("mount-options-in-parameters", output, StringComparison.Ordinal);
        Assert.Contains(
            "never nfs, smb, fuse, object\n             SQLite's locks and WAL need all writers on one host.\n    tier:    important: RPO 6h, RTO 15m\n",
            output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_tells_what_a_class_can_do()
    {
        var (_, output, _) = FolderDoor.Run(
            ["explain", "-", "--for", "StorageClass/fast"],
            "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: driver.longhorn.io\n");
        Assert.Contains(
            "  backend: Longhorn (block, replicated(3), locks safe, can grow, has snapshots, observed): class fast",
            output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_tells_why_a_finding_is_acceptable_and_whose_server_it_is()
    {
        var (_, output, _) = FolderDoor.Run(
            ["explain", "-", "--for", "Pod/kuma/kuma"],
            Unsafe.Replace(
                "metadata:\n",
                "metadata:\n  annotations:\n    homelab-storage.io/exempt: sqlite-on-network-filesystem\n    homelab-storage.io/exempt-reason: moves in May\n",
                StringComparison.Ordinal)
                .Replace("server: nas", "server: 10.10.10.20", StringComparison.Ordinal));
        Assert.Contains("sqlite-on-network-filesystem: exempted (moves in May): uptime-kuma keeps SQLite", output, StringComparison.Ordinal);
        Assert.Contains("on truenas (policy)", output, StringComparison.Ordinal);
    }

    /// <summary>What a chart's template makes is judged, and so the template is not said to be left out.</summary>
    [Fact]
    public void Explain_of_what_a_chart_makes_says_nothing_of_its_templates()
    {
        Write("chart/Chart.yaml", "apiVersion: v2\nname: kuma\nversion: 1.0.0\n");
        Write("chart/values.yaml", "image: louislam/uptime-kuma:1\n");
        Write(
            "chart/templates/pod.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: kuma, namespace: kuma}\nspec:\n  containers:\n    - name: c\n      image: {{ .Values.image }}\n"
                + "      volumeMounts: [{name: d, mountPath: /app/data}]\n  volumes:\n    - {name: d, persistentVolumeClaim: {claimName: kuma}}\n");
        var (code, output, error) = FolderDoor.Run(["explain", _folder, "--for", "Pod/kuma/kuma"]);
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Contains("data:    SQLite", output, StringComparison.Ordinal);

        Write("other/templates/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}}\n");
        Assert.EndsWith(
            "  Pod/kuma/kuma\n1 document was not judged: 'homelab-storage audit' lists what and why\n",
            FolderDoor.Run(["explain", _folder, "--for", "Pod/kuma/other"]).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_a_policy_is_said_to_be_one()
    {
        var (code, _, error) = FolderDoor.Run(["policy", "check", _folder]);
        Assert.Equal((2, $"{_folder}(1,1): is a folder, not a file.\n"), (code, error));
    }

    [Fact]
    public void Explain_of_nothing_lists_what_there_is()
    {
        var (code, _, error) = FolderDoor.Run(["explain", "-", "--for", "Pod/kuma/other"], Unsafe);
        Assert.Equal(2, code);
        Assert.Contains("  Pod/kuma/kuma", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_keeps_its_contract()
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(Repository.Path("docs", "audit-report.schema.json"), TestContext.Current.CancellationToken);
        foreach (var asked in RuleCase.All())
        {
            var (_, output, _) = FolderDoor.Run(["audit", "--format", "json", asked.Folder]);
            Assert.Empty(schema.Validate(output));
        }
    }

    [Fact]
    public void A_folder_of_real_manifests_gets_a_result_for_every_workload_claim_and_class()
    {
        var folder = Environment.GetEnvironmentVariable("HOMELAB_MANIFESTS");
        Assert.SkipWhen(folder is null, "HOMELAB_MANIFESTS names no folder of manifests");
        foreach (var repository in Directory.GetDirectories(folder!))
        {
            var (code, output, error) = FolderDoor.Run(["audit", "--format", "json", repository]);
            Assert.True(code is 0 or 1 or 2, error);
            using var report = JsonDocument.Parse(output);
            Assert.Equal(
                report.RootElement.GetProperty("summary").GetProperty("resources").GetInt32(),
                report.RootElement.GetProperty("results").GetArrayLength());
        }
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
