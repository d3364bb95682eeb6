using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Reports;

/// <summary>What is said of files that no controller applies, beside one that a controller does.</summary>
public sealed class UnappliedTests
{
    private const string Nfs =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: NAME, namespace: home}
        spec:
          strategy: {type: Recreate}
          template:
            spec:
              containers: [{name: c, image: sissbruecker/linkding, volumeMounts: [{name: v, mountPath: /etc/linkding/data}]}]
              volumes: [{name: v, VOLUME}]
        """;

    [Theory]
    [InlineData("apps/other", "other", true, "left out")]
    [InlineData("docs/other", "other", false, "a page of documentation")]
    [InlineData("apps/Examples/other", "other", false, "an example")]
    [InlineData("apps/_archive/other", "other", false, "put away")]
    [InlineData("apps/llm-proxy-archived/other", "other", false, "put away by the end of its name")]
    [InlineData("apps/web-archive/other", "other", true, "an archive of the web")]
    [InlineData("apps/grafana-old", "other", false, "replaced")]
    [InlineData("scratch/other", "other", false, "to try something")]
    [InlineData("experiments/other", "other", false, "to try something")]
    [InlineData("tests/other", "other", false, "what a test applies")]
    [InlineData("apps/docsify", "other", true, "half a word")]
    [InlineData("apps/threshold", "other", true, "half a word at the end")]
    [InlineData("apps/recover", "app", true, "another version of what is applied")]
    public void What_nobody_applies_is_noted(string folder, string name, bool isLeftOut, string why)
    {
        var readings = ManifestReader.ReadAll(Text("app", "emptyDir: {medium: Memory}"), "docs/mine/apps/app/app.yaml")
            .Concat(ManifestReader.ReadAll(Text(name, "nfs: {server: 192.0.2.10, path: /x}"), $"docs/mine/{folder}/file.yaml").Select(Unapplied));
        var report = Policies.Reports.Audit.Of([.. readings], ShippedPolicy.Read(), FixedTime.Now);
        var findings = report.Results.Single(r => r.Verdict.Subject.IsUnapplied).Verdict.Findings;
        Assert.All(findings, f => Assert.Equal((RuleAction.Audit, why, isLeftOut), (f.Action, why, f.IsLeftOut)));
        var reason = isLeftOut ? "(no known Flux or Argo object applies it)" : "(the name of its folder says that it is not in use)";
        Assert.Contains(findings, f => f.Finding.Rule.Id is "sqlite-on-network-filesystem" && f.Finding.Message.EndsWith(reason, StringComparison.Ordinal));
        Assert.Contains(report.Results, r => !r.Verdict.Subject.IsUnapplied && r.Verdict.Findings.Any(f => f.Action >= RuleAction.Warn));
    }

    [Theory]
    [InlineData("storage", true, "applied by hand, as far as anybody knows")]
    [InlineData("DEPRECATED/storage", false, "put away")]
    public void A_class_that_was_put_away_is_not_advised(string folder, bool isAdvised, string why)
    {
        const string block = """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: encrypted}
            provisioner: driver.longhorn.io
            parameters: {numberOfReplicas: "3"}
            reclaimPolicy: Retain
            """;
        var readings = ManifestReader.ReadAll(Text("app", "nfs: {server: 192.0.2.10, path: /x}"), "home/apps/app/app.yaml")
            .Concat(ManifestReader.ReadAll(block, $"home/{folder}/class.yaml").Select(Unapplied));
        var report = Policies.Reports.Audit.Of([.. readings], ShippedPolicy.Read(), FixedTime.Now);
        var said = report.Results.Single(r => r.Verdict.Subject.Reference.Kind is "Deployment").Verdict.Findings.Select(f => f.Finding.Message);
        Assert.True(said.Any(m => m.Contains("encrypted", StringComparison.Ordinal)) == isAdvised, $"{why}: {string.Join('\n', said)}");
    }

    private static string Text(string name, string volume) =>
        Nfs.Replace("NAME", name, StringComparison.Ordinal).Replace("VOLUME", volume, StringComparison.Ordinal);

    private static ManifestReading Unapplied(ManifestReading reading) =>
        reading is ManifestReading.Understood { Manifest: var manifest } ? new ManifestReading.Understood(manifest with { IsUnapplied = true }) : reading;
}
