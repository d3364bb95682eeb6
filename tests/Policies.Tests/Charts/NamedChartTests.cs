using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Tests.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Charts;

/// <summary>A chart that nobody here has, and that is called after an app: its values mostly say where the app's data is.</summary>
public sealed class NamedChartTests
{
    [Theory]
    [InlineData("grafana", "persistence: {enabled: true, storageClassName: truenas-nfs, size: 1Gi}", "/var/lib/grafana", "one volume")]
    [InlineData("grafana", "persistence: {existingClaim: data}", "/var/lib/grafana", "a claim that is there")]
    [InlineData("grafana", "persistence: {existingClaim: data, mountPath: /var/lib/grafana}", "/var/lib/grafana", "mounted where it says")]
    [InlineData("jellyfin",
        "persistence: {config: {enabled: true, storageClass: truenas-nfs}, media: {existingClaim: films}}", "/config", "several by their names")]
    [InlineData("n8n", "main: {persistence: {enabled: true, storageClass: truenas-nfs}}", "/home/node/.n8n", "below the app's part")]
    [InlineData("grafana",
        "persistence: {config: {type: nfs, enabled: true, server: nas, path: /x, mountPath: /var/lib/grafana}}", "/var/lib/grafana", "a share")]
    [InlineData("grafana", "persistence: {existingClaim: data}, databaseUrl: '', sql: {}, postgresql: {enabled: false}", "/var/lib/grafana", "no server")]
    public void Its_database_on_NFS_is_warned_of_as_a_guess(string chart, string values, string path, string why)
    {
        var text = Release(chart, values) + Said.Claim("storageClassName: truenas-nfs, accessModes: [ReadWriteOnce]") + Said.Nas + Said.Block;
        var report = Policies.Reports.Audit.Of([.. ManifestReader.ReadAll(text, "f.yaml")], ShippedPolicy.Read(), FixedTime.Now);
        var (action, finding) = Assert.Single(
            report.Results.Where(r => r.Verdict.Subject is Workload).SelectMany(r => r.Verdict.Findings).Select(d => (d.Action, d.Finding)),
            d => d.Finding.Rule.Id is "sqlite-on-network-filesystem");
        Assert.True(action == RuleAction.Warn && finding.Message.Contains($"SQLite at {path}", StringComparison.Ordinal), $"{why}: {action} {finding.Message}");
    }

    [Theory]
    [InlineData("grafana", "persistence: {enabled: false, storageClassName: truenas-nfs}", "it is off")]
    [InlineData("grafana", "persistence: {}", "nothing is said")]
    [InlineData("grafana", "persistence: true", "it is no map")]
    [InlineData("grafana", "persistence: {logs: {enabled: true, storageClass: truenas-nfs}}", "what is said is not of its database")]
    [InlineData("some-operator", "persistence: {enabled: true, storageClassName: truenas-nfs}", "it is called after no app")]
    [InlineData("grafana", "a: b", "its values say nothing of it")]
    [InlineData("n8n", "persistence: {enabled: true}, externalPostgresql: {host: pg}", "its database is on a server")]
    [InlineData("nextcloud", "persistence: {enabled: true}, mariadb: {enabled: true}", "its database is on a server beside it")]
    [InlineData("grafana", "persistence: {enabled: true}, databaseUrl: 'postgres://pg/x'", "its database is at an address")]
    [InlineData("grafana", "persistence: {enabled: true}, extraDatabases: [x]", "databases are listed")]
    public void Nothing_is_guessed_without_ground(string chart, string values, string why)
    {
        var made = Deployed.Of([.. ManifestReader.ReadAll(Release(chart, values), "f.yaml")]);
        Assert.True(made.OfType<ManifestReading.Understood>().All(u => u.Manifest is not Workload), why);
        Assert.Contains(made, r => r is ManifestReading.NotJudged { Name: var name } && name == chart);
    }

    /// <summary>An operator has images of the same last name, and keeps its data elsewhere.</summary>
    [Fact]
    public void A_chart_is_the_app_that_is_called_so()
    {
        var made = Deployed.Of([.. ManifestReader.ReadAll(Release("postgresql", "primary: {persistence: {enabled: true}}"), "f.yaml")]);
        var workload = Assert.Single(made.OfType<ManifestReading.Understood>().Select(u => u.Manifest).OfType<Workload>());
        var container = Assert.Single(workload.Pod.Containers);
        Assert.Equal("/bitnami/postgresql", Assert.Single(container.Mounts).Path);
        Assert.Equal("of chart postgresql", container.Image.Written);
    }

    private static string Release(string chart, string values) =>
        $"---\n{{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {{name: app, namespace: home}}, spec: {{chart: {{spec: {{chart: {chart}, "
            + $"sourceRef: {{kind: HelmRepository, name: x}}}}}}, values: {{{values}}}}}}}\n";
}
