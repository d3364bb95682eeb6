using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Reports;

/// <summary>Which copies a drill restores, and what the last ones say. It is 23 November 2026, 20:00.</summary>
public sealed class DrillTests
{
    private const string Weekly = "30 4 * * 0";

    [Theory]
    [InlineData(Weekly, "", "", "due: its newest copy can be restored and checked", "not drilled: no copy was ever restored and checked")]
    [InlineData(Weekly, "2026-11-22", "", "due: its newest copy can be restored and checked", "good: a copy was restored and checked 2026-11-22 00:00Z")]
    [InlineData(Weekly, "2026-11-22", "x: torn", "due: its newest copy can be restored and checked", "failed: x: torn")]
    [InlineData(
        Weekly,
        "2026-11-01",
        "",
        "due: its newest copy can be restored and checked",
        "not drilled: a copy was last restored and checked 2026-11-01 00:00Z, and that is to be done every 7d")]
    [InlineData(
        "",
        "",
        "",
        "not drilled: no CronJob restores its copies: verify in tier critical of the policy makes one, such as verify: \"0 4 * * 0\"",
        "not drilled: no CronJob restores its copies: verify in tier critical of the policy makes one, such as verify: \"0 4 * * 0\"")]
    public void A_claim_of_ours_can_be_drilled_where_a_CronJob_checks_it(string schedule, string good, string failure, string now, string last)
    {
        var row = Assert.Single(Of([Ours("linkding", schedule, good, failure)]), r => r.Claim is "linkding");
        Assert.Equal((now, Criticality.Critical), (Spell(row), row.Criticality));
        Assert.Equal(last, Spell(Drill.Last(row, FixedTime.Now)));
    }

    [Fact]
    public void What_nobody_can_try_is_named_and_what_is_not_to_be_backed_up_is_not()
    {
        var rows = Of([]);
        Assert.Equal(["Deployment home/vault volume data", "home/linkding"], rows.Select(r => r.Spoken));
        Assert.Equal("not drilled: it is not a claim: homelab-storage copies and checks claims only", Spell(rows[0]));
        Assert.StartsWith("not drilled: no CronJob of homelab-storage copies it: no backup of it was found", Spell(rows[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_of_which_nothing_is_known_is_drilled_unless_only_critical_ones_are()
    {
        Assert.Contains(Of([Ours("other", Weekly, string.Empty, string.Empty)]), r => r is { Claim: "other", State: DrillState.Due });
        Assert.DoesNotContain(Of([Ours("other", Weekly, string.Empty, string.Empty)], onlyCritical: true), r => r.Claim is "other");
    }

    private static CheckedClaim Ours(string claim, string schedule, string good, string failure) => new()
    {
        Namespace = "home",
        Claim = claim,
        Schedule = schedule,
        LastGood = good.Length == 0 ? null : DateTimeOffset.Parse(good + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
        LastFailure = failure,
    };

    private static IReadOnlyList<DrillRow> Of(IReadOnlyList<CheckedClaim> ours, bool onlyCritical = false)
    {
        var report = HomelabStorage.Policies.Reports.Audit.Of([.. ManifestReader.ReadAll(Scene, "all.yaml")], ShippedPolicy.Read(), FixedTime.Now);
        return Drill.Of(BackupReport.Of(report, FixedTime.Now), ours, onlyCritical);
    }

    private static string Spell(DrillRow row) => $"{Words.DrillStates.Spell(row.State)}: {row.Said}";

    private const string Scene = """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: linkding, namespace: home, uid: u}
        spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: linkding, namespace: home}
        spec:
          template:
            spec:
              containers: [{name: linkding, image: 'sissbruecker/linkding:1', volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: linkding}}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: vault, namespace: home}
        spec:
          template:
            spec:
              containers: [{name: vault, image: 'vaultwarden/server:1', volumeMounts: [{name: data, mountPath: /data}]}]
              volumes: [{name: data, hostPath: {path: /srv/vault}}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: home}
        spec:
          template:
            spec:
              containers: [{name: web, image: 'nginx:1', volumeMounts: [{name: cache, mountPath: /var/cache/nginx}]}]
              volumes: [{name: cache, hostPath: {path: /srv/cache}}]
        """;
}
