using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Targets;
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

    /// <summary>The CronJob that copies a claim is no app of the claim's: when the app is gone, its data is still there.</summary>
    [Fact]
    public void A_claim_that_only_a_copying_job_mounts_is_listed()
    {
        var claim = Claim("vault").Replace("namespace: home}", "namespace: home, annotations: {homelab-storage.io/data: sqlite}}", StringComparison.Ordinal);
        Assert.StartsWith("home/vault broken: CronJob home/copy ", Assert.Single(Of($"{Copy("busybox:1", "vault")}\n---\n{claim}")), StringComparison.Ordinal);
    }

    /// <summary>What jobs send on is a copy, as a rule, where nothing says what it is.</summary>
    [Fact]
    public void A_claim_of_unknown_data_that_only_a_copying_job_mounts_is_not_listed() =>
        Assert.Empty(Of($"{Copy("rclone/rclone:1", "copies")}\n---\n{Claim("copies")}"));

    [Fact]
    public void No_drill_asks_for_what_nobody_knows()
    {
        var report = Report(App("own", "house/own", "/var/lib/own", "things"));
        Assert.Single(BackupReport.Of(report, FixedTime.Now));
        Assert.Empty(Drill.Of(BackupReport.Of(report, FixedTime.Now), [], onlyCritical: false));
    }

    /// <summary>Until the first probe of a target has succeeded there is no CronJob, and that is no fault.</summary>
    [Fact]
    public void A_target_that_is_being_tried_is_what_a_claim_waits_for()
    {
        var target = BackupTarget.Read("nfs://10.0.0.9/b", out _)!;
        var probe = "{apiVersion: batch/v1, kind: Job, metadata: {name: probe-0, namespace: home, labels: "
            + $"{{{JobLabels.Role}: {JobLabels.Spell(JobRole.Probe)}, {JobLabels.Target}: {target.Mark}}}}}, spec: {{template: {{spec: {{}}}}}}}}";
        Assert.Equal(
            "TargetBeingTried: target nfs://10.0.0.9/b of namespace home is being tried by Job probe-0; backups begin once it has succeeded; "
                + "nothing needs to be written; kubectl -n home describe job probe-0 shows how far it is",
            Obstacle(Report($"{Bound(", homelab-storage.io/backup-target: 'nfs://10.0.0.9/b'")}\n---\n{probe}")));
    }

    /// <summary>A probe that succeeded long ago is nothing to wait for, and the component that is there none to add.</summary>
    [Theory]
    [InlineData(true, "Suspended: CronJob NAME is suspended, so claim books is not copied; where a restore was interrupted, homelab-storage restore home/books "
        + "goes on with it; otherwise kubectl -n home patch cronjob NAME -p '{\"spec\":{\"suspend\":false}}'")]
    [InlineData(false, "NoCronJob: ")]
    public void A_CronJob_that_is_suspended_is_what_is_in_the_way(bool isThere, string expected)
    {
        var bound = Bound(", homelab-storage.io/backup-target: 'nfs://10.0.0.9/b'");
        var cluster = Inventory.Of(ManifestReader.ReadAll($"{bound}\n---\n{Class}", "all.yaml").OfType<ManifestReading.Understood>().Select(r => r.Manifest));
        var plans = new JobPlanner(new Resolver(cluster, ShippedPolicy.Read(), FixedTime.Now), ShippedPolicy.Read(), "hs:1").All();
        var name = Assert.IsType<ClaimPlan.Ready>(Assert.Single(plans)).Jobs[0].Name;
        var own = Copy("hs:1", "books").Replace("name: copy,", $"name: {(isThere ? name : "other")},", StringComparison.Ordinal)
            .Replace("schedule:", "suspend: true\n  schedule:", StringComparison.Ordinal);
        Assert.StartsWith(expected.Replace("NAME", name, StringComparison.Ordinal), Obstacle(Report($"{bound}\n---\n{own}")), StringComparison.Ordinal);
    }

    /// <summary>Without component backups nobody makes CronJobs, and a claim on its way out gets none.</summary>
    [Theory]
    [InlineData("", "NoCronJob: no CronJob of homelab-storage copies claim books, and none is being prepared; if the claim is older than a minute, add "
        + "deploy/manifests/components/backups to the kustomization of homelab-storage: ")]
    [InlineData(", deletionTimestamp: '2026-11-25T11:00:00Z'", "BeingDeleted: claim books is being deleted, so no CronJob is made for it; ")]
    public void A_claim_whose_backup_nobody_prepares_says_why(string metadata, string expected)
    {
        var bound = Bound(", homelab-storage.io/backup-target: 'nfs://10.0.0.9/b'").Replace("uid: u1", $"uid: u1{metadata}", StringComparison.Ordinal);
        Assert.StartsWith(expected, Obstacle(Report(bound)), StringComparison.Ordinal);
    }

    /// <summary>Whoever asks without the policy that the server has been given learns what the server knows, and not that a target is missing.</summary>
    [Theory]
    [InlineData(0, "NotStarting: quota; raise it")]
    [InlineData(21, "NoTarget: claim books is to be backed up, and nothing says where to; write protection.target into the policy, or annotation "
        + $"homelab-storage.io/backup-target on the claim: {BackupTarget.Accepted}")]
    public void A_target_that_is_missing_here_hides_nothing_that_the_server_said(int minutes, string expected) =>
        Assert.Equal(expected, Obstacle(Report(
            Bound(string.Empty),
            new ClaimEvent("NotStarting", "quota", "raise it", FixedTime.Now.AddMinutes(-minutes)))));

    /// <summary>Snapshots of a NAS may protect the data unseen. A backup that was asked for and cannot be made is no such doubt.</summary>
    [Theory]
    [InlineData("fast", "", BackupState.Broken)]
    [InlineData("nas", "", BackupState.Unknown)]
    [InlineData("nas", ", homelab-storage.io/backup-target: 'nfs://10.0.0.9/b'", BackupState.Broken)]
    public void What_is_in_the_way_of_a_backup_that_was_asked_for_breaks_the_promise(string type, string target, BackupState state)
    {
        var bound = Bound(target);
        var row = BackupReport.Of(
            Report(type is "nas" ? bound.Replace("local: {path: /x}", "nfs: {server: nas, path: /x}", StringComparison.Ordinal) : bound),
            FixedTime.Now).Single();
        Assert.Equal((state, type is "nas" && target.Length > 0 ? "NetworkFileSystem" : "NoTarget"), (row.State, row.Obstacle!.Reason));
    }

    private static string Obstacle(AuditReport report) =>
        BackupReport.Of(report, FixedTime.Now).Single().Obstacle is { } obstacle ? $"{obstacle.Reason}: {obstacle.Spoken}" : "nothing";

    private static string Bound(string annotations) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: linkding, namespace: home}
        spec:
          template:
            metadata: {labels: {app: linkding} }
            spec:
              containers: [{name: c, image: 'sissbruecker/linkding:1.31.0', volumeMounts: [{name: data, mountPath: /etc/linkding/data}] }]
              volumes: [{name: data, persistentVolumeClaim: {claimName: books} }]
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: books, namespace: home, uid: u1, annotations: {homelab-storage.io/backup-schedule: "0 3 * * *"{{annotations}} } }
        spec: {accessModes: [ReadWriteOnce], storageClassName: fast, volumeName: books}
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: books}
        spec: {storageClassName: fast, accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, local: {path: /x}, claimRef: {namespace: home, name: books} }
        """;

    private static IEnumerable<string> Of(string household) => BackupReport.Of(Report(household), FixedTime.Now)
        .Select(row => $"{row.Spoken} {Words.BackupStates.Spell(row.State)}: {row.Reason}");

    private static AuditReport Report(string household, ClaimEvent? told = null) => HomelabStorage.Policies.Reports.Audit.Of(
        [.. ManifestReader.ReadAll($"{household}\n---\n{Class}", "all.yaml").Select(reading =>
            reading is ManifestReading.Understood { Manifest: Claim claim } ? new ManifestReading.Understood(claim with { Told = told }) : reading)],
        ShippedPolicy.Read(),
        FixedTime.Now);

    private const string Class = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}";

    private static string Copy(string image, string claim) => $$"""
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: copy, namespace: home}
        spec:
          schedule: "0 3 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  containers: [{name: c, image: '{{image}}', volumeMounts: [{name: data, mountPath: /data, readOnly: true}] }]
                  volumes: [{name: data, persistentVolumeClaim: {claimName: {{claim}} } }]
        """;

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
