using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Mutation;

/// <summary>What is written on a claim for whoever runs the household's backups.</summary>
public sealed class BackupIntentTests
{
    [Theory]
    [InlineData("lscr.io/linuxserver/sonarr", "/config", "important", "sqlite 14", "SQLite is copied by its own means")]
    [InlineData("adguard/adguardhome", "/opt/adguardhome/work", "important", "files 14", "another embedded database is copied as files")]
    [InlineData("postgres", "/var/lib/postgresql/data", "important", "dump 14", "a server is asked for a dump")]
    [InlineData("lscr.io/linuxserver/sonarr", "/config", "low", "sqlite 7", "the tier says how many are kept")]
    [InlineData("lscr.io/linuxserver/sonarr", "/config", "critical", "sqlite 14", "replication is not a backup")]
    [InlineData("lscr.io/linuxserver/sonarr", "/media", "important", "", "media are no database")]
    [InlineData("somebody/sonarr", "/config", "important", "", "a guess is no reason")]
    public void The_kind_of_data_and_the_tier_decide(string image, string path, string criticality, string expected, string why)
    {
        var written = Written(image, path, $"homelab-storage.io/criticality: {criticality}");
        var said = $"{written.GetValueOrDefault("homelab-storage.io/backup-strategy")} {written.GetValueOrDefault("homelab-storage.io/backup-keep")}".Trim();
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), $"{why}: {said}");
        Assert.Equal(expected.Length > 0, written.ContainsKey("homelab-storage.io/backup-schedule"));
    }

    [Theory]
    [InlineData("homelab-storage.io/backup: 'false'")]
    [InlineData("k8up.io/backup: 'true'")]
    [InlineData("k8up.io/backup: 'false'")]
    public void What_is_left_to_others_is_not_written_on(string annotation) => Assert.Empty(Written("lscr.io/linuxserver/sonarr", "/config", annotation));

    [Fact]
    public void What_somebody_wrote_stays()
    {
        var written = Written("lscr.io/linuxserver/sonarr", "/config", "homelab-storage.io/backup-keep: '3'");
        Assert.Equal(["homelab-storage.io/backup-schedule", "homelab-storage.io/backup-strategy"], written.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Schedules_on_the_hour_are_spread_and_stay_where_they_are()
    {
        var first = Written("lscr.io/linuxserver/sonarr", "/config", "x: y")["homelab-storage.io/backup-schedule"];
        Assert.EndsWith(" */6 * * *", first, StringComparison.Ordinal);
        Assert.Equal(first, Written("lscr.io/linuxserver/sonarr", "/config", "x: y")["homelab-storage.io/backup-schedule"]);
    }

    [Theory]
    [InlineData("home", "nfs://nas/backups")]
    [InlineData("media", "claim://media")]
    public void Where_copies_go_is_written_where_the_policy_says_it(string ns, string target)
    {
        const string Policy =
            """
            apiVersion: homelab-storage.io/v1alpha1
            kind: StoragePolicy
            metadata: {name: test}
            tiers: [{criticality: important, rpo: 6h, rto: 15m, schedule: '5 */6 * * *', keep: 'last=9,daily=7'}]
            protection: {emit: [cronjob], target: 'nfs://nas/backups'}
            namespaces: [{names: [media], target: 'claim://media'}]
            """;
        var scene = Scene.Under(
            Policy,
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: " + ns + ", annotations: {homelab-storage.io/data: "
                + "sqlite, homelab-storage.io/criticality: important}}, spec: {storageClassName: x}}\n");
        Assert.Equal(
            ["backup-schedule=5 */6 * * *", "backup-keep=last=9,daily=7", "backup-strategy=sqlite", "backup-target=" + target],
            Mutator.OnCreate(scene.Find<Claim>("data"), scene.Judge, scene.Policy).Edits
                .Select(e => $"{e.Pointer[(e.Pointer.LastIndexOf('1') + 1)..]}={e.Value}"));
    }

    [Fact]
    public void A_tier_without_a_schedule_has_none_to_write()
    {
        const string Policy =
            """
            apiVersion: homelab-storage.io/v1alpha1
            kind: StoragePolicy
            metadata: {name: test}
            tiers: [{criticality: important, rpo: 6h, rto: 15m}]
            protection: {emit: [cronjob]}
            """;
        var scene = Scene.Under(
            Policy,
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home, annotations: {homelab-storage.io/data: "
                + "sqlite, homelab-storage.io/criticality: important}}, spec: {storageClassName: x}}\n");
        Assert.Empty(Mutator.OnCreate(scene.Find<Claim>("data"), scene.Judge, scene.Policy).Edits);
    }

    private static Dictionary<string, string> Written(string image, string path, string annotation)
    {
        var scene = Scene.Of(
            $"---\n{{apiVersion: v1, kind: Pod, metadata: {{name: app, namespace: home}}, spec: {{containers: [{{name: c, image: {image}, "
                + $"volumeMounts: [{{name: v, mountPath: {path}}}]}}], volumes: [{{name: v, persistentVolumeClaim: {{claimName: data}}}}]}}}}\n"
            + $"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: home, annotations: {{{annotation}}}}}, "
                + $"spec: {{accessModes: [ReadWriteOnce], storageClassName: longhorn}}}}\n"
            + "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: longhorn}, provisioner: driver.longhorn.io, reclaimPolicy: Retain}\n");
        return Mutator.OnCreate(scene.Find<Claim>("data"), scene.Judge, scene.Policy).Edits
            .Where(e => e.Pointer.Contains("backup-", StringComparison.Ordinal))
            .ToDictionary(
                e => e.Pointer["/metadata/annotations/".Length..].Replace("~1", "/", StringComparison.Ordinal),
                e => e.Value.ToString(),
                StringComparer.Ordinal);
    }
}
