using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>The leader sees backups through: CronJobs of the plans, and what becomes of their runs.</summary>
public sealed class BackupControllerTests : IDisposable
{
    private const string Record = "homelab-storage.io/";
    private static readonly JobCase Linkding = new("copies-linkding-to-the-nas");
    private static readonly JobCase Checked = new("restores-to-check");

    private readonly FakeStore _store = new();
    private readonly Leftovers _leftovers = new(new FakeTimeProvider());
    private readonly ApiServer _server;
    private readonly Meter _meter = new("backups");
    private readonly Clock _time = new();
    private readonly FakeLogger _log = new();

    public BackupControllerTests()
    {
        _server = _store.Connect();
        foreach (var plan in Linkding.Plans().Concat(Checked.Plans()).OfType<ClaimPlan.Ready>())
        {
            Probed(plan.Probe, 0, exit: 0);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static BackupJob Job => Linkding.Jobs().Single();

    private static string Path => $"apis/batch/v1/namespaces/books/cronjobs/{Job.Name}";

    public void Dispose()
    {
        _leftovers.Dispose();
        _server.Dispose();
        _store.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_CronJob_is_made_once_and_stays_as_it_is()
    {
        var controller = Controller();
        Assert.True(await Look(controller, Linkding));
        Assert.Equal([$"PATCH {Path}"], _store.Writes);
        Assert.Equal("12 */6 * * *"[2..], ((string)_store[Path]!["spec"]!["schedule"]!)[2..]);
        Assert.True(await Look(controller, Linkding));
        Assert.True(await Look(Controller(), Linkding));
        Assert.Single(_store.Writes);
    }

    [Fact]
    public async Task What_somebody_changes_by_hand_is_put_back_and_a_suspension_is_left()
    {
        await Look(Controller(), Linkding);
        Change(one =>
        {
            one["spec"]!["suspend"] = true;
            one["spec"]!["schedule"] = "0 0 1 1 *";
            one["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!["args"] = new JsonArray("backup", "list");
        });
        await Look(Controller(), Linkding);
        var healed = _store[Path]!;
        Assert.True((bool)healed["spec"]!["suspend"]!);
        Assert.Equal(Job.Schedule, (string?)healed["spec"]!["schedule"]);
        Assert.Equal(
            Job.Arguments,
            healed["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(a => (string)a!));
    }

    /// <summary>Two may take themselves for the leader for a moment, when one of them was asleep.</summary>
    [Fact]
    public async Task What_somebody_has_written_since_it_was_looked_at_is_left_to_the_next_look()
    {
        await Look(Controller(), Linkding);
        Change(one => one["spec"]!["schedule"] = "0 0 1 1 *");
        _store.Asked = change =>
        {
            _store.Asked = _ => { };
            Assert.Equal($"PATCH {Path}", change);
            Change(one => one["spec"]!["schedule"] = "30 2 * * *");
        };
        Assert.False(await Look(Controller(), Linkding));
        Assert.Equal("30 2 * * *", (string?)_store[Path]!["spec"]!["schedule"]);
        Assert.Empty(Events("books"));
        Assert.True(await Look(Controller(), Linkding));
        Assert.Equal(Job.Schedule, (string?)_store[Path]!["spec"]!["schedule"]);
    }

    [Fact]
    public async Task Two_that_look_at_once_make_what_one_makes_and_then_nothing()
    {
        await Look(Controller(), Linkding);
        var alone = Bare();
        _store.Remove(Path);
        Assert.True((await Task.WhenAll(Look(Controller(), Linkding), Look(Controller(), Linkding))).All(done => done));
        Assert.True(JsonNode.DeepEquals(alone, Bare()), Bare().ToJsonString());
        await Task.WhenAll(Look(Controller(), Without(Linkding)), Look(Controller(), Without(Linkding)));
        Assert.Null(_store[Path]);
        await Look(Controller(), Linkding);
        var writes = _store.Writes.Count;
        Assert.True((await Task.WhenAll(Look(Controller(), Linkding), Look(Controller(), Linkding))).All(done => done));
        Assert.Equal(writes, _store.Writes.Count);

        JsonObject Bare()
        {
            var one = _store[Path]!;
            one["metadata"]!.AsObject().Remove("resourceVersion");
            return one;
        }
    }

    /// <summary>Labels, owner and annotations can be copied; whose field manager applied it tells.</summary>
    [Fact]
    public async Task A_forged_CronJob_is_neither_touched_nor_believed()
    {
        using var lastSuccess = new MetricCollector<long>(_meter, "homelab_storage.backup.last_success.timestamp");
        var controller = Controller();
        await Look(controller, Linkding);
        const string Forged = "apis/batch/v1/namespaces/books/cronjobs/hs-forged";
        var copy = _store[Path]!;
        copy["metadata"]!["name"] = "hs-forged";
        copy["metadata"]!["uid"] = "uid-forged";
        copy["metadata"]!["annotations"]![Record + "last-success"] = "2026-11-26T11:00:00Z";
        copy["metadata"]!["managedFields"] = JsonNode.Parse(
            """[{"manager": "kubectl", "operation": "Apply"}, {"manager": "homelab-storage", "operation": "Update"}]""");
        _store.Put(Forged, copy.ToJsonString());
        var writes = _store.Writes.Count;
        Assert.True(await Look(controller, Linkding));
        Assert.Equal(0, Value(lastSuccess));
        await Look(controller, Without(Linkding));
        Assert.Equal([$"DELETE {Path}"], _store.Writes.Skip(writes));
        Assert.NotNull(_store[Forged]);
    }

    /// <summary>Until Kubernetes has removed what the old claim owned both are there; the new one begins anew and has nothing of the old one's.</summary>
    [Fact]
    public async Task A_claim_made_again_has_a_CronJob_of_its_own_and_the_old_ones_success_is_not_its()
    {
        using var lastSuccess = new MetricCollector<long>(_meter, "homelab_storage.backup.last_success.timestamp");
        var controller = Controller();
        await Look(controller, Linkding);
        Ran("one", Job, "2026-11-26T11:00:00Z", 0, """{"kind": "BackupResult", "exit": 0, "message": "good"}""");
        await Look(controller, Linkding);
        var old = _store[Path]!.ToJsonString();
        var claim = Linkding.Cluster.Claims.All.Single();
        var volume = Linkding.Cluster.Volumes.All.Single();
        var again = Linkding.Cluster
            .With(claim with { Metadata = claim.Metadata with { Uid = "made-again" }, Spec = claim.Spec with { VolumeName = "pv-again" } })
            .With(volume with { Reference = volume.Reference with { Name = "pv-again" } });
        var plan = Assert.IsType<ClaimPlan.Ready>(
            new JobPlanner(new Resolver(again, Linkding.Policy, _time.Now), Linkding.Policy, JobCase.Image).All().Single());
        Assert.NotEqual(Job.Name, plan.Jobs[0].Name);
        Assert.True(await Look(controller, again));
        Assert.Equal(old, _store[Path]!.ToJsonString());
        var made = _store[$"apis/batch/v1/namespaces/books/cronjobs/{plan.Jobs[0].Name}"]!;
        Assert.Equal("made-again", (string?)made["metadata"]!["ownerReferences"]![0]!["uid"]);
        Assert.Contains("/books/linkding-data/made-again", made.ToJsonString(), StringComparison.Ordinal);
        _store.Remove(Path);
        Assert.True(await Look(controller, again));
        Assert.Equal(0, Value(lastSuccess));
        Assert.Single(_store.All("apis/batch/v1/namespaces/books/cronjobs"));
    }

    [Fact]
    public async Task What_the_API_server_fills_in_is_no_reason_to_write()
    {
        await Look(Controller(), Linkding);
        Change(one =>
        {
            one["spec"]!["suspend"] = false;
            var pod = one["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!;
            pod["schedulerName"] = "default-scheduler";
            pod["volumes"]![1]!["emptyDir"]!["sizeLimit"] = "2048Mi";
            pod["containers"]![0]!["imagePullPolicy"] = "IfNotPresent";
            pod["containers"]!.AsArray().Add(new JsonObject { ["name"] = "mesh", ["image"] = "mesh:1" });
        });
        await Look(Controller(), Linkding);
        Assert.Single(_store.Writes);
    }

    [Fact]
    public async Task Without_the_intent_the_CronJob_goes()
    {
        await Look(Controller(), Linkding);
        await Look(Controller(), Without(Linkding));
        Assert.Null(_store[Path]);
        Assert.Equal([$"PATCH {Path}", $"DELETE {Path}"], _store.Writes);
    }

    [Theory]
    [InlineData("obstacle", 12, "its target is misspelled")]
    [InlineData("unmounted", 12, "nobody but the CronJob mounts the claim for a moment")]
    [InlineData("looked at", 12, "only a pod of somebody who looks at the claim mounts it for a moment")]
    [InlineData("deleted", 12, "Kubernetes deletes the claim once its app is gone, and takes the CronJob along")]
    [InlineData("unseen", 12, "the claim was not found, and where it is gone Kubernetes takes the CronJob along")]
    public async Task What_is_only_in_the_way_for_now_takes_no_CronJob_along_and_no_limit(string what, int hours, string why)
    {
        using var limit = new MetricCollector<long>(_meter, "homelab_storage.backup.limit");
        using var made = new MetricCollector<long>(_meter, "homelab_storage.backup.cronjob.timestamp");
        var controller = Controller();
        await Look(controller, Linkding);
        Change(one => one["metadata"]!["creationTimestamp"] = "2026-11-26T10:00:00Z");
        await Look(controller, Linkding);
        Assert.Equal(12 * 3600, Value(limit));
        var claim = Linkding.Cluster.Claims.All.Single();
        await Look(controller, what switch
        {
            "obstacle" => Annotated(Linkding, "backup-target", "nfs:/nas"),
            "unmounted" => Linkding.Cluster.Without(Linkding.Cluster.Workloads.All.Single()).With(Manifest(_store[Path]!.ToJsonString())),
            "looked at" => Linkding.Cluster.Without(Linkding.Cluster.Workloads.All.Single()).With(Manifest($$"""
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "debug", "namespace": "books"}, "spec": {
                  "containers": [{"name": "c", "image": "busybox", "volumeMounts": [{"name": "v", "mountPath": "/v"}]}],
                  "volumes": [{"name": "v", "persistentVolumeClaim": {"claimName": "{{claim.Name}}"} }] } }
                """)),
            "deleted" => Linkding.Cluster.With(claim with { Metadata = claim.Metadata with { IsBeingDeleted = true } }),
            _ => Linkding.Cluster.Without(claim),
        });
        Assert.True(_store[Path] is not null, why);
        Assert.Equal(hours * 3600, Value(limit));
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero), DateTimeOffset.FromUnixTimeSeconds(Value(made)));
        await Look(controller, Without(Linkding));
        Assert.Null(_store[Path]);
    }

    [Fact]
    public async Task A_policy_that_wants_no_copies_any_more_takes_the_CronJob_of_a_claim_that_nobody_mounts()
    {
        await Look(Controller(), Linkding);
        var unmounted = Linkding.Cluster.Without(Linkding.Cluster.Workloads.All.Single());
        var silent = Linkding.Policy with { Protection = Linkding.Policy.Protection with { HasOwnJobs = false } };
        await Controller().Look(new AuditSource(unmounted, silent, IsComplete: true), Stop);
        Assert.Null(_store[Path]);
    }

    [Theory]
    [InlineData("manager")]
    [InlineData("owner")]
    [InlineData("label")]
    public async Task What_is_not_ours_is_never_touched(string missing)
    {
        await Look(Controller(), Linkding);
        Change(one =>
        {
            switch (missing)
            {
                case "manager":
                    one["metadata"]!["managedFields"]![0]!["manager"] = "kubectl";
                    break;
                case "owner":
                    one["metadata"]!["ownerReferences"]![0]!["uid"] = "another";
                    break;
                default:
                    one["metadata"]!["labels"]!.AsObject().Remove("homelab-storage.io/role");
                    break;
            }

            one["spec"]!["schedule"] = "0 0 1 1 *";
        });
        var inventory = missing is "label" ? Linkding.Cluster.With(Manifest(_store[Path]!.ToJsonString())) : Linkding.Cluster;
        await Controller().Look(new AuditSource(inventory, Linkding.Policy, IsComplete: true), Stop);
        await Look(Controller(), Without(Linkding));
        Assert.Equal("0 0 1 1 *", (string?)_store[Path]!["spec"]!["schedule"]);
        Assert.Contains(Events("books"), e => ((string)e["message"]!).Contains("so it is left as it is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pod_security_standard_is_asked_before_anything_is_written()
    {
        var ns = Manifest("""
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "books", "labels": {"pod-security.kubernetes.io/enforce": "baseline"}}}
            """);
        _store.Warning = "would violate PodSecurity \"restricted:latest\": restricted volume types (volume \"target\" uses restricted volume type \"nfs\")";
        await Look(Controller(), Linkding.Cluster.With(ns));
        Assert.NotNull(_store[Path]);
        await Look(Controller(), Without(Linkding));
        _store.Warning = _store.Warning.Replace("restricted:", "baseline:", StringComparison.Ordinal);
        await Look(Controller(), Linkding.Cluster.With(ns));
        Assert.Null(_store[Path]);
        var said = Assert.Single(Events("books"));
        Assert.Equal("BackupObstaclePodSecurity", (string?)said["reason"]);
        Assert.Equal("PersistentVolumeClaim", (string?)said["involvedObject"]!["kind"]);
        Assert.Contains("restricted volume type", (string)said["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_run_said_at_its_end_is_written_on_its_CronJob_and_measured()
    {
        using var lastSuccess = new MetricCollector<long>(_meter, "homelab_storage.backup.last_success.timestamp");
        using var size = new MetricCollector<long>(_meter, "homelab_storage.backup.size");
        using var failed = new MetricCollector<long>(_meter, "homelab_storage.backup.failed");
        var controller = Controller();
        await Look(controller, Linkding);
        Ran(
            "one",
            Job,
            "2026-11-26T11:00:00Z",
            0,
            """{"kind": "BackupResult", "verb": "run", "exit": 0, "message": "good", "archive": "a.tar.gz", "consistency": "consistent", "bytes": 4096}""");
        await Look(controller, Linkding);
        Assert.Equal(
            ("2026-11-26T11:00:00Z", "a.tar.gz", "consistent", "4096", null),
            (Said("last-success"), Said("last-archive"), Said("last-consistency"), Said("last-size"), Said("last-failure")));
        await Look(controller, Linkding);
        Assert.Equal(2, _store.Writes.Count);
        Assert.Equal(DateTimeOffset.Parse("2026-11-26T11:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds(), Value(lastSuccess));
        Assert.Equal(4096, Value(size));
        Ran("two", Job, "2026-11-26T12:00:00Z", 3, """{"kind": "BackupResult", "verb": "run", "exit": 3, "message": "the target is full"}""");
        await Look(controller, Linkding);
        Assert.Equal(("2026-11-26T11:00:00Z", "2026-11-26T12:00:00Z: the target is full"), (Said("last-success"), Said("last-failure")));
        Assert.Equal(1, Value(failed));
    }

    [Fact]
    public async Task A_suspicious_copy_is_no_success()
    {
        await Look(Controller(), Linkding);
        Ran("one", Job, "2026-11-26T11:00:00Z", 4, """{"kind": "BackupResult", "exit": 4, "message": "stored", "suspicious": "half the bytes are gone"}""");
        await Look(Controller(), Linkding);
        Assert.Equal((null, "2026-11-26T11:00:00Z: half the bytes are gone"), (Said("last-success"), Said("last-suspicion")));
    }

    [Theory]
    [InlineData("pod", "a pod that only carries the labels")]
    [InlineData("job", "a Job that only carries the labels")]
    [InlineData("words", "exit code 0 without our line")]
    public async Task What_is_no_run_of_ours_proves_nothing(string wrong, string why)
    {
        await Look(Controller(), Linkding);
        Ran(
            "one",
            Job,
            "2026-11-26T11:00:00Z",
            0,
            wrong is "words" ? "ok" : """{"kind": "BackupResult", "exit": 0, "message": "good"}""",
            ofPod: wrong is "pod" ? "stranger" : null,
            ofJob: wrong is "job" ? "stranger" : null);
        await Look(Controller(), Linkding);
        Assert.True(Said("last-success") is null, why);
    }

    [Theory]
    [InlineData("{\"kind\": \"BackupResult\", \"message\": \"half a character \\ud800\"}")]
    [InlineData("{\"kind\": \"BackupResult\", \"archive\": \"\\udc00\", \"message\": \"x\"}")]
    [InlineData("{\"kind\": \"BackupResult\", \"kept\": [\"\\ud800\"], \"message\": \"x\"}")]
    [InlineData("{\"\\ud800\": 1, \"kind\": \"BackupResult\", \"message\": \"x\"}")]
    [InlineData("{\"kind\": {\"deep\": [[[[1]]]]}}")]
    [InlineData("[\"BackupResult\"]")]
    [InlineData("{\"kind\": \"BackupResult\"")]
    public async Task What_a_container_writes_at_its_end_is_its_own_business_and_stops_no_others(string message)
    {
        await Look(Controller(), Linkding);
        Ran("one", Job, "2026-11-26T11:00:00Z", 1, message);
        Assert.True(await Look(Controller(), Linkding));
        Assert.Equal((null, "2026-11-26T11:00:00Z: ended with 1 (no reason given) and said nothing"), (Said("last-success"), Said("last-failure")));
    }

    [Fact]
    public async Task A_run_whose_time_is_up_before_it_has_begun_has_failed_and_says_why()
    {
        using var failed = new MetricCollector<long>(_meter, "homelab_storage.backup.failed");
        var controller = Controller();
        await Look(controller, Linkding);
        Ran("one", Job, ended: null, 0, string.Empty, waiting: """{"reason": "CreateContainerConfigError", "message": "secret \"backups\" not found"}""");
        await Look(controller, Linkding);
        Ended("one", "2026-11-26T12:00:00Z", "Job was active longer than specified deadline");
        await Look(controller, Linkding);
        const string Words = "2026-11-26T12:00:00Z: Job one failed: Job was active longer than specified deadline; "
            + "pod one-pod does not start: CreateContainerConfigError: secret \"backups\" not found";
        Assert.Equal((null, Words), (Said("backup-obstacle"), Said("last-failure")));
        Assert.Equal(1, Value(failed));
        var before = _store.Writes.Count;
        await Look(controller, Linkding);
        Assert.Equal(before, _store.Writes.Count);
        Ran("two", Job, "2026-11-26T12:00:30Z", 0, """{"kind": "BackupResult", "exit": 0, "message": "good"}""");
        await Look(controller, Linkding);
        Assert.Equal(("2026-11-26T12:00:30Z", null), (Said("last-success"), Said("last-failure")));
    }

    [Fact]
    public async Task What_a_failed_run_said_stays_when_its_pod_is_gone()
    {
        await Look(Controller(), Linkding);
        Ran("one", Job, "2026-11-26T10:00:00Z", 0, """{"kind": "BackupResult", "exit": 0, "message": "good"}""");
        Ran("two", Job, "2026-11-26T11:59:30Z", 3, """{"kind": "BackupResult", "exit": 3, "message": "the target is full"}""");
        await Look(Controller(), Linkding);
        Ended("two", "2026-11-26T11:59:40Z", "Job has reached the specified backoff limit");
        await Look(Controller(), Linkding);
        Assert.Equal(("2026-11-26T10:00:00Z", "2026-11-26T11:59:30Z: the target is full"), (Said("last-success"), Said("last-failure")));
    }

    [Fact]
    public async Task A_copy_that_was_restored_and_checked_is_noted_where_copies_are_made()
    {
        var jobs = Checked.Jobs().ToArray();
        await Look(Controller(), Checked);
        Ran("check", jobs[1], "2026-11-26T11:30:00Z", 0, """{"kind": "BackupResult", "verb": "verify", "exit": 0, "message": "good", "archive": "b"}""");
        await Look(Controller(), Checked);
        Assert.Equal("2026-11-26T11:30:00Z", Annotation($"apis/batch/v1/namespaces/lab/cronjobs/{jobs[0].Name}", "restore-tested"));
    }

    [Fact]
    public async Task What_the_last_check_said_is_known_of_its_claim_and_measured()
    {
        using var last = new MetricCollector<long>(_meter, "homelab_storage.drill.last_success.timestamp");
        using var failed = new MetricCollector<long>(_meter, "homelab_storage.drill.failed");
        using var limit = new MetricCollector<long>(_meter, "homelab_storage.drill.limit");
        var check = Checked.Jobs().Last();
        var controller = Controller();
        await Look(controller, Checked);
        await Look(controller, Checked);
        Assert.Equal((check.Schedule, null, string.Empty), Known(await Claim()));
        Assert.Equal((0, 0, 14 * 24 * 3600), (Value(last), Value(failed), Value(limit)));

        Ran("one", check, "2026-11-26T11:30:00Z", 0, """{"kind": "BackupResult", "verb": "verify", "exit": 0, "message": "good", "archive": "b"}""");
        await Look(controller, Checked);
        Assert.Equal((check.Schedule, "2026-11-26T11:30:00Z", string.Empty), Known(await Claim()));
        Assert.Equal((DateTimeOffset.Parse("2026-11-26T11:30:00Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds(), 0), (Value(last), Value(failed)));

        Ran("two", check, "2026-11-26T12:00:00Z", 5, """{"kind": "BackupResult", "verb": "verify", "exit": 5, "message": "it is torn"}""");
        await Look(controller, Checked);
        Assert.Equal((check.Schedule, "2026-11-26T11:30:00Z", "2026-11-26T12:00:00Z: it is torn"), Known(await Claim()));
        Assert.Equal(1, Value(failed));

        async Task<CheckedClaim> Claim() => Assert.Single((await new CheckedClaims(_server).Of("lab", Stop)).Found!);

        static (string, string?, string) Known(CheckedClaim claim) =>
            (claim.Schedule, claim.LastGood?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), claim.LastFailure);
    }

    [Fact]
    public async Task A_drill_is_the_Job_of_the_CronJob_that_checks()
    {
        await Look(Controller(), Checked);
        var check = Checked.Jobs().Last();
        var run = Assert.IsType<StartedRun.Begun>(await new BackupNow(_server, TimeProvider.System).Start("lab", check.Claim, JobRole.Verify, Stop));
        var made = _store[$"apis/batch/v1/namespaces/lab/jobs/{run.Job}"]!;
        Assert.Equal(check.Arguments, made["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(a => (string)a!));
        await Look(Controller(), Linkding);
        var refused = Assert.IsType<StartedRun.Refused>(
            await new BackupNow(_server, TimeProvider.System).Start("books", "linkding-data", JobRole.Verify, Stop));
        Assert.Contains("verify in its tier of the policy makes one", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Secret_that_is_not_there_is_an_obstacle_at_once_and_a_pod_that_waits_one_after_a_while()
    {
        await Look(Controller(), Linkding);
        Ran("one", Job, ended: null, 0, string.Empty, waiting: """{"reason": "CreateContainerConfigError", "message": "secret \"backups\" not found"}""");
        await Look(Controller(), Linkding);
        Assert.Contains("secret \"backups\" not found", Said("backup-obstacle"), StringComparison.Ordinal);
        await Look(Controller(), Linkding);
        Assert.Contains(Events("books"), e => (string?)e["reason"] is "BackupObstacleNotStarting");
        Ran("one", Job, ended: null, 0, string.Empty, waiting: "{}");
        await Look(Controller(), Linkding);
        Assert.Null(Said("backup-obstacle"));
        _time.Now += TimeSpan.FromMinutes(16);
        await Look(Controller(), Linkding);
        Assert.Contains("0/1 nodes are available", Said("backup-obstacle"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"waiting": {"reason": "CrashLoopBackOff"}}""",
        """{"terminated": {"exitCode": 3, "message": "{\"kind\": \"BackupResult\", \"message\": \"the bucket does not answer\"}"}}""",
        "the bucket does not answer")]
    [InlineData(
        """{"waiting": {"reason": "CreateContainerConfigError", "message": "secret \"backups\" not found"}}""",
        "{}",
        "pod linkding-1 does not start: CreateContainerConfigError: secret \"backups\" not found")]
    [InlineData(
        """{"waiting": {"reason": "ImagePullBackOff", "message": "Back-off"}}""",
        "{}",
        "pod linkding-1 does not start: image hs:1 cannot be pulled: kubectl -n books describe pod linkding-1 says why")]
    [InlineData("""{"terminated": {"exitCode": 137, "message": "Killed\n"}}""", "{}", "Killed")]
    [InlineData("""{"running": {}}""", "{}", "")]
    [InlineData("""{"terminated": {"exitCode": 0, "message": "done"}}""", """{"terminated": {"exitCode": 3, "message": "before"}}""", "")]
    public async Task A_pod_that_waits_for_its_restore_says_why_once_and_so_does_its_claim(string state, string lastState, string why)
    {
        _store.Put("api/v1/namespaces/books/pods/linkding-1", $$"""
            {"metadata": {"name": "linkding-1", "namespace": "books", "uid": "pod-1", "labels": {"homelab-storage.io/restores": "true"} },
             "spec": {
               "initContainers": [{"name": "homelab-storage-restore", "volumeMounts": [
                 {"name": "target", "mountPath": "/target"}, {"name": "data", "mountPath": "/data"}]}],
               "volumes": [{"name": "target", "persistentVolumeClaim": {"claimName": "backups"} },
                 {"name": "data", "persistentVolumeClaim": {"claimName": "linkding-data"} }]},
             "status": {"initContainerStatuses": [{"name": "homelab-storage-restore", "image": "hs:1", "state": {{state}}, "lastState": {{lastState}} }]} }
            """);
        var controller = Controller();
        await Look(controller, Linkding);
        await Look(controller, Linkding);
        Assert.Equal(
            why.Length == 0 ? [] : ["Pod RestoreWaits", "PersistentVolumeClaim BackupObstacleRestoreWaits"],
            Events("books").Select(e => $"{e["involvedObject"]!["kind"]} {e["reason"]}").OrderDescending(StringComparer.Ordinal));
        Assert.All(
            Events("books"),
            e => Assert.StartsWith($"pod linkding-1 waits for claim linkding-data to be restored: {why}; ", (string)e["message"]!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RestoreMoment.OnCreate, 1)]
    [InlineData(RestoreMoment.Never, 0)]
    public async Task A_target_that_a_restore_will_read_is_tried_before_there_is_a_volume(RestoreMoment restore, int probes)
    {
        var claim = Elsewhere.Claims.All.Single();
        var unbound = Elsewhere.Without(Elsewhere.Volumes.All.Single()).With(claim with { Spec = claim.Spec with { VolumeName = string.Empty } });
        var policy = Linkding.Policy with
        {
            Tiers = Linkding.Policy.Tiers.ToDictionary(t => t.Key, t => t.Value with { Restore = restore }),
        };
        await Controller().Look(new AuditSource(unbound, policy, IsComplete: true), Stop);
        Assert.Equal(probes, _store.Writes.Count(w => w.StartsWith("POST apis/batch/v1/namespaces/books/jobs", StringComparison.Ordinal)));
        Assert.Null(_store[Path]);

        Probed(Probe, 0, exit: 3, "the bucket is not there", ended: "2026-11-26T11:59:30Z");
        await Controller().Look(new AuditSource(unbound, policy, IsComplete: true), Stop);
        Assert.Equal(probes == 1, Events("books").Any(e => ((string)e["message"]!).Contains("the bucket is not there", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_Job_that_can_make_no_pod_is_an_obstacle_in_the_words_of_its_Event_and_written_once()
    {
        await Look(Controller(), Linkding);
        Ran("one", Job, ended: null, 0, string.Empty, waiting: "{}", ofPod: "stranger");
        Refused("one", "2026-11-26T11:59:01Z", "Error creating: pods \"one-abc12\" is forbidden: exceeded quota: pods, limited: pods=3");
        var before = _store.Writes.Count;
        await Look(Controller(), Linkding);
        Assert.Equal("Job one can make no pod: Error creating: pods is forbidden: exceeded quota: pods, limited: pods=3", Said("backup-obstacle"));
        Refused("two", "2026-11-26T11:59:09Z", "Error creating: pods \"one-xyz98\" is forbidden: exceeded quota: pods, limited: pods=3");
        await Look(Controller(), Linkding);
        Assert.Single(_store.Writes.Skip(before), w => w.StartsWith("PATCH apis/batch", StringComparison.Ordinal));
    }

    /// <summary>A quota of Jobs: nothing but an Event on the CronJob says that there is no run.</summary>
    [Theory]
    [InlineData("2026-11-25T11:00:00Z", null, false, true, "made a day ago, and never run")]
    [InlineData("2026-11-25T11:00:00Z", "2026-11-26T00:12:00Z", false, true, "the run after that did not come")]
    [InlineData("2026-11-25T11:00:00Z", "2026-11-26T11:59:00Z", false, false, "it has run")]
    [InlineData("2026-11-26T11:59:00Z", null, false, false, "made a minute ago: no run is due yet")]
    [InlineData("2026-11-25T11:00:00Z", null, true, false, "somebody has suspended it")]
    public async Task A_CronJob_that_can_make_no_Job_is_an_obstacle_in_the_words_of_its_Event(string made, string? ran, bool rests, bool isSaid, string why)
    {
        await Look(Controller(), Linkding);
        Change(one =>
        {
            one["metadata"]!["creationTimestamp"] = made;
            one["spec"]!["suspend"] = rests;
            one["status"] = new JsonObject { ["lastScheduleTime"] = ran };
        });
        Refused(
            "none",
            "2026-11-26T11:58:00Z",
            "Error creating job: jobs.batch \"hs-linkding-data-1-2\" is forbidden: exceeded quota: few, limited: count/jobs.batch=0",
            (string)_store[Path]!["metadata"]!["uid"]!);
        await Look(Controller(), Linkding);
        var words = $"CronJob {Job.Name} can make no Job: Error creating job: jobs.batch is forbidden: exceeded quota: few, limited: count/jobs.batch=0";
        Assert.True((isSaid ? words : null) == Said("backup-obstacle"), $"{why}: {Said("backup-obstacle")}");
    }

    [Fact]
    public async Task A_dump_that_fails_is_a_failed_run_and_says_what_the_servers_tools_said()
    {
        await Look(Controller(), Linkding);
        Ran("one", Job, "2026-11-26T11:00:00Z", 0, string.Empty);
        const string Pod = "api/v1/namespaces/books/pods/one-pod";
        var pod = _store[Pod]!;
        pod["status"]!["containerStatuses"] = JsonNode.Parse("""[{"name": "backup", "state": {"waiting": {"reason": "PodInitializing"}}}]""");
        pod["status"]!["initContainerStatuses"] = JsonNode.Parse(
            """
            [{"name": "istio-init", "state": {"terminated": {"exitCode": 0, "finishedAt": "2026-11-26T10:59:00Z"}}},
             {"name": "dump", "state": {"terminated": {
               "exitCode": 2, "finishedAt": "2026-11-26T11:00:00Z", "message": "x\npsql: error: password authentication failed\n"}}}]
            """);
        _store.Put(Pod, pod.ToJsonString());
        await Look(Controller(), Linkding);
        Assert.Equal("2026-11-26T11:00:00Z: the dump failed: psql: error: password authentication failed", Said("last-failure"));
    }

    [Fact]
    public async Task A_run_that_is_asked_for_is_a_Job_of_the_CronJob_and_is_followed_to_its_end()
    {
        await Look(Controller(), Linkding);
        var now = new BackupNow(_server, TimeProvider.System);
        var run = Assert.IsType<StartedRun.Begun>(await now.Start("books", "linkding-data", JobRole.Backup, Stop));
        var made = _store[$"apis/batch/v1/namespaces/books/jobs/{run.Job}"]!;
        Assert.True(run.Job.Length <= 63);
        Assert.Equal(Job.Arguments, made["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(a => (string)a!));
        Assert.Equal((string?)_store[Path]!["metadata"]!["uid"], (string?)made["metadata"]!["ownerReferences"]![0]!["uid"]);
        Ran(run.Job, Job, ended: null, 0, string.Empty, waiting: """{"reason": "ImagePullBackOff", "message": "no such image"}""");
        var said = new List<string>();
        var followed = await now.Follow(
            "books",
            run,
            text =>
            {
                said.Add(text);
                Ran(run.Job, Job, "2026-11-26T12:00:00Z", 0, """{"kind": "BackupResult", "exit": 0, "message": "stored a.tar.gz"}""");
            },
            Stop);
        Assert.Equal(new FollowedRun.Good("stored a.tar.gz"), followed);
        Assert.Contains(
            " does not start: image ghcr.io/homelab-storage/homelab-storage:0.1.0 cannot be pulled: ",
            Assert.Single(said),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_pod_has_no_node_says_why()
    {
        await Look(Controller(), Linkding);
        var now = new BackupNow(_server, TimeProvider.System);
        var run = Assert.IsType<StartedRun.Begun>(await now.Start("books", "linkding-data", JobRole.Backup, Stop));
        Ran(run.Job, Job, ended: null, 0, string.Empty, waiting: """{"reason": "ContainerCreating"}""");
        var path = $"api/v1/namespaces/books/pods/{run.Job}-pod";
        var pod = _store[path]!;
        pod["status"] = JsonNode.Parse("""
            {"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "message": "0/2 nodes are available: 2 Insufficient memory."}]}
            """);
        _store.Put(path, pod.ToJsonString());
        var said = new List<string>();
        await now.Follow(
            "books",
            run,
            text =>
            {
                said.Add(text);
                Ran(run.Job, Job, "2026-11-26T12:00:00Z", 0, """{"kind": "BackupResult", "exit": 0, "message": "stored a.tar.gz"}""");
            },
            Stop);
        Assert.Equal($"pod {run.Job}-pod is pending: 0/2 nodes are available: 2 Insufficient memory.", Assert.Single(said));
    }

    [Fact]
    public async Task A_run_that_fails_says_why()
    {
        await Look(Controller(), Linkding);
        var now = new BackupNow(_server, TimeProvider.System);
        var run = Assert.IsType<StartedRun.Begun>(await now.Start("books", "linkding-data", JobRole.Backup, Stop));
        Ran(run.Job, Job, "2026-11-26T12:00:00Z", 3, """{"kind": "BackupResult", "exit": 3, "message": "the target is full"}""");
        var path = $"apis/batch/v1/namespaces/books/jobs/{run.Job}";
        var job = _store[path]!;
        job["status"] = JsonNode.Parse("""{"conditions": [{"type": "Failed", "status": "True", "message": "backoff limit"}]}""");
        _store.Put(path, job.ToJsonString());
        Assert.Equal(new FollowedRun.Failed("the target is full"), await now.Follow("books", run, _ => { }, Stop));
    }

    [Fact]
    public async Task Without_a_CronJob_of_ours_there_is_nothing_to_run()
    {
        var refused = Assert.IsType<StartedRun.Refused>(
            await new BackupNow(_server, TimeProvider.System).Start("books", "linkding-data", JobRole.Backup, Stop));
        Assert.Contains("has no CronJob of homelab-storage", refused.Reason, StringComparison.Ordinal);
        _store.IsDown = true;
        Assert.IsType<StartedRun.Unreachable>(await new BackupNow(_server, TimeProvider.System).Start("books", "linkding-data", JobRole.Backup, Stop));
    }

    [Fact]
    public async Task Five_hundred_claims_take_one_write_each_and_then_none()
    {
        var linkding = Linkding.Cluster.Claims.All.Single();
        var volume = Linkding.Cluster.Volumes.All.Single();
        var app = Linkding.Cluster.Workloads.All.Single();
        var many = Enumerable.Range(0, 500).Aggregate(Linkding.Cluster.Without(linkding), (inventory, i) => inventory
            .With(linkding with
            {
                Reference = linkding.Reference with { Namespace = $"n{i % 20}", Name = $"claim-{i}" },
                Metadata = linkding.Metadata with { Uid = $"uid-{i}" },
                Spec = linkding.Spec with { VolumeName = $"pv-{i}" },
            })
            .With(volume with { Reference = volume.Reference with { Name = $"pv-{i}" }, ClaimName = $"claim-{i}", ClaimNamespace = $"n{i % 20}" })
            .With(app with
            {
                Reference = app.Reference with { Namespace = $"n{i % 20}", Name = $"app-{i}" },
                Pod = app.Pod with { Volumes = [new PodVolume("data", new VolumeSource.ByClaim($"claim-{i}"), "/spec/template/spec/volumes/0")] },
            }));
        var source = new AuditSource(many, Linkding.Policy, IsComplete: true);
        Assert.True(await Controller().Look(source, Stop));
        Assert.Equal(20, _store.Writes.Count);
        foreach (var plan in new JobPlanner(new Resolver(many, Linkding.Policy, _time.Now), Linkding.Policy, JobCase.Image).All().OfType<ClaimPlan.Ready>())
        {
            Probed(plan.Probe, 0, exit: 0);
        }

        Assert.True(await Controller().Look(source, Stop));
        Assert.Equal(520, _store.Writes.Count);
        Assert.True(await Controller().Look(source, Stop));
        Assert.Equal(520, _store.Writes.Count);
    }

    [Fact]
    public async Task A_target_is_tried_once_before_the_first_CronJob_goes_there()
    {
        await Look(Controller(), Elsewhere);
        var made = Assert.Single(_store.Writes);
        Assert.Equal("POST apis/batch/v1/namespaces/books/jobs", made);
        var job = _store[$"apis/batch/v1/namespaces/books/jobs/{Probe.Name}-0"]!;
        Assert.Equal(
            (0, 600, 3660),
            ((int)job["spec"]!["backoffLimit"]!, (int)job["spec"]!["activeDeadlineSeconds"]!, (int)job["spec"]!["ttlSecondsAfterFinished"]!));
        Assert.DoesNotContain("claimName", job.ToJsonString(), StringComparison.Ordinal);
        await Look(Controller(), Elsewhere);
        Assert.Single(_store.Writes);
        Probed(Probe, 0, exit: 0);
        await Look(Controller(), Elsewhere);
        Assert.Equal([made, $"PATCH {Path}"], _store.Writes);
    }

    [Fact]
    public async Task A_target_that_fails_is_the_only_row_and_is_tried_again_ever_later()
    {
        var two = Twice(Elsewhere, app => app.Pod);
        Probed(Probe, 0, exit: 3, "the export is read-only", ended: "2026-11-26T11:59:30Z");
        var controller = Controller();
        await Look(controller, two);
        await Look(controller, two);
        Assert.Equal([$"PATCH apis/batch/v1/namespaces/books/jobs/{Probe.Name}-0", "POST api/v1/namespaces/books/events"], _store.Writes);
        var said = Assert.Single(Events("books"));
        Assert.Equal(("BackupObstacleTargetNotReady", "another-claim"), ((string?)said["reason"], (string?)said["involvedObject"]!["name"]));
        Assert.Contains(
            "nfs://10.10.10.21/other of namespace books cannot be used yet: the export is read-only",
            (string)said["message"]!,
            StringComparison.Ordinal);
        _time.Now = new DateTimeOffset(2026, 11, 26, 12, 1, 0, TimeSpan.Zero);
        await Look(controller, two);
        Assert.NotNull(_store[$"apis/batch/v1/namespaces/books/jobs/{Probe.Name}-1"]);
        Probed(Probe, 1, exit: 3, "the export is read-only", ended: "2026-11-26T12:01:00Z");
        _time.Now += TimeSpan.FromMinutes(3);
        await Look(controller, two);
        Assert.Null(_store[$"apis/batch/v1/namespaces/books/jobs/{Probe.Name}-2"]);
        _time.Now += TimeSpan.FromMinutes(1);
        await Look(controller, two);
        Assert.NotNull(_store[$"apis/batch/v1/namespaces/books/jobs/{Probe.Name}-2"]);
        Assert.Single(Events("books"));
        Assert.DoesNotContain(_store.Writes, w => w.Contains("cronjobs", StringComparison.Ordinal));
    }

    /// <summary>A server that refuses one user, as root_squash does root, is no obstacle for the others.</summary>
    [Fact]
    public async Task The_users_of_the_claims_that_wait_take_turns_to_try_a_target()
    {
        var root = new RunsAs(0, 0, IsNeverRoot: false);
        var two = Twice(Elsewhere, app => app.Pod with { Containers = [.. app.Pod.Containers.Select(c => c with { User = root })] });
        Probed(Probe with { User = new FileOwner(0, 0) }, 0, exit: 3, "the folder belongs to others", ended: "2026-11-26T11:58:30Z");
        await Look(Controller(), two);
        Assert.EndsWith(
            "the folder belongs to others (tried as user 0, group 0)",
            ((string)Assert.Single(Events("books"))["message"]!).Split(';')[0],
            StringComparison.Ordinal);
        var next = _store[$"apis/batch/v1/namespaces/books/jobs/{Probe.Name}-1"]!;
        Assert.Equal(33, (int)next["spec"]!["template"]!["spec"]!["securityContext"]!["runAsUser"]!);
    }

    /// <summary>A Job takes its pod along when its time is up, and only the pod says what is missing.</summary>
    [Fact]
    public async Task A_probe_whose_time_is_up_keeps_what_its_pod_waited_for()
    {
        Probed(Probe, 0, exit: null);
        var pod = $"api/v1/namespaces/books/pods/{Probe.Name}-0";
        var waiting = _store[pod]!;
        waiting["status"] = JsonNode.Parse(
            """{"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "message": "0/1 nodes are available: too few CPUs"}]}""");
        _store.Put(pod, waiting.ToJsonString());
        _time.Now += TimeSpan.FromMinutes(5);
        var controller = Controller();
        await Look(controller, Elsewhere);
        Assert.Contains("too few CPUs", (string?)Assert.Single(Events("books"))["message"], StringComparison.Ordinal);
        var path = $"apis/batch/v1/namespaces/books/jobs/{Probe.Name}-0";
        waiting["status"] = JsonNode.Parse("""{"phase": "Running"}""");
        _store.Put(pod, waiting.ToJsonString());
        await Look(controller, Elsewhere);
        Assert.Null(_store[path]!["metadata"]!["annotations"]?["homelab-storage.io/backup-obstacle"]);
        Probed(Probe, 0, exit: 1, ended: "2026-11-26T12:05:00Z");
        var job = _store[path]!;
        job["metadata"]!["annotations"] = new JsonObject { ["homelab-storage.io/backup-obstacle"] = "pod p does not start: too few CPUs" };
        job["status"]!["conditions"]![0]!["message"] = "Job was active longer than specified deadline";
        _store.Put(path, job.ToJsonString());
        _store.Remove(pod);
        await Look(controller, Elsewhere);
        await Look(controller, Elsewhere);
        Assert.Contains("pod p does not start: too few CPUs", (string?)Events("books")[^1]["message"], StringComparison.Ordinal);
        Assert.Equal("pod p does not start: too few CPUs", (string?)_store[path]!["metadata"]!["annotations"]!["homelab-storage.io/backup-obstacle"]);
    }

    /// <summary>An Event takes 1024 characters, and whoever leads next reads no more of it.</summary>
    [Fact]
    public async Task A_long_obstacle_is_not_over_because_another_leads()
    {
        _store.Forbidden["POST apis/batch/v1/namespaces/books/jobs"] = $$"""{"kind": "Status", "message": "{{new string('x', 1500)}}"}""";
        await Look(Controller(), Elsewhere);
        _time.Now += TimeSpan.FromMinutes(11);
        await Look(Controller(), Elsewhere);
        Assert.Equal("Warning", (string?)Assert.Single(Events("books"))["type"]);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_said_where_a_target_is_to_be_tried()
    {
        _store.Forbidden["POST apis/batch/v1/namespaces/books/jobs"] = """{"kind": "Status", "message": "jobs.batch is forbidden"}""";
        Assert.False(await Look(Controller(), Elsewhere));
        Assert.Contains("could not be made: 403: jobs.batch is forbidden", (string?)Assert.Single(Events("books"))["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quota", "exceeded quota: few, requested: count/cronjobs.batch=1", "raise the quota, ")]
    [InlineData("going", "404: resourcequotas \"few\" not found", "nothing needs to be written: it is tried again by itself")]
    [InlineData("counting", "409: the quota has been modified", "nothing needs to be written: it is tried again by itself")]
    [InlineData("busy", "500: etcd leader changed", "nothing needs to be written: it is tried again by itself")]
    [InlineData("taken", "so it is left as it is", "delete or rename it")]
    [InlineData("admission", "no CronJobs on Sundays", "correct the schedule, the time zone or the target; where somebody else's admission refuses it, ")]
    public async Task What_only_the_server_knows_is_read_from_its_Event_until_it_is_over(string what, string obstacle, string remedy)
    {
        switch (what)
        {
            case "quota":
                _store.Forbidden[$"PATCH {Path}"] = """{"kind": "Status", "message": "exceeded quota: few, requested: count/cronjobs.batch=1"}""";
                break;
            case "busy":
                _store.Forbidden[$"PATCH {Path}"] = """{"kind": "Status", "code": 500, "message": "etcd leader changed"}""";
                break;
            case "going":
                _store.Forbidden[$"PATCH {Path}"] = """{"kind": "Status", "code": 404, "message": "resourcequotas \"few\" not found"}""";
                break;
            case "counting":
                _store.Forbidden[$"PATCH {Path}"] = """{"kind": "Status", "code": 409, "message": "the quota has been modified"}""";
                break;
            case "admission":
                _store.Forbidden[$"PATCH {Path}"] = """{"kind": "Status", "code": 422, "message": "no CronJobs on Sundays"}""";
                break;
            default:
                _store.Put(Path, $$"""
                    {"metadata": {"name": "{{Job.Name}}", "namespace": "books",
                     "labels": {"app.kubernetes.io/managed-by": "homelab-storage", "homelab-storage.io/role": "backup"} } }
                    """);
                break;
        }

        var controller = Controller();
        await Look(controller, Linkding);
        var told = (await Told()).Told!;
        Assert.Contains(obstacle, told.Message, StringComparison.Ordinal);
        Assert.StartsWith(remedy, told.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(remedy, told.Message, StringComparison.Ordinal);
        var row = Row(await Told(), _time.Now);
        Assert.Equal((BackupState.Broken, $"{told.Message}; {told.Remedy}"), (row.State, row.Obstacle?.Spoken));
        Assert.Equal(Obstacle.NoCronJob, Row(await Told(), _time.Now + (2 * ClaimEvent.Repeated)).Obstacle?.Reason);

        // It is said again on the same Event for as long as it is so, and then that it is over.
        _time.Now += ClaimEvent.Repeated;
        var writes = _store.Writes.Count;
        await Look(controller, Linkding);
        await Look(controller, Linkding);
        Assert.Equal(_time.Now, (await Told()).Told!.At);
        Assert.Single(_store.Writes.Skip(writes), w => w.StartsWith("PATCH api/v1/namespaces/books/events/", StringComparison.Ordinal));
        _store.Forbidden.Clear();
        _store.Remove(Path);
        await Look(controller, Linkding);
        Assert.Null((await Told()).Told);
        Assert.StartsWith("no longer in the way: ", (string?)Assert.Single(Events("books"))["message"], StringComparison.Ordinal);

        // And that it is so again.
        _store.Forbidden[$"PATCH {Path}"] = """{"kind": "Status", "message": "forbidden"}""";
        Change(one => one["spec"]!["schedule"] = "0 0 1 1 *");
        await Look(controller, Linkding);
        Assert.EndsWith("403: forbidden", (await Told()).Told!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_leads_next_says_that_an_obstacle_is_over()
    {
        _store.Forbidden[$"PATCH {Path}"] = """{"kind": "Status", "message": "forbidden"}""";
        await Look(Controller(), Linkding);
        var writes = _store.Writes.Count;
        await Look(Controller(), Linkding);
        Assert.DoesNotContain(_store.Writes.Skip(writes), w => w.Contains("/events", StringComparison.Ordinal));
        _store.Forbidden.Clear();
        await Look(Controller(), Linkding);
        Assert.Null((await Told()).Told);
        Assert.StartsWith("no longer in the way: ", (string?)Assert.Single(Events("books"))["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_obstacle_that_Kubernetes_has_forgotten_is_said_again()
    {
        _store.Forbidden[$"PATCH {Path}"] = """{"kind": "Status", "message": "forbidden"}""";
        var controller = Controller();
        await Look(controller, Linkding);
        var name = (string)Assert.Single(Events("books"))["metadata"]!["name"]!;
        _store.Remove($"api/v1/namespaces/books/events/{name}");
        _time.Now += ClaimEvent.Repeated;
        await Look(controller, Linkding);
        Assert.NotNull((await Told()).Told);
    }

    [Theory]
    [InlineData("type", "Normal")]
    [InlineData("reason", "FailedBinding")]
    [InlineData("lastTimestamp", "soon")]
    [InlineData("source", "somebody")]
    [InlineData("uid", "another")]
    public async Task Another_Event_tells_nothing_of_backups(string field, string value)
    {
        _store.Forbidden[$"PATCH {Path}"] = """{"kind": "Status", "message": "forbidden"}""";
        await Look(Controller(), Linkding);
        var said = Assert.Single(Events("books")).DeepClone();
        _ = field switch
        {
            "source" => said["source"]!["component"] = value,
            "uid" => said["involvedObject"]!["uid"] = value,
            _ => said[field] = value,
        };
        _store.Put($"api/v1/namespaces/books/events/{said["metadata"]!["name"]}", said.ToJsonString());
        Assert.Null((await Told()).Told);
    }

    [Fact]
    public async Task Who_may_not_list_Events_is_told_so()
    {
        _store.Forbidden["GET api/v1/namespaces/books/events"] = """{"kind": "Status", "message": "events is forbidden"}""";
        var (manifests, complaint) = await ToldObstacles.On([.. Linkding.Cluster.Claims.All], _server, "books", Stop);
        Assert.Equal("cannot tell what the server says of backups: 403: events is forbidden", complaint);
        Assert.Null(Assert.IsType<Claim>(Assert.Single(manifests)).Told);
    }

    [Fact]
    public async Task A_CronJob_of_ours_for_another_claim_is_not_taken_over()
    {
        await Look(Controller(), Linkding);
        Change(one =>
        {
            one["metadata"]!["labels"]!["homelab-storage.io/claim-uid"] = "another";
            one["metadata"]!["ownerReferences"]![0]!["uid"] = "another";
        });
        await Look(Controller(), Linkding);
        Assert.Equal("another", (string?)_store[Path]!["metadata"]!["labels"]!["homelab-storage.io/claim-uid"]);
        Assert.Equal("BackupObstacleNameTaken", (string?)Assert.Single(Events("books"))["reason"]);
    }

    [Theory]
    [InlineData("2099-01-01T00:00:00Z", "it is still to come")]
    [InlineData("soon", "it is no moment")]
    public async Task What_cannot_be_a_last_success_is_none_and_the_next_run_corrects_it(string written, string why)
    {
        using var lastSuccess = new MetricCollector<long>(_meter, "homelab_storage.backup.last_success.timestamp");
        using var size = new MetricCollector<long>(_meter, "homelab_storage.backup.size");
        var controller = Controller();
        await Look(controller, Linkding);
        Change(one => one["metadata"]!["annotations"]![Record + "last-success"] = written);
        Change(one => one["metadata"]!["annotations"]![Record + "last-size"] = "-5 ");
        await Look(controller, Linkding);
        Assert.True(Value(lastSuccess) == 0, why);
        size.RecordObservableInstruments();
        Assert.Null(size.LastMeasurement);
        Ran("one", Job, "2026-11-26T11:00:00Z", 0, """{"kind": "BackupResult", "exit": 0, "message": "good"}""");
        await Look(controller, Linkding);
        Assert.Equal("2026-11-26T11:00:00Z", Said("last-success"));
    }

    [Fact]
    public void Probes_wait_longer_each_time_and_never_more_than_six_hours() => Assert.Equal(
        [1, 4, 16, 64, 256, 360, 360, 360],
        new[] { 0, 1, 2, 3, 4, 5, 20, int.MaxValue }.Select(attempt => Probes.Wait(attempt).TotalMinutes));

    [Fact]
    public async Task A_CronJob_goes_on_to_its_old_target_until_the_new_one_has_been_tried()
    {
        await Look(Controller(), Linkding);
        await Look(Controller(), Elsewhere);
        Assert.Contains("10.10.10.20", _store[Path]!.ToJsonString(), StringComparison.Ordinal);
        Probed(Probe, 0, exit: 0);
        await Look(Controller(), Elsewhere);
        Assert.Contains("10.10.10.21", _store[Path]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_that_nobody_owns_proves_nothing()
    {
        Probed(Probe, 0, exit: 0);
        var path = $"apis/batch/v1/namespaces/books/jobs/{Probe.Name}-0";
        var forged = _store[path]!;
        forged["metadata"]!["ownerReferences"]![0]!["uid"] = "another";
        _store.Put(path, forged.ToJsonString());
        await Look(Controller(), Elsewhere);
        Assert.Null(_store[Path]);
    }

    [Fact]
    public async Task An_API_server_that_is_away_is_asked_again()
    {
        _store.IsDown = true;
        Assert.False(await Look(Controller(), Linkding));
        _store.IsDown = false;
        Assert.True(await Look(Controller(), Linkding));
        Assert.NotNull(_store[Path]);
    }

    /// <summary>The claim as somebody reads it who asks the cluster.</summary>
    private async Task<Claim> Told() =>
        Assert.IsType<Claim>(Assert.Single((await ToldObstacles.On([.. Linkding.Cluster.Claims.All], _server, "books", Stop)).Manifests));

    /// <summary>The row of the claim in the report of backups.</summary>
    private static BackupRow Row(Claim claim, DateTimeOffset now)
    {
        var report = Policies.Reports.Audit.Of(
            [.. Linkding.Cluster.With(claim).All.Select(m => new ManifestReading.Understood(m))],
            Linkding.Policy,
            now);
        return Assert.Single(BackupReport.Of(report, now));
    }

    private static long Value(MetricCollector<long> collector)
    {
        collector.RecordObservableInstruments();
        return collector.LastMeasurement!.Value;
    }

    private BackupController Controller() => new(
        () => throw new InvalidOperationException("it is told what there is"),
        JobCase.Image,
        _server,
        new EventWriter(_server, "test", _time, _log),
        new BackupMeter(_meter),
        new BackupPace(),
        _leftovers,
        _time,
        _log);

    private static Task<bool> Look(BackupController controller, JobCase asked) =>
        controller.Look(new AuditSource(asked.Cluster, asked.Policy, IsComplete: true), Stop);

    private static Task<bool> Look(BackupController controller, Inventory inventory) =>
        controller.Look(new AuditSource(inventory, Linkding.Policy, IsComplete: true), Stop);

    private static Inventory Elsewhere => Annotated(Linkding, "backup-target", "nfs://10.10.10.21/other");

    /// <summary>The same with another app, and its claim, beside it.</summary>
    private static Inventory Twice(Inventory inventory, Func<Workload, PodTemplate> pod)
    {
        var (claim, app) = (inventory.Claims.All.Single(), inventory.Workloads.All.Single());
        return inventory
            .With(claim with { Reference = claim.Reference with { Name = "another-claim" }, Metadata = claim.Metadata with { Uid = "another" } })
            .With(app with
            {
                Reference = app.Reference with { Name = "another" },
                Pod = pod(app) with { Volumes = [new PodVolume("data", new VolumeSource.ByClaim("another-claim"), "/spec/template/spec/volumes/0")] },
            });
    }

    private static BackupJob Probe => Assert.IsType<ClaimPlan.Ready>(
        new JobPlanner(new Resolver(Elsewhere, Linkding.Policy, DateTimeOffset.UnixEpoch), Linkding.Policy, JobCase.Image).All().Single()).Probe;

    private static Inventory Without(JobCase asked) => Annotated(asked, "backup", "false");

    private static Inventory Annotated(JobCase asked, string name, string value)
    {
        var claim = asked.Cluster.Claims.All.Single();
        return asked.Cluster.With(claim with
        {
            Metadata = claim.Metadata with { Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Record + name] = value } },
        });
    }

    private static Manifest Manifest(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return Assert.IsType<ManifestReading.Understood>(ManifestReader.Read(document.RootElement)).Manifest;
    }

    private void Change(Action<JsonObject> change)
    {
        var one = _store[Path]!;
        change(one);
        _store.Put(Path, one.ToJsonString());
    }

    private IReadOnlyList<JsonObject> Events(string ns) => _store.All($"api/v1/namespaces/{ns}/events");

    private string? Said(string name) => Annotation(Path, name);

    private string? Annotation(string path, string name) => (string?)_store[path]!["metadata"]!["annotations"]?[Record + name];

    /// <summary>What the Job controller says when nobody lets it make a pod.</summary>
    private void Refused(string name, string at, string message, string uid = "job-one") => _store.Put($"api/v1/namespaces/books/events/{name}", new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["involvedObject"] = new JsonObject { ["uid"] = uid },
        ["reason"] = "FailedCreate",
        ["lastTimestamp"] = at,
        ["message"] = message,
    }.ToJsonString());

    /// <summary>A probe that has ended, or is under way where no exit code is given.</summary>
    private void Probed(BackupJob probe, int attempt, int? exit, string message = "good", string ended = "2026-11-26T11:59:00Z")
    {
        var job = JsonNode.Parse(ProbeJobJson.Of(probe, $"{probe.Name}-{attempt}", TimeSpan.FromHours(1)).Span)!;
        job["metadata"]!["uid"] = $"{probe.Namespace}-{probe.Name}-{attempt}";
        job["metadata"]!["creationTimestamp"] = "2026-11-26T11:58:00Z";
        if (exit is { } code)
        {
            job["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(
                    new JsonObject { ["type"] = code == 0 ? "Complete" : "Failed", ["status"] = "True", ["lastTransitionTime"] = ended }),
            };
        }

        _store.Put($"apis/batch/v1/namespaces/{probe.Namespace}/jobs/{probe.Name}-{attempt}", job.ToJsonString());
        _store.Put($"api/v1/namespaces/{probe.Namespace}/pods/{probe.Name}-{attempt}", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{probe.Name}-{attempt}",
                ["namespace"] = probe.Namespace,
                ["labels"] = job["spec"]!["template"]!["metadata"]!["labels"]!.DeepClone(),
                ["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "Job", ["uid"] = (string)job["metadata"]!["uid"]! }),
            },
            ["status"] = new JsonObject
            {
                ["containerStatuses"] = exit is null ? null : new JsonArray(new JsonObject
                {
                    ["name"] = "backup",
                    ["state"] = new JsonObject
                    {
                        ["terminated"] = new JsonObject
                        {
                            ["exitCode"] = exit,
                            ["finishedAt"] = ended,
                            ["message"] = new JsonObject { ["kind"] = "BackupResult", ["message"] = message }.ToJsonString(),
                        },
                    },
                }),
            },
        }.ToJsonString());
    }

    /// <summary>A run that has failed, and whose pod is gone.</summary>
    private void Ended(string name, string at, string message)
    {
        var path = $"apis/batch/v1/namespaces/books/jobs/{name}";
        var job = _store[path]!;
        job["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Failed", ["status"] = "True", ["lastTransitionTime"] = at, ["message"] = message }),
        };
        _store.Put(path, job.ToJsonString());
        _store.Remove($"api/v1/namespaces/books/pods/{name}-pod");
    }

    private void Ran(string name, BackupJob job, string? ended, int exit, string message, string? ofPod = null, string? ofJob = null, string? waiting = null)
    {
        var labels = new JsonObject
        {
            ["app.kubernetes.io/managed-by"] = "homelab-storage",
            ["homelab-storage.io/role"] = "backup",
            ["homelab-storage.io/cronjob"] = job.Name,
        };
        var cronJob = _store[$"apis/batch/v1/namespaces/{job.Namespace}/cronjobs/{job.Name}"]!;
        _store.Put($"apis/batch/v1/namespaces/{job.Namespace}/jobs/{name}", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = job.Namespace,
                ["uid"] = $"job-{name}",
                ["creationTimestamp"] = "2026-11-26T11:59:00Z",
                ["labels"] = labels.DeepClone(),
                ["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "CronJob", ["uid"] = ofJob ?? (string)cronJob["metadata"]!["uid"]! }),
            },
        }.ToJsonString());
        _store.Put($"api/v1/namespaces/{job.Namespace}/pods/{name}-pod", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{name}-pod",
                ["namespace"] = job.Namespace,
                ["uid"] = $"pod-{name}",
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "Job", ["uid"] = ofPod ?? $"job-{name}" }),
            },
            ["status"] = new JsonObject
            {
                ["phase"] = ended is null ? "Pending" : "Succeeded",
                ["conditions"] = JsonNode.Parse("""[{"type": "PodScheduled", "status": "False", "message": "0/1 nodes are available"}]"""),
                ["containerStatuses"] = new JsonArray(new JsonObject
                {
                    ["name"] = "backup",
                    ["image"] = "ghcr.io/homelab-storage/homelab-storage:0.1.0",
                    ["state"] = ended is null
                        ? new JsonObject { ["waiting"] = JsonNode.Parse(waiting!) }
                        : new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = exit, ["finishedAt"] = ended, ["message"] = message } },
                }),
            },
        }.ToJsonString());
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
