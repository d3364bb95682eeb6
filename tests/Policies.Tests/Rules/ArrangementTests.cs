using System.Buffers;
using System.Text.Json;
using HomelabStorage.Policies.Answers;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>What the household decided is said where it is refused: the matrix's own reason, and how much loss the tier bears.</summary>
public sealed class ArrangementTests
{
    private const string Policy =
        """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: test}
        classes: [{name: block, backend: longhorn}, {name: second, backend: ceph-rbd}]
        matrix:
          - {data: [sqlite], critical: [block, second], important: [second], low: [], never: [nfs], why: One host writes.}
          - {data: [cache], critical: [block], important: [block], low: [block], never: [nfs], why: Fast.}
        tiers: [{criticality: critical, rpo: 1h, rto: 7m, schedule: "0 * * * *", keep: 3}]
        """;

    [Theory]
    [InlineData("sqlite", "critical", "sqlite × critical → block, then second · One host writes · RPO 1h, RTO 7m", "the matrix and the tier speak")]
    [InlineData("sqlite", "important", "sqlite × important → second · One host writes", "there is no tier for it")]
    [InlineData("sqlite", "low", "", "the matrix names no class, so its reason is for nothing")]
    [InlineData("cache", "critical", "cache × critical → block · Fast", "what is rebuilt needs no tier")]
    [InlineData("files", "critical", "RPO 1h, RTO 7m", "the matrix has no row")]
    public void It_says_where_data_belong_and_why(string kind, string criticality, string expected, string why)
    {
        var scene = Scene.Under(Policy, Pod($"homelab-storage.io/data: {kind}, homelab-storage.io/criticality: {criticality}"));
        var spoken = Arrangement.Of(scene.Mount("app", "/data").Main, scene.Policy).Spoken;
        Assert.True(string.Equals(expected, spoken, StringComparison.Ordinal), $"{why}: {spoken}");
    }

    [Fact]
    public void A_refusal_ends_with_it()
    {
        var scene = Scene.Under(Policy, Pod("homelab-storage.io/data: sqlite, homelab-storage.io/criticality: critical"));
        var denials = scene.Judge.Of(scene.Find<Workload>("app")).Findings.Where(d => d.Action == RuleAction.Deny).ToArray();
        Assert.EndsWith(
            "\n  policy: sqlite × critical → block, then second · One host writes · RPO 1h, RTO 7m",
            FindingText.Refusal(denials),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_has_it_with_the_volume_and_with_the_finding()
    {
        var pod = Pod("homelab-storage.io/data: sqlite, homelab-storage.io/criticality: critical");
        var readings = ManifestReader.ReadAll(pod, "app.yaml").ToArray();
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            JsonReport.Write(Policies.Reports.Audit.Of(readings, Scene.Under(Policy, pod).Policy, FixedTime.Now), json);
        }

        using var report = JsonDocument.Parse(bytes.WrittenMemory);
        var result = Assert.Single(report.RootElement.GetProperty("results").EnumerateArray());
        var finding = result.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("rule").GetString() is "sqlite-on-network-filesystem");
        Assert.StartsWith("SQLite's locks", finding.GetProperty("why").GetString(), StringComparison.Ordinal);
        foreach (var place in new[] { finding, Assert.Single(result.GetProperty("volumes").EnumerateArray()) })
        {
            Assert.Equal(
                """{"classes":["block","second"],"why":"One host writes.","rpo":"1h","rto":"7m"}""",
                place.GetProperty("policy").GetRawText());
        }
    }

    private static string Pod(string annotations) =>
        $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: app, namespace: home, annotations: {{{annotations}}}}}, spec: {{template: {{spec: "
            + "{containers: [{name: c, image: x, volumeMounts: [{name: v, mountPath: /data}]}], volumes: [{name: v, nfs: {server: nas, path: /x}}]}}}}";
}
