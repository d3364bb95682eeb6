using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Reports;

/// <summary>Which volumes are listed, and what is said of those that nobody promised anything for.</summary>
public sealed class BackupReportTests
{
    [Fact]
    public void Media_and_what_nobody_knows_are_listed_unless_their_loss_is_acceptable()
    {
        var household = string.Join(
            "\n---\n",
            App("navidrome", "deluan/navidrome", "/music", "music"),
            App("own", "house/own", "/var/lib/own", "things"),
            App("light", "house/own", "/var/lib/own", "toys", ", annotations: {homelab-storage.io/criticality: low}"),
            App("cache", "nginx", "/var/cache/nginx", "cache"));
        Assert.Equal(
            [
                "home/things unknown: no backup of it was found; what is stored there is not known: annotation homelab-storage.io/data says it",
                "home/music not asked: media: too large to be copied whole, and not declared critical",
            ],
            Of(household));
    }

    /// <summary>What a known app keeps is listed though only a job runs it; where a job puts its copies is not.</summary>
    [Fact]
    public void Of_what_only_jobs_mount_the_data_of_apps_are_listed()
    {
        var job = """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly, namespace: home}
            spec:
              schedule: "0 3 * * *"
              jobTemplate:
                spec:
                  template:
                    spec:
                      containers:
                        - {name: c, image: 'vaultwarden/server:1', volumeMounts: [{name: data, mountPath: /data}, {name: sink, mountPath: /backup}]}
                      volumes: [{name: data, persistentVolumeClaim: {claimName: vault}}, {name: sink, persistentVolumeClaim: {claimName: backups}}]
            """;
        Assert.Equal(["home/vault broken: no backup of it was found"], Of(job + "\n---\n" + Claim("vault") + "\n---\n" + Claim("backups")));
    }

    [Fact]
    public void No_drill_asks_for_what_nobody_knows()
    {
        var report = Report(App("own", "house/own", "/var/lib/own", "things"));
        Assert.Single(BackupReport.Of(report, FixedTime.Now));
        Assert.Empty(Drill.Of(BackupReport.Of(report, FixedTime.Now), [], onlyCritical: false));
    }

    private static IEnumerable<string> Of(string household) => BackupReport.Of(Report(household), FixedTime.Now)
        .Select(row => $"{row.Spoken} {Words.BackupStates.Spell(row.State)}: {row.Reason}");

    private static AuditReport Report(string household) => HomelabStorage.Policies.Reports.Audit.Of(
        [.. ManifestReader.ReadAll($"{household}\n---\n{Class}", "all.yaml")],
        ShippedPolicy.Read(),
        FixedTime.Now);

    private const string Class = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}";

    private static string Claim(string name) =>
        $"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: {name}, namespace: home}}, spec: {{accessModes: [ReadWriteOnce], "
            + "storageClassName: fast}}";

    private static string App(string name, string image, string path, string claim, string metadata = "") =>
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{name}}, namespace: home{{metadata}} }
        spec:
          template:
            spec:
              containers: [{name: c, image: '{{image}}:1', volumeMounts: [{name: data, mountPath: {{path}} }]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: {{claim}} } }]
        ---
        {{Claim(claim)}}
        """;
}
