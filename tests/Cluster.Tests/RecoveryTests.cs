using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Recovering;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>The claims of a dead node come back elsewhere: each step, what is in its way, and the same end after a kill at every one of them.</summary>
public sealed class RecoveryTests : IDisposable
{
    private const string Paused = "homelab-storage.io/restore-paused";

    private readonly LostHome _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeStore Store => _home.Store;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_was_copied_comes_back_on_a_new_claim_and_what_was_not_is_left_alone()
    {
        var done = Assert.IsType<RestoreEnd.Done>(await _home.Recover());
        Assert.Contains("books/linkding-data is back from what node one had", done.Message, StringComparison.Ordinal);
        Assert.Contains("pvc-linkding", done.Message, StringComparison.Ordinal);
        IsBack(_home, "at once");
        Assert.Equal("uid-notes", (string?)Store[LostHome.Notes]!["metadata"]!["uid"]);
        Assert.Equal(1, (int)Store[LostHome.Keeper]!["spec"]!["replicas"]!);
        Assert.Equal(
            [
                "books/linkding-data (linkding: critical data)",
                "books/notes (memos: critical data)",
                "suspend Kustomization flux-system/apps",
                "scale Deployment books/linkding to 0",
                "keep PersistentVolume pvc-linkding when its claim goes (reclaimPolicy: Retain)",
                "remove the pods of node one that mount books/linkding-data, without waiting for it",
                "delete claim books/linkding-data",
                "recreate claim books/linkding-data",
                "wait until no pod mounts claim books/linkding-data",
                $"restore house/books/linkding-data-8a1c72f0/{LostHome.Newest} into claim books/linkding-data, and check it",
                "scale Deployment books/linkding back up",
                "resume Kustomization flux-system/apps",
                "wait until Deployment books/linkding is ready",
            ],
            _home.Steps());
        Assert.Contains(_home.Said, s => s.Contains("heals by itself  books/vault: Longhorn keeps 3 copies", StringComparison.Ordinal));
        Assert.Contains(_home.Said, s => s.Contains("left alone: claim books/notes has no CronJob of homelab-storage", StringComparison.Ordinal));
        Assert.Contains(_home.Said, s => s.Contains("'recover --node one --accept-loss books/notes' recreates it, empty", StringComparison.Ordinal));
    }

    /// <summary>The process is killed at each change that it makes: before it is made, or after, before the answer came.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_at_whatever_step_and_run_again_it_comes_to_the_same_end(bool isBefore)
    {
        var wish = new RecoveryWish { Node = "one", Suspends = true, AcceptedLosses = ["books/notes"] };
        var (kill, isDone) = (1, false);
        for (; !isDone; kill++)
        {
            using var home = new LostHome();
            var left = kill;
            void Count(string change)
            {
                if ((!change.Contains("/leases", StringComparison.Ordinal) || change.StartsWith("PATCH", StringComparison.Ordinal)) && --left == 0)
                {
                    home.Store.IsDown = true;
                }
            }

            (home.Store.Asked, home.Seen) = (isBefore ? Count : _ => { }, isBefore ? _ => { } : Count);
            var first = await home.Recover(wish);
            isDone = left > 0;
            (home.Store.Asked, home.Seen, home.Store.IsDown) = (_ => { }, _ => { }, false);
            if (!isDone)
            {
                Assert.IsType<RestoreEnd.Lost>(first);
                foreach (var lease in home.Store.All(LostHome.Leases))
                {
                    // Nobody renews it, and it runs out.
                    lease["spec"]!["holderIdentity"] = string.Empty;
                }

                // After the last change there is nothing left to go on with.
                Assert.True(await home.Recover(wish) is RestoreEnd.Done, $"killed at change {kill}: {string.Join('\n', home.Said)}");
            }

            IsBack(home, $"killed at change {kill}");
            Assert.NotEqual("uid-notes", (string?)home.Store[LostHome.Notes]!["metadata"]!["uid"]);
            Assert.Equal(1, (int)home.Store[LostHome.Keeper]!["spec"]!["replicas"]!);
        }

        Assert.True(kill > 20, $"only {kill} changes");
    }

    [Fact]
    public async Task Nothing_is_changed_where_only_the_plan_is_wanted_or_the_answer_is_no()
    {
        Assert.IsType<RestoreEnd.Done>(await _home.Recover(new RecoveryWish { Node = "one", Suspends = true, IsDry = true }));
        Assert.Contains(_home.Said, s => s.EndsWith(" delete claim books/linkding-data", StringComparison.Ordinal));
        Assert.All(Store.Writes, write => Assert.StartsWith($"POST {LostHome.Jobs}", write, StringComparison.Ordinal));
        Assert.IsType<RestoreEnd.Failed>(await _home.Recover(isAgreed: false));
        Assert.All(
            Store.Writes,
            write => Assert.True(write.Contains("/jobs", StringComparison.Ordinal) || write.Contains("/leases", StringComparison.Ordinal), write));
        IsUntouched();
    }

    [Theory]
    [InlineData("ready", "node one is Ready: its volumes are there")]
    [InlineData("unknown", "there is no node oen, and no volume is bound to one of that name; did you mean 'one'?")]
    [InlineData("stranger", "--accept-loss books/vault: no such claim is lost with node one. Lost with it: books/linkding-data, books/notes")]
    [InlineData("flux", "flux suspend kustomization apps -n flux-system")]
    [InlineData("no archive", "no good backup is there")]
    [InlineData("broken archive", "the archive is not what its manifest says")]
    [InlineData("dump", "its backups are dumps")]
    [InlineData("beside", "its backups are stored on claim books/notes, which is lost as well")]
    [InlineData("pinned", "Deployment books/linkding may only run on one")]
    [InlineData("autodelete", "deletes its claims when it is scaled down")]
    [InlineData("filled", "ReplicationDestination linkding fills it when it is made again")]
    [InlineData("by hand", "its PersistentVolume pvc-linkding was made by hand, and nothing makes another")]
    [InlineData("denied", "a claim like it would be refused: 403: critical data on a node's disk")]
    [InlineData("interrupted", "a restore of it was interrupted and cannot end any more")]
    public async Task What_is_in_the_way_is_said_with_the_way_out_before_anything_is_changed(string what, string said)
    {
        var wish = new RecoveryWish { Node = "one", Suspends = true };
        switch (what)
        {
            case "ready":
                Change(LostHome.Node, n => n["status"]!["conditions"]![0]!["status"] = "True");
                break;
            case "unknown":
                wish = wish with { Node = "oen" };
                break;
            case "stranger":
                wish = wish with { AcceptedLosses = ["books/vault"] };
                break;
            case "flux":
                wish = wish with { Suspends = false };
                break;
            case "no archive":
                _home.Failing = ("look", said);
                break;
            case "broken archive":
                _home.Failing = ("prove", said);
                break;
            case "dump":
                Store.Put(LostHome.CronJob, Store[LostHome.CronJob]!.ToJsonString().Replace("\"sqlite\"", "\"dump\"", StringComparison.Ordinal));
                break;
            case "beside":
                Change(LostHome.CronJob, c => Target(c)["persistentVolumeClaim"] = new JsonObject { ["claimName"] = "notes" });
                break;
            case "pinned":
                Change(LostHome.Deployment, d => d["spec"]!["template"]!["spec"]!["nodeSelector"] = new JsonObject { ["kubernetes.io/hostname"] = "one" });
                break;
            case "autodelete":
                Store.Remove(LostHome.Deployment);
                Change(LostHome.Keeper, s => s["spec"]!["template"]!["spec"]!["volumes"]![0]!["persistentVolumeClaim"]!["claimName"] = "linkding-data");
                Change(LostHome.Keeper, s => s["spec"]!["persistentVolumeClaimRetentionPolicy"] = new JsonObject { ["whenScaled"] = "Delete" });
                break;
            case "filled":
                Change(LostHome.Claim, c => c["spec"]!["dataSourceRef"] = new JsonObject { ["kind"] = "ReplicationDestination", ["name"] = "linkding" });
                break;
            case "by hand":
                Change(LostHome.Volume, v => v["metadata"]!.AsObject().Remove("annotations"));
                break;
            case "denied":
                Store.Forbidden[$"POST {LostHome.Claims}"] = """{"kind": "Status", "message": "critical data on a node's disk"}""";
                break;
            default:
                Store.Put("apis/coordination.k8s.io/v1/namespaces/books/leases/hs-restore-linkding-data-ebc81076", """
                    {"metadata": {"name": "x", "annotations": {"homelab-storage.io/restore-plan": "{}"}}, "spec": {"holderIdentity": ""}}
                    """);
                break;
        }

        var refused = Assert.IsType<RestoreEnd.Refused>(await _home.Recover(wish));
        Assert.Contains(said, string.Join('\n', [.. _home.Said, refused.Reason]), StringComparison.Ordinal);
        IsUntouched();
    }

    [Fact]
    public async Task What_is_accepted_as_lost_is_made_anew_and_empty()
    {
        Store.Remove(LostHome.CronJob);
        Assert.IsType<RestoreEnd.Done>(await _home.Recover(new RecoveryWish { Node = "one", Suspends = true, AcceptedLosses = ["books/linkding-data"] }));
        Assert.NotEqual(LostHome.OldUid, (string?)Store[LostHome.Claim]!["metadata"]!["uid"]);
        Assert.Empty(Store.All(LostHome.Jobs));
        Assert.Equal(2, (int)Store[LostHome.Deployment]!["spec"]!["replicas"]!);
        Assert.Equal("uid-notes", (string?)Store[LostHome.Notes]!["metadata"]!["uid"]);
    }

    /// <summary>The CronJob that allowed the claim goes with it: what it is made again as has to pass a policy that refuses it without one.</summary>
    [Fact]
    public async Task What_only_the_proven_backup_allowed_is_exempt_for_a_week_and_from_nothing_else()
    {
        var last = DateTimeOffset.UtcNow.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Change(LostHome.CronJob, c => c["status"] = new JsonObject { ["lastSuccessfulTime"] = last });
        Change(LostHome.CronJob, c => c["metadata"]!["creationTimestamp"] = "2026-01-01T00:00:00Z");
        Assert.IsType<RestoreEnd.Done>(await _home.Recover());
        var annotations = Store[LostHome.Claim]!["metadata"]!["annotations"]!;
        Assert.Equal("critical-data-on-node-local", (string?)annotations["homelab-storage.io/exempt"]);
        Assert.Contains("recovered from node one", (string?)annotations["homelab-storage.io/exempt-reason"], StringComparison.Ordinal);
        var until = DateTimeOffset.UtcNow.AddDays(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(until, (string?)annotations["homelab-storage.io/exempt-until"]);
    }

    [Fact]
    public async Task A_node_that_Kubernetes_has_forgotten_is_lost_all_the_same()
    {
        Store.Remove(LostHome.Node);
        Assert.IsType<RestoreEnd.Done>(await _home.Recover());
        IsBack(_home, "without the node");
    }

    [Fact]
    public async Task The_Jobs_are_those_of_the_CronJob_that_is_gone_and_run_where_the_app_may()
    {
        var jobs = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        var kubelet = Store.Made;
        Store.Made = (path, made) =>
        {
            kubelet(path, made);
            if (path.StartsWith(LostHome.Jobs, StringComparison.Ordinal))
            {
                jobs[path.Split('-')[3]] = made["spec"]!["template"]!["spec"]!.DeepClone();
            }
        };
        Assert.IsType<RestoreEnd.Done>(await _home.Recover());
        Assert.Equal(["look", "prove", "swap"], jobs.Keys.Order(StringComparer.Ordinal));
        Assert.All(jobs.Values, pod => Assert.Equal("fast", (string?)pod["nodeSelector"]!["disk"]));
        Assert.NotNull(Data(jobs["look"])["emptyDir"]);
        Assert.NotNull(Data(jobs["prove"])["emptyDir"]);
        Assert.Equal("linkding-data", (string?)Data(jobs["swap"])["persistentVolumeClaim"]!["claimName"]);
        Assert.Equal(
            [
                "backup", "verify", "--scratch", "/scratch", "--target", "file:///target", "--identity", "house/books/linkding-data",
                "--archive", LostHome.Newest,
            ],
            jobs["prove"]["containers"]![0]!["args"]!.AsArray().Select(a => (string)a!));
        Assert.Equal((true, false, true), (IsReadOnly(jobs["look"]), IsReadOnly(jobs["prove"]), IsReadOnly(jobs["swap"])));

        JsonNode Data(JsonNode pod) => pod["volumes"]!.AsArray().Single(v => (string?)v!["name"] is "data")!;
        bool IsReadOnly(JsonNode pod) =>
            (bool?)pod["containers"]![0]!["volumeMounts"]!.AsArray().Single(m => (string?)m!["name"] is "target")!["readOnly"] is true;
    }

    [Fact]
    public async Task What_its_controller_made_anew_meanwhile_is_taken()
    {
        _home.Seen = change =>
        {
            if (change == $"DELETE {LostHome.Claim}")
            {
                Store.Put(LostHome.Claim, """
                    {"metadata": {"name": "linkding-data", "namespace": "books", "uid": "uid-of-flux"}, "spec": {"accessModes": ["ReadWriteOnce"]}}
                    """);
            }
        };
        Assert.IsType<RestoreEnd.Done>(await _home.Recover());
        Assert.Equal(LostHome.Newest, _home.Volumes["uid-of-flux"]);
    }

    [Fact]
    public async Task A_node_that_comes_back_before_a_claim_is_deleted_ends_it_and_all_is_as_it_was()
    {
        _home.Seen = change =>
        {
            if (change == $"PATCH {LostHome.Volume}")
            {
                Change(LostHome.Node, n => n["status"]!["conditions"]![0]!["status"] = "True");
            }
        };
        var failed = Assert.IsType<RestoreEnd.Failed>(await _home.Recover());
        Assert.Contains("node one is back", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(LostHome.OldUid, (string?)Store[LostHome.Claim]!["metadata"]!["uid"]);
        Assert.NotNull(Store[LostHome.Pod]);
        Rests(_home, isResting: false);
    }

    [Fact]
    public async Task A_node_that_comes_back_after_a_claim_was_deleted_does_not_end_it()
    {
        _home.Seen = change =>
        {
            if (change == $"DELETE {LostHome.Claim}")
            {
                Change(LostHome.Node, n => n["status"]!["conditions"]![0]!["status"] = "True");
            }
        };
        Assert.IsType<RestoreEnd.Done>(await _home.Recover());
        IsBack(_home, "the node came back");
    }

    [Fact]
    public async Task An_app_whose_data_do_not_come_back_stays_stopped_and_the_next_one_goes_on()
    {
        _home.Failing = ("swap", "the target does not answer");
        var failed = Assert.IsType<RestoreEnd.Failed>(await _home.Recover());
        Assert.Contains("the target does not answer", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("These stay stopped, since they must not start without their data, and so does what would start them (Kustomization flux-system/apps)",
            failed.Reason,
            StringComparison.Ordinal);
        Assert.Equal(0, (int)Store[LostHome.Deployment]!["spec"]!["replicas"]!);
        Assert.True((bool)Store[LostHome.Kustomization]!["spec"]!["suspend"]!);

        _home.Failing = default;
        Assert.IsType<RestoreEnd.Done>(await _home.Recover());
        Assert.Contains(_home.Said, s => s.StartsWith("going on with recovery", StringComparison.Ordinal));
        IsBack(_home, "run again");
    }

    [Fact]
    public async Task An_app_that_does_not_become_ready_is_named()
    {
        _home.Seen = change =>
        {
            if (change == $"PATCH {LostHome.Deployment}")
            {
                Change(LostHome.Deployment, d => d["status"]!["readyReplicas"] = 0);
            }
        };
        var failed = Assert.IsType<RestoreEnd.Failed>(await _home.Recover());
        Assert.Contains("Deployment books/linkding has 0 of 2 pods ready", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("books/linkding-data is back", failed.Reason, StringComparison.Ordinal);
        IsBack(_home, "not ready");
    }

    [Fact]
    public async Task Two_at_once_exclude_each_other()
    {
        Assert.IsType<RestoreEnd.Failed>(await _home.Recover(isAgreed: false));
        var path = $"{LostHome.Leases}/{Store.All(LostHome.Leases).Single()["metadata"]!["name"]}";
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var renewing = Task.Run(
            async () =>
            {
                for (var at = 0; !over.IsCancellationRequested; at++)
                {
                    var time = $"2026-11-26T12:00:00.{at % 1000:000000}Z";
                    Change(path, lease => (lease["spec"]!["holderIdentity"], lease["spec"]!["renewTime"]) = ("anna@laptop-7", time));
                    await Task.Delay(10, CancellationToken.None);
                }
            },
            Stop);
        await Eventually.Holds("somebody holds it", () => Store[path]!["spec"]!["holderIdentity"]!.ToString() is "anna@laptop-7", Stop);
        var refused = Assert.IsType<RestoreEnd.Refused>(await _home.Recover(lasts: 0.3));
        Assert.Equal("anna@laptop-7 is recovering what was on node one: wait until that has ended", refused.Reason);
        await over.CancelAsync();
        await renewing;
        IsUntouched();
    }

    private static JsonNode Target(JsonNode cronJob) =>
        cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["volumes"]!.AsArray().Single(v => (string?)v!["name"] is "target")!;

    private void Change(string path, Action<JsonObject> change)
    {
        var one = Store[path]!;
        change(one);
        Store.Put(path, one.ToJsonString());
    }

    private static void IsBack(LostHome home, string when)
    {
        var claim = home.Store[LostHome.Claim]!;
        var uid = (string)claim["metadata"]!["uid"]!;
        Assert.True(uid != LostHome.OldUid, when);
        Assert.True(home.Volumes.GetValueOrDefault(uid) == LostHome.Newest, $"{when}: {home.Volumes.GetValueOrDefault(uid)}");
        Assert.Null(claim["spec"]!["volumeName"]);
        Assert.Equal("local-path", (string?)claim["spec"]!["storageClassName"]);
        Assert.Equal("yes", (string?)claim["metadata"]!["labels"]!["mine"]);
        Assert.DoesNotContain(claim["metadata"]!["annotations"]!.AsObject(), a => a.Key.Contains("kubernetes.io/", StringComparison.Ordinal));
        Assert.Equal("true", (string?)claim["metadata"]!["annotations"]!["homelab-storage.io/backup"]);
        Assert.Equal("Retain", (string?)home.Store[LostHome.Volume]!["spec"]!["persistentVolumeReclaimPolicy"]);
        Assert.Null(home.Store[LostHome.Pod]);
        Rests(home, isResting: false);
    }

    private static void Rests(LostHome home, bool isResting)
    {
        Assert.Equal(isResting ? 0 : 2, (int)home.Store[LostHome.Deployment]!["spec"]!["replicas"]!);
        Assert.Equal(isResting, (bool?)home.Store[LostHome.Kustomization]!["spec"]!["suspend"] is true);
        Assert.All(
            [LostHome.Deployment, LostHome.Keeper, LostHome.Kustomization],
            path => Assert.Equal(isResting, home.Store[path]!["metadata"]!["annotations"]?[Paused] is not null));
        var lease = home.Store.All(LostHome.Leases).Single();
        Assert.Null(lease["metadata"]!["annotations"]!["homelab-storage.io/restore-plan"]);
        Assert.Equal(string.Empty, (string?)lease["spec"]!["holderIdentity"]);
    }

    private void IsUntouched()
    {
        Assert.Equal(LostHome.OldUid, (string?)Store[LostHome.Claim]!["metadata"]!["uid"]);
        Assert.NotNull(Store[LostHome.Pod]);
        Assert.DoesNotContain(Store.Writes, write => write.StartsWith("DELETE", StringComparison.Ordinal)
            || (write.StartsWith("PATCH", StringComparison.Ordinal) && !write.Contains("/leases/", StringComparison.Ordinal)));
    }
}
