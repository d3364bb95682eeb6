using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>A claim of a cluster is restored: each step, what is in its way, and the same end after a kill at every one of them.</summary>
public sealed class RestorationTests : IDisposable
{
    private const string Newest = "20261126T040000Z-91bc";
    private const string Older = "20261125T220800Z-4f2a";
    private const string Claim = "api/v1/namespaces/books/persistentvolumeclaims/linkding-data";
    private const string Deployment = "apis/apps/v1/namespaces/books/deployments/linkding";
    private const string Worker = "apis/apps/v1/namespaces/books/statefulsets/worker";
    private const string Kustomization = "apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps";
    private const string Release = "apis/helm.toolkit.fluxcd.io/v2/namespaces/books/helmreleases/linkding";
    private const string Application = "apis/argoproj.io/v1alpha1/namespaces/argocd/applications/books";
    private const string Scaler = "apis/keda.sh/v1alpha1/namespaces/books/scaledobjects/linkding";
    private const string Jobs = "apis/batch/v1/namespaces/books/jobs";
    private const string Paused = "homelab-storage.io/restore-paused";
    private static readonly string[] Where =
        ["backup", "restore", "--to", "/data", "--target", "file:///target", "--identity", "house/books/linkding-data"];

    private static readonly JobCase Case = new("copies-linkding-to-the-nas");

    private readonly FakeStore _store = new();
    private readonly ApiServer _server;
    private readonly List<string> _said = [];
    private readonly List<string> _stored = [];
    private readonly Lock _gate = new();
    private string _lookFails = string.Empty;
    private string _swapFails = string.Empty;
    private string _interrupted = string.Empty;
    private string _volume = "now";
    private bool _isEmpty;
    private string _unwritable = string.Empty;

    public RestorationTests()
    {
        _server = _store.Connect();
        _store.Made = Kubelet;
        var job = Case.Jobs().Single();
        Put("api/v1/namespaces/books", """{"kind": "Namespace", "metadata": {"name": "books"}}""");
        Put(Claim, $$$"""
            {"metadata": {"name": "linkding-data", "namespace": "books", "uid": "{{{job.ClaimUid}}}"}, "status": {"phase": "Bound"},
             "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "local-path", "volumeName": "pvc-linkding"}}
            """);
        var cronJob = JsonNode.Parse(CronJobJson.Of(job).Span)!;
        cronJob["metadata"]!["uid"] = "uid-of-cronjob";
        cronJob["metadata"]!["managedFields"] = JsonNode.Parse("""[{"manager": "homelab-storage", "operation": "Apply"}]""");
        Put(CronJob, cronJob.ToJsonString());
        Put(Deployment, Workload("linkding", 2));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string CronJob => $"apis/batch/v1/namespaces/books/cronjobs/{Case.Jobs().Single().Name}";

    private string Lease => _store.All("apis/coordination.k8s.io/v1/namespaces/books/leases").Single()["metadata"]!["name"]!.ToString();

    public void Dispose()
    {
        _server.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Everything_rests_while_the_newest_copy_is_put_in_place_and_is_as_it_was_afterwards()
    {
        Household();
        var done = Assert.IsType<RestoreEnd.Done>(await Restore(new Wish { Suspends = true }));
        Assert.Contains("--undo ", done.Message, StringComparison.Ordinal);
        Assert.Equal(Newest, _volume);
        Assert.Equal(["now"], _stored);
        IsAsItWas();
        Assert.Equal(
            [
                "suspend CronJob books/hs-linkding-data-ebc81076",
                "suspend Kustomization flux-system/apps",
                "suspend HelmRelease books/linkding",
                "suspend the automatic sync of Application argocd/books",
                "pause ScaledObject books/linkding",
                "scale Deployment books/linkding to 0",
                "scale StatefulSet books/worker to 0",
                "wait until no pod mounts claim books/linkding-data",
                "copy what is there now to its target, by CronJob books/hs-linkding-data-ebc81076",
                $"restore house/books/linkding-data-8a1c72f0/{Newest} beside what is there, check it, and swap; what is there stays in .hs-before-ID",
                "scale StatefulSet books/worker back up",
                "scale Deployment books/linkding back up",
                "resume ScaledObject books/linkding",
                "resume the automatic sync of Application argocd/books",
                "resume HelmRelease books/linkding",
                "resume Kustomization flux-system/apps",
                "resume CronJob books/hs-linkding-data-ebc81076",
            ],
            Steps());
        Assert.Contains("note: HorizontalPodAutoscaler books/worker rests by itself while StatefulSet books/worker is at 0 replicas", _said);
        Assert.Contains($"  * {Newest} good 20 MB", _said);
    }

    /// <summary>Most clusters have no KEDA and no Argo CD, and labels of Flux outlive it.</summary>
    [Fact]
    public async Task Kinds_that_a_cluster_does_not_have_are_in_nobodys_way()
    {
        var labelled = _store[Deployment]!;
        labelled["metadata"]!["labels"] = new JsonObject
        {
            ["kustomize.toolkit.fluxcd.io/name"] = "apps",
            ["kustomize.toolkit.fluxcd.io/namespace"] = "flux-system",
        };
        _store.Put(Deployment, labelled.ToJsonString());
        _store.Absent.Add("apis/keda.sh/v1alpha1/namespaces/books/scaledobjects");
        _store.Absent.Add("apis/argoproj.io/v1alpha1/applications");
        _store.Absent.Add("apis/autoscaling/v1/namespaces/books/horizontalpodautoscalers");
        _store.Absent.Add("apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations");
        Assert.IsType<RestoreEnd.Done>(await Restore(new Wish()));
        Assert.Equal(Newest, _volume);
        Assert.DoesNotContain(_said, said => said.Contains("cannot be told", StringComparison.Ordinal));
    }

    /// <summary>The process is killed at each change that it makes: before it is made, or after, before the answer came.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Killed_at_whatever_step_and_run_again_it_comes_to_the_same_end(bool isBefore) => Killed(
        isBefore,
        new Wish { Suspends = true, Archive = Older },
        Household,
        when =>
        {
            Assert.True(_volume == Older, $"{when}: {_volume}");
            Assert.True(_stored.Contains("now"), $"{when}: what was there was not copied");
            IsAsItWas();
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Undoing_comes_to_the_same_end_whatever_kills_it(bool isBefore) => Killed(
        isBefore,
        new Wish { Suspends = true, Undo = "0a0a0a0a" },
        Household,
        when =>
        {
            Assert.True(_volume is "undone 0a0a0a0a", $"{when}: {_volume}");
            Assert.Empty(_stored);
            IsAsItWas();
        });

    /// <summary>An app that KEDA holds at no replicas, and one beside it that a person does: neither may wake up, and both stay as they were.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Apps_at_no_replicas_stay_there_whatever_kills_it(bool isBefore) => Killed(
        isBefore,
        new Wish { Archive = Older },
        () =>
        {
            Household();
            Scale(Deployment, 0);
            Scale(Worker, 0);
        },
        when =>
        {
            Assert.True(_volume == Older, $"{when}: {_volume}");
            Assert.Contains("pause ScaledObject books/linkding", Steps());
            Assert.Equal((0, 0), ((int)_store[Deployment]!["spec"]!["replicas"]!, (int)_store[Worker]!["spec"]!["replicas"]!));
            Scale(Deployment, 2);
            Scale(Worker, 1);
            IsAsItWas();
        });

    private async Task Killed(bool isBefore, Wish wish, Action begin, Action<string> isRight)
    {
        for (var (kill, isDone) = (1, false); !isDone; kill++)
        {
            begin();
            (_volume, var left) = ("now", kill);
            _stored.Clear();
            _said.Clear();
            void Count(string change)
            {
                if ((!change.Contains("/leases", StringComparison.Ordinal) || change.StartsWith("PATCH", StringComparison.Ordinal)) && --left == 0)
                {
                    _store.IsDown = true;
                }
            }

            (_store.Asked, _store.Changed) = (isBefore ? Count : _ => { }, isBefore ? _ => { } : Count);
            var first = await Restore(wish);
            isDone = left > 0;
            (_store.Asked, _store.Changed, _store.IsDown) = (_ => { }, _ => { }, false);
            if (!isDone)
            {
                Assert.IsType<RestoreEnd.Lost>(first);
                var leases = _store.All("apis/coordination.k8s.io/v1/namespaces/books/leases");
                var isOver = leases.All(l => l["metadata"]!["annotations"]?["homelab-storage.io/restore-plan"] is null);
                foreach (var lease in leases)
                {
                    // Nobody renews it, and it runs out.
                    lease["spec"]!["holderIdentity"] = string.Empty;
                }

                var second = await Restore(isOver ? wish : new Wish());
                Assert.True(second is RestoreEnd.Done, $"killed after change {kill}: {second}");
            }

            isRight($"killed at change {kill}");
            foreach (var job in _store.All(Jobs))
            {
                _store.Remove($"{Jobs}/{job["metadata"]!["name"]}");
            }
        }
    }

    private void Scale(string path, int replicas)
    {
        var app = _store[path]!;
        app["spec"]!["replicas"] = replicas;
        _store.Put(path, app.ToJsonString());
    }

    [Fact]
    public async Task Nothing_is_changed_where_only_the_plan_is_wanted_or_the_answer_is_no()
    {
        Household();
        Assert.IsType<RestoreEnd.Done>(await Restore(new Wish { Suspends = true, IsDry = true }));
        Assert.Equal(17, _said.Count(s => s.Length > 4 && char.IsAsciiDigit(s[3]) && s[4] == '.'));
        Assert.All(_store.Writes, write => Assert.StartsWith($"POST {Jobs}", write, StringComparison.Ordinal));
        Assert.IsType<RestoreEnd.Failed>(await Restore(new Wish { Suspends = true }, isAgreed: false));
        Assert.All(
            _store.Writes,
            write => Assert.True(write.StartsWith($"POST {Jobs}", StringComparison.Ordinal) || write.Contains("/leases", StringComparison.Ordinal), write));
        Assert.Equal("now", _volume);
    }

    [Fact]
    public async Task The_Jobs_may_write_the_volume_only_where_it_is_swapped_and_drop_no_copy()
    {
        Put(Deployment, Workload("linkding", 1));
        Put("api/v1/namespaces/books/pods/linkding-1", """
            {"metadata": {"name": "linkding-1", "namespace": "books", "ownerReferences":
               [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "x", "uid": "x", "controller": true}]},
             "spec": {"nodeName": "one", "containers": [], "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "linkding-data"}}]},
             "status": {"phase": "Running"}}
            """);
        _store.Changed = change =>
        {
            if (change.EndsWith("deployments/linkding", StringComparison.Ordinal))
            {
                _store.Remove("api/v1/namespaces/books/pods/linkding-1");
            }
        };
        Assert.IsType<RestoreEnd.Done>(await Restore(new Wish { At = "2026-11-25T23:00:00" }));
        var jobs = _store.All(Jobs).ToDictionary(
            j => j["metadata"]!["name"]!.ToString().Split('-')[3],
            j => j["spec"]!["template"]!["spec"]!,
            StringComparer.Ordinal);
        Assert.Equal(["copy", "look", "swap"], jobs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((true, false), (IsReadOnly(jobs["look"], "data"), IsReadOnly(jobs["look"], "scratch")));
        Assert.True(IsReadOnly(jobs["look"], "target"));
        Assert.Equal((true, false), (IsReadOnly(jobs["copy"], "data"), IsReadOnly(jobs["copy"], "target")));
        Assert.Equal((false, true), (IsReadOnly(jobs["swap"], "data"), IsReadOnly(jobs["swap"], "target")));
        Assert.Equal(
            [.. Where, "--at", "2026-11-25T23:00:00", "--plan", "--no-owner"],
            Told(jobs["look"]));
        Assert.DoesNotContain("--keep", Told(jobs["copy"]));
        Assert.Contains("--strategy", Told(jobs["copy"]));
        Assert.Equal(
            [.. Where, "--archive", Older, "--kept-as", Id(), "--no-owner"],
            Told(jobs["swap"]));
        var node = jobs["look"]["affinity"]!["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]!["nodeSelectorTerms"]![0]!;
        Assert.Equal("one", node["matchFields"]![0]!["values"]![0]!.ToString());
        Assert.Null(jobs["swap"]["affinity"]);
    }

    /// <summary>
    /// The kubelet lets the Job write that swaps, as it lets the app; where nobody says a group, only if there is nothing whose modes that would change.
    /// </summary>
    [Theory]
    [InlineData(2000, false, 2000)]
    [InlineData(2000, true, 2000)]
    [InlineData(null, true, 33)]
    [InlineData(null, false, null)]
    public async Task The_Job_that_swaps_may_write_where_its_app_may(int? group, bool isEmpty, int? expected)
    {
        if (group is { } shared)
        {
            var cronJob = _store[CronJob]!;
            cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["securityContext"]!["supplementalGroups"] = new JsonArray(shared);
            _store.Put(CronJob, cronJob.ToJsonString());
        }

        (_isEmpty, _unwritable) = (isEmpty, isEmpty || group is not null ? "its folder is root's" : string.Empty);
        Assert.IsType<RestoreEnd.Done>(await Restore(new Wish()));
        foreach (var job in _store.All(Jobs))
        {
            var security = job["spec"]!["template"]!["spec"]!["securityContext"]!;
            var isSwap = job["metadata"]!["name"]!.ToString().Contains("swap", StringComparison.Ordinal);
            Assert.Equal(isSwap ? expected : null, (int?)security["fsGroup"]);
            Assert.Equal(group, (int?)security["supplementalGroups"]?[0]);
        }
    }

    [Fact]
    public async Task A_volume_of_root_gets_its_owners_back()
    {
        var cronJob = _store[CronJob]!;
        cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["securityContext"]!["runAsUser"] = 0;
        _store.Put(CronJob, cronJob.ToJsonString());
        Assert.IsType<RestoreEnd.Done>(await Restore(new Wish()));
        var pod = _store.All(Jobs).Single(j => j["metadata"]!["name"]!.ToString().Contains("swap", StringComparison.Ordinal))["spec"]!["template"]!["spec"]!;
        Assert.DoesNotContain("--no-owner", Told(pod));
        Assert.Equal(
            ["CHOWN", "DAC_OVERRIDE", "FOWNER"],
            pod["containers"]![0]!["securityContext"]!["capabilities"]!["add"]!.AsArray().Select(c => (string)c!));
    }

    [Fact]
    public async Task Undoing_asks_no_target_and_copies_nothing()
    {
        Assert.IsType<RestoreEnd.Done>(await Restore(new Wish { Undo = "0a0a0a0a" }));
        Assert.Equal("undone 0a0a0a0a", _volume);
        Assert.Empty(_stored);
    }

    [Fact]
    public async Task A_copy_goes_into_another_claim_and_its_own_app_rests_alone()
    {
        Put("api/v1/namespaces/books/persistentvolumeclaims/other", """
            {"metadata": {"name": "other", "namespace": "books", "uid": "uid-other"}, "status": {"phase": "Bound"},
             "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "local-path", "volumeName": "pvc-other"}}
            """);
        Assert.IsType<RestoreEnd.Done>(await Restore(new Wish { To = "other" }));
        Assert.Equal(2, (int)_store[Deployment]!["spec"]!["replicas"]!);
        Assert.All(
            _store.Writes.Where(write => write.StartsWith("PATCH", StringComparison.Ordinal)),
            write => Assert.Contains("/leases/", write, StringComparison.Ordinal));
        Assert.All(
            _store.All(Jobs),
            job => Assert.Equal("other", job["spec"]!["template"]!["spec"]!["volumes"]![0]!["persistentVolumeClaim"]!["claimName"]!.ToString()));
    }

    [Fact]
    public async Task A_claim_with_too_little_room_is_refused_with_the_numbers_before_anything_is_stopped()
    {
        Put("api/v1/namespaces/books/persistentvolumeclaims/other", """
            {"metadata": {"name": "other", "namespace": "books", "uid": "uid-other"}, "status": {"phase": "Bound"},
             "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "local-path", "volumeName": "pvc-other"}}
            """);
        Put(Worker, Workload("worker", 1).Replace("linkding-data", "other", StringComparison.Ordinal));
        _lookFails = "/data has room for 1.0 MiB; restoring it beside what is there needs 20.0 MiB: make room, or restore to another volume";
        var refused = Assert.IsType<RestoreEnd.Refused>(await Restore(new Wish { To = "other" }));
        Assert.Equal(_lookFails, refused.Reason);
        Assert.DoesNotContain(_store.Writes, write => write.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.Equal("now", _volume);
        Assert.Equal((2, 1), ((int)_store[Deployment]!["spec"]!["replicas"]!, (int)_store[Worker]!["spec"]!["replicas"]!));
    }

    [Fact]
    public async Task An_app_at_no_replicas_stays_there_and_what_a_person_suspended_stays_suspended()
    {
        Put(Deployment, Workload("linkding", 0));
        var cronJob = _store[CronJob]!;
        cronJob["spec"]!["suspend"] = true;
        _store.Put(CronJob, cronJob.ToJsonString());
        Assert.IsType<RestoreEnd.Done>(await Restore(new Wish()));
        Assert.Equal(Newest, _volume);
        Assert.Equal(0, (int)_store[Deployment]!["spec"]!["replicas"]!);
        Assert.True((bool)_store[CronJob]!["spec"]!["suspend"]!);
    }

    [Fact]
    public async Task A_copy_that_does_not_come_back_leaves_everything_as_it_was()
    {
        Household();
        _swapFails = "the archive is not what its manifest says";
        var failed = Assert.IsType<RestoreEnd.Failed>(await Restore(new Wish { Suspends = true }));
        Assert.Contains(_swapFails, failed.Reason, StringComparison.Ordinal);
        Assert.Equal("now", _volume);
        IsAsItWas();
    }

    [Fact]
    public async Task A_volume_between_two_states_is_no_place_for_the_app_and_the_next_one_goes_on()
    {
        Household();
        (_swapFails, _interrupted) = ("no space left on device", "leaving");
        var stuck = Assert.IsType<RestoreEnd.Failed>(await Restore(new Wish { Suspends = true }));
        Assert.Contains("between two states (leaving), so the app stays stopped", stuck.Reason, StringComparison.Ordinal);
        Assert.Equal(0, (int)_store[Deployment]!["spec"]!["replicas"]!);

        var other = Assert.IsType<RestoreEnd.Refused>(await Restore(new Wish { Archive = Older }));
        Assert.Contains("was interrupted and comes first", other.Reason, StringComparison.Ordinal);
        (_swapFails, _interrupted) = (string.Empty, string.Empty);
        Assert.IsType<RestoreEnd.Done>(await Restore(new Wish()));
        Assert.Equal(Newest, _volume);
        IsAsItWas();
    }

    [Fact]
    public async Task An_app_that_is_started_again_meanwhile_ends_it()
    {
        _store.Changed = change =>
        {
            if (change.StartsWith($"POST {Jobs}", StringComparison.Ordinal) && _store.All(Jobs).Count == 2 && _store[Deployment] is { } app)
            {
                app["spec"]!["replicas"] = 2;
                _store.Put(Deployment, app.ToJsonString());
            }
        };
        var failed = Assert.IsType<RestoreEnd.Failed>(await Restore(new Wish()));
        Assert.Contains("Deployment books/linkding was started again meanwhile (replicas: 2)", failed.Reason, StringComparison.Ordinal);
        Assert.Equal("now", _volume);
        IsAsItWas();
    }

    /// <summary>It ran after what was there was copied, and is stopped again when it is looked at.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public async Task An_app_that_was_started_and_stopped_again_between_two_looks_ends_it(int replicas)
    {
        Put(Deployment, Workload("linkding", replicas));
        _store.Changed = change =>
        {
            if (change.StartsWith($"POST {Jobs}", StringComparison.Ordinal) && _store.All(Jobs).Count == 2)
            {
                Scale(Deployment, 1);
                Scale(Deployment, 0);
            }
        };
        var failed = Assert.IsType<RestoreEnd.Failed>(await Restore(new Wish()));
        Assert.Contains("Deployment books/linkding was changed while it rested", failed.Reason, StringComparison.Ordinal);
        Assert.Equal("now", _volume);
        Assert.Equal(replicas, (int)_store[Deployment]!["spec"]!["replicas"]!);
        Assert.Null(_store[Deployment]!["metadata"]!["annotations"]?[Paused]);
    }

    [Fact]
    public async Task Two_at_once_exclude_each_other()
    {
        Assert.IsType<RestoreEnd.Failed>(await Restore(new Wish(), isAgreed: false));
        var path = $"apis/coordination.k8s.io/v1/namespaces/books/leases/{Lease}";
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var renewing = Task.Run(
            async () =>
            {
                for (var at = 0; !over.IsCancellationRequested; at++)
                {
                    var lease = _store[path]!;
                    lease["spec"]!["holderIdentity"] = "anna@laptop-7";
                    lease["spec"]!["renewTime"] = $"2026-11-26T12:00:00.{at % 1000:000000}Z";
                    _store.Put(path, lease.ToJsonString());
                    await Task.Delay(10, CancellationToken.None);
                }
            },
            Stop);
        await Eventually.Holds("somebody holds it", () => _store[path]!["spec"]!["holderIdentity"]!.ToString() is "anna@laptop-7", Stop);
        var refused = Assert.IsType<RestoreEnd.Refused>(await Restore(new Wish(), lasts: 0.3));
        Assert.Equal("anna@laptop-7 is restoring claim books/linkding-data: wait until that has ended", refused.Reason);
        await over.CancelAsync();
        await renewing;
        Assert.Equal("now", _volume);
    }

    [Fact]
    public async Task Without_the_right_to_see_who_mounts_the_claim_nothing_is_done()
    {
        _store.Forbidden["GET apis/apps/v1/namespaces/books/statefulsets"] = """{"kind": "Status", "message": "statefulsets is forbidden"}""";
        var lost = Assert.IsType<RestoreEnd.Lost>(await Restore(new Wish()));
        Assert.Contains("statefulsets is forbidden", lost.Reason, StringComparison.Ordinal);
        Assert.Empty(_store.All(Jobs));
    }

    [Theory]
    [InlineData("no claim", "there is no claim books/linkding-data")]
    [InlineData("no CronJob", "has no CronJob of homelab-storage")]
    [InlineData("dump", "are dumps of a database server")]
    [InlineData("block", "is a raw block device")]
    [InlineData("daemon", "DaemonSet books/linkding mounts claim linkding-data and cannot be stopped by scaling it")]
    [InlineData("flux", "flux suspend kustomization apps -n flux-system")]
    [InlineData("argo", "kubectl -n argocd patch application books --type merge")]
    [InlineData("autoscaler", "may scale StatefulSet books/worker up from 0 by itself")]
    [InlineData("autodelete", "StatefulSet books/worker deletes its claims when it is scaled down: set its persistentVolumeClaimRetentionPolicy.whenScaled")]
    [InlineData("closed", "its folder is root's. Write securityContext.fsGroup into the pod of its app, or annotation "
        + "homelab-storage.io/backup-run-as: \"0:0\"")]
    [InlineData("no backup", "no good backup that old")]
    public async Task What_is_in_the_way_is_said_with_the_way_out_before_anything_is_changed(string what, string said)
    {
        switch (what)
        {
            case "no claim":
                _store.Remove(Claim);
                break;
            case "no CronJob":
                _store.Remove(CronJob);
                break;
            case "dump":
                _store.Put(CronJob, _store[CronJob]!.ToJsonString().Replace("\"sqlite\"", "\"dump\"", StringComparison.Ordinal));
                break;
            case "block":
                var claim = _store[Claim]!;
                claim["spec"]!["volumeMode"] = "Block";
                _store.Put(Claim, claim.ToJsonString());
                break;
            case "daemon":
                Put("apis/apps/v1/namespaces/books/daemonsets/linkding", Workload("linkding", 1));
                break;
            case "closed":
                _unwritable = "its folder is root's";
                break;
            case "flux" or "argo":
                Household();
                break;
            case "autodelete":
                var worker = JsonNode.Parse(Workload("worker", 1))!;
                worker["spec"]!["persistentVolumeClaimRetentionPolicy"] = JsonNode.Parse("""{"whenDeleted": "Retain", "whenScaled": "Delete"}""");
                Put(Worker, worker.ToJsonString());
                break;
            case "autoscaler":
                Household();
                Put(
                    "apis/autoscaling/v1/namespaces/books/horizontalpodautoscalers/worker",
                    """{"metadata": {"name": "worker"}, "spec": {"minReplicas": 0, "scaleTargetRef": {"kind": "StatefulSet", "name": "worker"}}}""");
                break;
            default:
                _lookFails = said;
                break;
        }

        var refused = Assert.IsType<RestoreEnd.Refused>(await Restore(new Wish { At = what is "no backup" ? "1999-01-01T00:00:00" : string.Empty }));
        Assert.Contains(said, refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_store.Writes, write => write.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.Equal("now", _volume);
    }

    [Theory]
    [InlineData("one", "Running", "shell")]
    [InlineData("", "Pending", "shell (no node yet; kubectl -n books delete job x ends it)")]
    public async Task A_pod_that_does_not_end_is_named_and_everything_is_put_back(string node, string phase, string spoken)
    {
        Household();
        Put("api/v1/namespaces/books/pods/shell", $$$"""
            {"metadata": {"name": "shell", "namespace": "books", "ownerReferences":
               [{"apiVersion": "batch/v1", "kind": "Job", "name": "x", "uid": "x", "controller": true}]},
             "spec": {"nodeName": "{{{node}}}", "containers": [], "volumes": [
               {"name": "data", "persistentVolumeClaim": {"claimName": "linkding-data"}}]},
             "status": {"phase": "{{{phase}}}"}}
            """);
        var failed = Assert.IsType<RestoreEnd.Failed>(await Restore(new Wish { Suspends = true }));
        Assert.Contains($"is still mounted by {spoken}: end that, and run this again", failed.Reason, StringComparison.Ordinal);
        IsAsItWas();
    }

    /// <summary>A Deployment that Flux and Argo apply and KEDA scales, and a StatefulSet beside it on the same claim.</summary>
    private void Household()
    {
        var app = JsonNode.Parse(Workload("linkding", 2))!;
        app["metadata"]!["labels"] = JsonNode.Parse("""
            {"kustomize.toolkit.fluxcd.io/name": "apps", "kustomize.toolkit.fluxcd.io/namespace": "flux-system",
             "helm.toolkit.fluxcd.io/name": "linkding", "helm.toolkit.fluxcd.io/namespace": "books", "app.kubernetes.io/instance": "books"}
            """);
        Put(Deployment, app.ToJsonString());
        Put(Worker, Workload("worker", 1));
        Put(Kustomization, """{"metadata": {"name": "apps", "namespace": "flux-system", "uid": "k"}, "spec": {"interval": "1m"}}""");
        Put(Release, """{"metadata": {"name": "linkding", "namespace": "books", "uid": "h"}, "spec": {"suspend": false}}""");
        Put(Application, """
            {"metadata": {"name": "books", "namespace": "argocd", "uid": "a"},
             "spec": {"syncPolicy": {"automated": {"prune": true, "selfHeal": true}, "retry": {"limit": 2}}}}
            """);
        Put(Scaler, """{"metadata": {"name": "linkding", "namespace": "books", "uid": "s"}, "spec": {"scaleTargetRef": {"name": "linkding"}}}""");
        Put(
            "apis/autoscaling/v1/namespaces/books/horizontalpodautoscalers/worker",
            """
            {"metadata": {"name": "worker", "namespace": "books"},
             "spec": {"minReplicas": 1, "scaleTargetRef": {"kind": "StatefulSet", "name": "worker"}}}
            """);
    }

    private void IsAsItWas()
    {
        Assert.Equal(2, (int)_store[Deployment]!["spec"]!["replicas"]!);
        Assert.NotEqual(true, (bool?)_store[CronJob]!["spec"]!["suspend"]);
        if (_store[Worker] is { } worker)
        {
            Assert.Equal(1, (int)worker["spec"]!["replicas"]!);
            Assert.NotEqual(true, (bool?)_store[Kustomization]!["spec"]!["suspend"]);
            Assert.NotEqual(true, (bool?)_store[Release]!["spec"]!["suspend"]);
            Assert.Equal("""{"prune":true,"selfHeal":true}""", _store[Application]!["spec"]!["syncPolicy"]!["automated"]!.ToJsonString());
            Assert.Null(_store[Scaler]!["metadata"]!["annotations"]?["autoscaling.keda.sh/paused-replicas"]);
        }

        foreach (var path in new[] { Deployment, Worker, CronJob, Kustomization, Release, Application, Scaler })
        {
            Assert.Null(_store[path]?["metadata"]!["annotations"]?[Paused]);
        }

        var lease = _store[$"apis/coordination.k8s.io/v1/namespaces/books/leases/{Lease}"]!;
        Assert.Null(lease["metadata"]!["annotations"]!["homelab-storage.io/restore-plan"]);
        Assert.Equal(string.Empty, (string?)lease["spec"]!["holderIdentity"]);
    }

    private string[] Steps() =>
    [
        .. _said.Where(s => s.Length > 0 && char.IsAsciiDigit(s[0]) && s.Contains('/', StringComparison.Ordinal))
            .Select(s => s[(s.IndexOf(' ', StringComparison.Ordinal) + 1)..])
            .Select(s => s.Contains(".hs-before-", StringComparison.Ordinal) ? s[..^8] + "ID" : s),
    ];

    private string Id() => _store.All(Jobs)[0]["metadata"]!["labels"]!["homelab-storage.io/restore-id"]!.ToString();

    private async Task<RestoreEnd> Restore(Wish wish, bool isAgreed = true, double lasts = 15)
    {
        var pace = new RestorePace
        {
            Look = TimeSpan.FromMilliseconds(5),
            Patience = TimeSpan.FromSeconds(2), // a busy machine takes its time
            Lease = new LeasePace { Lasts = TimeSpan.FromSeconds(lasts), Every = TimeSpan.FromMilliseconds(20) },
        };
        return await new Restoration(
            _server,
            Case.Policy,
            Guid.NewGuid().ToString(),
            pace,
            TimeProvider.System,
            text =>
            {
                lock (_gate)
                {
                    _said.Add(text);
                }
            },
            _ => Task.FromResult(isAgreed)).Run(
            new RestoreWish
            {
                Namespace = "books",
                Claim = "linkding-data",
                To = wish.To,
                Archive = wish.Archive,
                At = wish.At,
                Undo = wish.Undo,
                Suspends = wish.Suspends,
                IsDry = wish.IsDry,
            },
            Stop);
    }

    private static string Workload(string name, int replicas) => $$$$"""
        {"metadata": {"name": "{{{{name}}}}", "namespace": "books", "uid": "uid-{{{{name}}}}"},
         "spec": {"replicas": {{{{replicas}}}}, "selector": {"matchLabels": {"app": "{{{{name}}}}"}},
         "template": {"metadata": {"labels": {"app": "{{{{name}}}}"}}, "spec": {
           "containers": [{"name": "{{{{name}}}}", "image": "sissbruecker/linkding:1.31.0",
             "volumeMounts": [{"name": "data", "mountPath": "/etc/linkding/data"}]}],
           "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "linkding-data"}}]}} } }
        """;

    private static string[] Told(JsonNode pod) => [.. pod["containers"]![0]!["args"]!.AsArray().Select(a => (string)a!)];

    private static bool IsReadOnly(JsonNode pod, string volume) =>
        (bool?)pod["containers"]![0]!["volumeMounts"]!.AsArray().Single(m => (string?)m!["name"] == volume)!["readOnly"] is true;

    private void Put(string path, string json) => _store.Put(path, json);

    /// <summary>A Job controller, a kubelet and our program in one: what a Job is told is done to the volume at once.</summary>
    private void Kubelet(string path, JsonObject job)
    {
        if (!path.StartsWith(Jobs, StringComparison.Ordinal))
        {
            return;
        }

        var arguments = Told(job["spec"]!["template"]!["spec"]!);
        var stage = path.Split('-')[3];
        var chosen = After("--archive") is { Length: > 0 } named ? named : After("--at").Length > 0 ? Older : Newest;
        var (exit, line) = (stage, _swapFails) switch
        {
            ("look", _) when _lookFails.Length > 0 => (2, Said(2, _lookFails)),
            ("look" or "check", _) => (0, Said(0, $"{chosen} would be restored") with
            {
                Archive = After("--undo").Length > 0 ? string.Empty : $"house/books/linkding-data-8a1c72f0/{chosen}",
                Interrupted = stage is "check" ? _interrupted : string.Empty,
                IsEmpty = _isEmpty,
                Unwritable = _unwritable,
            }),
            ("copy", _) => (0, Said(0, "stored")),
            (_, { Length: > 0 } why) => (1, Said(1, why)),
            _ => (0, Said(0, "restored")),
        };
        if (exit == 0 && stage is "swap")
        {
            _volume = After("--undo") is { Length: > 0 } undone ? $"undone {undone}" : chosen;
        }
        else if (stage is "copy")
        {
            _stored.Add(_volume);
        }

        EndedJob.End(_store, path, exit, line.Written);

        string After(string option) => Array.IndexOf(arguments, option) is >= 0 and var at ? arguments[at + 1] : string.Empty;
    }

    private static Line Said(int exit, string message) => new(exit, message);

    private sealed record Line(int Exit, string Message)
    {
        public string Archive { get; init; } = string.Empty;

        public string Interrupted { get; init; } = string.Empty;

        public bool IsEmpty { get; init; }

        public string Unwritable { get; init; } = string.Empty;

        public string Written => new JsonObject
        {
            ["kind"] = "BackupResult",
            ["exit"] = Exit,
            ["message"] = Message,
            ["archive"] = Archive,
            ["interrupted"] = Interrupted,
            ["isEmpty"] = IsEmpty,
            ["unwritable"] = Unwritable,
            ["offered"] = new JsonArray($"{Newest} good 20 MB", $"{Older} tested 20 MB"),
            ["kept"] = new JsonArray(),
        }.ToJsonString();
    }

    private sealed record Wish
    {
        public string To { get; init; } = "linkding-data";

        public string Archive { get; init; } = string.Empty;

        public string At { get; init; } = string.Empty;

        public string Undo { get; init; } = string.Empty;

        public bool Suspends { get; init; }

        public bool IsDry { get; init; }
    }
}
