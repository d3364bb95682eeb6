using System.Diagnostics;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary><c>migrate plan</c>: what is planned, what is refused, and what is written.</summary>
public sealed class MigratePlanTests : IDisposable
{
    private readonly MoveFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_plan_has_a_new_claim_a_Job_that_checks_the_change_in_Git_and_the_way_back()
    {
        _folder.Write("classes.yaml", MoveFolder.Classes);
        _folder.Write("app.yaml", MoveFolder.Claim, MoveFolder.App);
        var (code, output, error) = _folder.Plan("books/linkding-data", "--to", "longhorn-sqlite");
        Assert.Equal((0, string.Empty), (code, error));
        Assert.StartsWith("# Move claim books/linkding-data from class truenas-nfs to class longhorn-sqlite\n", output, StringComparison.Ordinal);
        Assert.All(
            (string[])[
                "kubectl -n books scale deployment linkding --replicas 0\n",
                "kubectl apply -f 10-new-claim.yaml -f 20-copy-job.yaml\n",
                "kubectl patch pv \"$OLD\" -p '{\"spec\":{\"persistentVolumeReclaimPolicy\":\"Retain\"}}'\n",
                "kubectl -n books delete pvc linkding-data hs-move-linkding-data-",
                "\"namespace\":\"books\",\"name\":\"linkding-data\",\"uid\":null,\"resourceVersion\":null}}}'\n",
                "## Undo the move\n",
                "  accessModes:\n    - ReadWriteOnce\n  storageClassName: longhorn-sqlite\n  resources:\n    requests:\n      storage: \"5Gi\"\n",
                "            - backup\n            - run\n",
                "            runAsUser: 33\n            runAsNonRoot: true\n",
                "-  accessModes: [ReadWriteMany]\n+  accessModes: [ReadWriteOnce]\n"
                    + "-  storageClassName: truenas-nfs   # on the NAS\n+  storageClassName: longhorn-sqlite   # on the NAS\n",
            ],
            part => Assert.Contains(part, output, StringComparison.Ordinal));
        Assert.DoesNotContain("cascade", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_StatefulSet_is_replaced_around_its_pods_and_its_claim_keeps_its_name()
    {
        _folder.Write("classes.yaml", MoveFolder.Classes);
        _folder.Write("vault.yaml", MoveFolder.Set);
        var (code, output, _) = _folder.Plan("vault/data-vault-0", "--to", "longhorn-sqlite");
        Assert.Equal(0, code);
        var (before, back) = (output.Split("## Undo the move")[0], output.Split("## Undo the move")[1]);
        Assert.All(
            (string[])[before, back],
            part => Assert.Contains("kubectl -n vault delete statefulset vault --cascade=orphan", part, StringComparison.Ordinal));
        Assert.Contains("\"$NEW\" --type merge", before, StringComparison.Ordinal);
        Assert.Contains("\"$OLD\" --type merge", back, StringComparison.Ordinal);
        Assert.Contains("StatefulSet vault/vault has 2 replicas, each with a claim of its own; this moves data-vault-0", before, StringComparison.Ordinal);
        Assert.Contains("-        storageClassName: truenas-nfs\n+        storageClassName: longhorn-sqlite\n", back, StringComparison.Ordinal);
    }

    /// <summary>The claims of a running StatefulSet are there; where the other one is says nothing about this one.</summary>
    [Fact]
    public void A_claim_of_one_replica_moves_though_those_of_others_stay()
    {
        _folder.Write("classes.yaml", MoveFolder.Classes);
        _folder.Write("vault.yaml", MoveFolder.Set);
        foreach (var name in (string[])["data-vault-0", "data-vault-1"])
        {
            _folder.Write($"{name}.yaml", $$$"""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: {{{name}}}, namespace: vault}
                spec: {accessModes: [ReadWriteOnce], storageClassName: truenas-nfs, resources: {requests: {storage: 1Gi} } }
                """);
        }

        foreach (var name in (string[])["vault/data-vault-0", "vault/data-vault-1"])
        {
            var (code, _, error) = _folder.Plan(name, "--to", "longhorn-sqlite");
            Assert.True(code == 0, error);
        }
    }

    [Fact]
    public void The_files_are_written_into_a_folder_and_never_over_others()
    {
        _folder.Write("classes.yaml", MoveFolder.Classes);
        _folder.Write("app.yaml", MoveFolder.Claim, MoveFolder.App);
        var into = Path.Combine(Directory.CreateTempSubdirectory("homelab-storage-plan-").FullName, "move");
        Assert.Equal(0, _folder.Plan("books/linkding-data", "--to", "longhorn-sqlite", "-o", into).Code);
        Assert.Equal(
            ["00-runbook.md", "10-new-claim.yaml", "20-copy-job.yaml", "30-change-in-git.diff"],
            Directory.EnumerateFiles(into).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        File.WriteAllText(Path.Combine(into, "10-new-claim.yaml"), "mine");
        var (code, _, error) = _folder.Plan("books/linkding-data", "--to", "longhorn-sqlite", "-o", into);
        Assert.Equal(2, code);
        Assert.Contains("10-new-claim.yaml is there already; nothing was written", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(into, "10-new-claim.yaml")));
    }

    [Fact]
    public void The_change_is_one_that_patch_applies()
    {
        _folder.Write("classes.yaml", MoveFolder.Classes);
        var file = _folder.Write("app.yaml", MoveFolder.Claim, MoveFolder.App);
        var diff = _folder.Plan("books/linkding-data", "--to", "longhorn-sqlite").Output.Split("```diff\n")[1].Split("```")[0];
        using var patch = Process.Start(new ProcessStartInfo("patch", ["-p1", "-d", "/"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        patch.StandardInput.Write(diff);
        patch.StandardInput.Close();
        patch.WaitForExit();
        Assert.Equal(0, patch.ExitCode);
        Assert.Contains("accessModes: [ReadWriteOnce]\n  storageClassName: longhorn-sqlite   # on the NAS\n", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("books/linkding-data", "", 2, "--to says which class claim books/linkding-data is to be on: longhorn-sqlite, other-nfs")]
    [InlineData("books/linkding-dat", "longhorn-sqlite", 2, "there is no claim books/linkding-dat; did you mean 'books/linkding-data'?")]
    [InlineData("home/zzz", "longhorn-sqlite", 2, "there is no claim home/zzz. There are: books/linkding-data, vault/data-vault-0, vault/data-vault-1")]
    [InlineData("vault/data-vault-2", "longhorn-sqlite", 2, "there is no claim vault/data-vault-2; did you mean 'vault/data-vault-0'?")]
    [InlineData("books/linkding-data", "longhorn-sqlit", 2, "no StorageClass of that name was found; did you mean 'longhorn-sqlite'?")]
    [InlineData("books/linkding-data", "truenas-nfs", 2, "is on class truenas-nfs already; other classes: longhorn-sqlite, other-nfs")]
    [InlineData("books/linkding-data", "other-nfs", 1, "[sqlite-on-network-filesystem] linkding keeps SQLite at /etc/linkding/data")]
    [InlineData("vault/data-vault-0", "other-nfs", 1, "[sqlite-on-network-filesystem] vaultwarden keeps SQLite at /data")]
    public void What_cannot_be_planned_says_why(string claim, string to, int code, string said)
    {
        _folder.Write("all.yaml", MoveFolder.Classes, MoveFolder.Claim, MoveFolder.App, MoveFolder.Set);
        var answer = to.Length > 0 ? _folder.Plan(claim, "--to", to) : _folder.Plan(claim);
        Assert.Equal((code, string.Empty), (answer.Code, answer.Output));
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1Gi", 2, "--size 1Gi is less than the 5Gi of claim books/linkding-data: a volume does not shrink")]
    [InlineData("much", 2, "--size 'much' is not a size such as 10Gi")]
    [InlineData("8Gi", 0, "")]
    public void A_volume_may_grow_and_not_shrink(string size, int code, string said)
    {
        _folder.Write("all.yaml", MoveFolder.Classes, MoveFolder.Claim, MoveFolder.App);
        var answer = _folder.Plan("books/linkding-data", "--to", "longhorn-sqlite", "--size", size);
        Assert.Equal(code, answer.Code);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        Assert.Equal(code == 0, answer.Output.Contains("+  resources: {requests: {storage: \"8Gi\"}}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("volumeMode: Block, ", "raw block device")]
    [InlineData("dataSourceRef: {kind: VolumeSnapshot, name: x, apiGroup: snapshot.storage.k8s.io}, ", "names a source that fills it")]
    public void What_cannot_be_copied_is_refused(string spec, string said)
    {
        _folder.Write("all.yaml", MoveFolder.Classes, $$$$$"""
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home},
             spec: { {{{{{spec}}}}}accessModes: [ReadWriteOnce], storageClassName: truenas-nfs, resources: {requests: {storage: 1Gi}}}}
            """);
        var (code, _, error) = _folder.Plan("home/data", "--to", "longhorn-sqlite");
        Assert.Equal(1, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sissbruecker/linkding:1.41.0", "LD_DB_ENGINE=postgres", "https://linkding.link/")]
    [InlineData("vaultwarden/server:1.32.0", "   pgloader vaultwarden.load\n", "https://github.com/dani-garcia/vaultwarden/wiki/")]
    [InlineData("ghcr.io/home-assistant/home-assistant:2026.1", "recorder.db_url", "https://www.home-assistant.io/")]
    [InlineData("lscr.io/linuxserver/sonarr:4.0.10", "\"data only\" sonarr.db", "https://wiki.servarr.com/sonarr/postgres-setup")]
    [InlineData("lscr.io/linuxserver/radarr:5.0.0", "\"data only\" radarr.db", "https://wiki.servarr.com/radarr/postgres-setup")]
    [InlineData("lscr.io/linuxserver/prowlarr:1.0.0", "\"data only\" prowlarr.db", "https://wiki.servarr.com/prowlarr/postgres-setup")]
    [InlineData("grafana/grafana:11.0.0", "GF_DATABASE_TYPE=postgres", "https://github.com/grafana/database-migrator")]
    public void An_app_goes_to_a_database_as_its_own_documentation_says(string image, string said, string source)
    {
        _folder.Write(
            "all.yaml",
            MoveFolder.Classes,
            MoveFolder.Claim,
            MoveFolder.App.Replace("sissbruecker/linkding:1.41.0", image, StringComparison.Ordinal));
        var (code, output, error) = _folder.Plan("books/linkding-data", "--to", "postgresql");
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Contains($"This is what {source}", output, StringComparison.Ordinal);
        Assert.Contains("What does not come along: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql", "no app on the claim has a way there in the catalog.")]
    [InlineData("POSTGRESQL", "did you mean 'postgresql'?")]
    public void Databases_that_an_app_has_a_way_to_are_listed(string to, string said)
    {
        _folder.Write(
            "all.yaml",
            MoveFolder.Classes,
            MoveFolder.Claim,
            MoveFolder.App.Replace("sissbruecker/linkding:1.41.0", "grafana/grafana:11.0.0", StringComparison.Ordinal));
        var (code, _, error) = _folder.Plan("books/linkding-data", "--to", to);
        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.EndsWith(". Databases that 'migrate plan' knows the app's own way to: postgresql\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_whose_entry_has_no_way_there_is_told_the_classes()
    {
        _folder.Write(
            "all.yaml",
            MoveFolder.Classes,
            MoveFolder.Claim,
            MoveFolder.App.Replace("sissbruecker/linkding:1.41.0", "some/body:1", StringComparison.Ordinal));
        var (code, _, error) = _folder.Plan("books/linkding-data", "--to", "postgresql");
        Assert.Equal(2, code);
        Assert.Contains("no StorageClass of that name was found, and no app on the claim has a way there in the catalog.", error, StringComparison.Ordinal);
    }

    /// <summary>With the volume that it had the claim would wait for ever for one that is taken.</summary>
    [Fact]
    public void A_claim_that_names_its_volume_is_changed_by_hand()
    {
        _folder.Write("claim.yaml", MoveFolder.Claim.Replace("spec:", "spec:\n  volumeName: linkding-pv", StringComparison.Ordinal));
        _folder.Write("rest.yaml", MoveFolder.Classes, MoveFolder.App);
        var (code, output, _) = _folder.Plan("books/linkding-data", "--to", "longhorn-sqlite");
        Assert.Equal(0, code);
        Assert.Contains("spec.storageClassName: longhorn-sqlite, ", output, StringComparison.Ordinal);
        Assert.Contains(", and no volumeName, which names the old volume", output, StringComparison.Ordinal);
        Assert.Contains("kubectl create -f linkding-data-before.yaml ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("```diff", output, StringComparison.Ordinal);
    }

    /// <summary>What a chart's template makes is changed there: no value of another name would be read.</summary>
    [Fact]
    public void A_claim_that_a_chart_makes_is_changed_in_its_template()
    {
        _folder.Write("app/Chart.yaml", "{apiVersion: v2, name: app, version: 1.0.0}");
        _folder.Write("app/values.yaml", "a: b");
        const string ns = "namespace: {{ .Release.Namespace }}";
        _folder.Write("app/templates/claim.yaml", MoveFolder.Claim.Replace("namespace: books", ns, StringComparison.Ordinal));
        _folder.Write("app/templates/app.yaml", MoveFolder.App.Replace("namespace: books", ns, StringComparison.Ordinal));
        _folder.Write("argo.yaml", "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: app, namespace: argocd}, spec: {destination: "
            + "{namespace: books}, source: {path: app}}}");
        _folder.Write("classes.yaml", MoveFolder.Classes);
        var (code, output, _) = _folder.Plan("books/linkding-data", "--to", "longhorn-sqlite");
        Assert.Equal(0, code);
        Assert.Contains("spec.storageClassName: longhorn-sqlite, spec.accessModes[0]: ReadWriteOnce (made by ", output, StringComparison.Ordinal);
        Assert.Contains("app/templates/claim.yaml)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("kubectl apply -f app/values.yaml", output, StringComparison.Ordinal);
        Assert.DoesNotContain("```diff", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_a_kustomization_patches_is_changed_by_hand()
    {
        _folder.Write("claim.yaml", MoveFolder.Claim.Replace("truenas-nfs ", "${CLASS:=truenas-nfs} ", StringComparison.Ordinal));
        _folder.Write("rest.yaml", MoveFolder.Classes, MoveFolder.App);
        var (code, output, _) = _folder.Plan("books/linkding-data", "--to", "longhorn-sqlite");
        Assert.Equal(0, code);
        Assert.Contains("a variable of Flux stands in it", output, StringComparison.Ordinal);
        Assert.DoesNotContain("```diff", output, StringComparison.Ordinal);
    }
}
