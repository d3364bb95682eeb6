using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Migrating;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>A claim of a cluster moves to another class: each step, what is in its way, the same end after a kill at each of them, and the way back.</summary>
public sealed class MigrationTests : IDisposable
{
    private const string Paused = "homelab-storage.io/restore-paused";
    private const string Plan = "homelab-storage.io/restore-plan";

    private readonly MovingHome _home = new();

    private FakeStore Store => _home.Store;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_claim_of_a_Deployment_is_on_the_other_class_under_its_name_and_the_old_volume_is_kept()
    {
        var done = Assert.IsType<RestoreEnd.Done>(await _home.Move());
        Assert.Contains("'homelab-storage migrate run books/linkding-data --undo' puts it back", done.Message, StringComparison.Ordinal);
        Assert.Contains("PersistentVolumeClaim books/linkding-data, spec: storageClassName: longhorn", done.Message, StringComparison.Ordinal);
        IsMoved(_home, "moved");
        var beside = _home.VolumeOf("linkding-data")["pvc-".Length..^"-3".Length];
        Assert.Matches("^hs-move-linkding-data-[0-9a-f]{8}$", beside);
        Assert.Equal(
            [
                "suspend CronJob books/hs-linkding-data-ebc81076",
                "suspend Kustomization flux-system/apps",
                "scale Deployment books/linkding to 0",
                "wait until no pod mounts claim books/linkding-data",
                $"make claim books/{beside} of class longhorn",
                $"copy by Job books/{beside}, with a checksum of each file and integrity checks, and check the copy",
                "keep PersistentVolume pvc-linkding-data and the new one when their claims go (reclaimPolicy: Retain)",
                "delete claim books/linkding-data; PersistentVolume pvc-linkding-data stays",
                $"delete claim books/{beside}; its PersistentVolume stays",
                "reserve the new PersistentVolume for claim books/linkding-data",
                "recreate claim books/linkding-data on class longhorn",
                "wait until claim books/linkding-data has the new PersistentVolume",
                "scale Deployment books/linkding back up",
                "resume Kustomization flux-system/apps",
                "resume CronJob books/hs-linkding-data-ebc81076",
            ],
            _home.Steps());
        var claim = Store[MovingHome.Claim]!;
        Assert.Equal("yes", (string?)claim["metadata"]!["labels"]!["mine"]);
        Assert.Equal("true", (string?)claim["metadata"]!["annotations"]!["homelab-storage.io/backup"]);
        Assert.Null(claim["metadata"]!["annotations"]!["volume.kubernetes.io/selected-node"]);
    }

    [Fact]
    public async Task The_Job_reads_the_old_claim_and_writes_the_new_one()
    {
        Assert.IsType<RestoreEnd.Done>(await _home.Move(MovingHome.Wish() with { Class = "longhorn", Image = "mirror/homelab-storage:9", Size = 8589934592 }));
        var job = _home.Copy!;
        var pod = job["spec"]!["template"]!["spec"]!;
        Assert.Equal("mirror/homelab-storage:9", (string?)pod["containers"]![0]!["image"]);
        Assert.Equal("linkding-data", (string?)pod["volumes"]![0]!["persistentVolumeClaim"]!["claimName"]);
        Assert.Equal(job["metadata"]!["name"]!.ToString(), (string?)pod["volumes"]![1]!["persistentVolumeClaim"]!["claimName"]);
        Assert.Contains(job["metadata"]!["name"]!.ToString()[^8..], pod["containers"]![0]!["args"]!.AsArray().Select(a => (string?)a));
        Assert.Equal("8Gi", (string?)Store[MovingHome.Claim]!["spec"]!["resources"]!["requests"]!["storage"]);
    }

    [Fact]
    public async Task A_claim_of_a_StatefulSet_moves_alone_and_the_template_goes_along()
    {
        var done = Assert.IsType<RestoreEnd.Done>(await _home.Move("data-notes-0"));
        Assert.Contains("StatefulSet books/notes, volumeClaimTemplates[data].spec: storageClassName: longhorn", done.Message, StringComparison.Ordinal);
        IsMoved(_home, "moved", "data-notes-0");
        Assert.Contains("delete StatefulSet books/notes without its claims and pods (--cascade=orphan): its template cannot be changed", _home.Steps());
        Assert.Equal("uid-notes-1", (string?)Store[$"{MovingHome.Claims}/data-notes-1"]!["metadata"]!["uid"]);
        Assert.Equal("local-path", (string?)Store[$"{MovingHome.Claims}/data-notes-1"]!["spec"]!["storageClassName"]);

        // The other one follows, and the template says its class already.
        var uid = (string?)Store[MovingHome.Keeper]!["metadata"]!["uid"];
        Assert.NotEqual("uid-notes", uid);
        Assert.IsType<RestoreEnd.Done>(await _home.Move("data-notes-1"));
        IsMoved(_home, "both moved", "data-notes-1");
        Assert.Equal(uid, (string?)Store[MovingHome.Keeper]!["metadata"]!["uid"]);
        Assert.Equal("data-notes-0 now", _home.On("data-notes-0"));
    }

    /// <summary>The process is killed at each change that it makes: before it is made, or after, before the answer came.</summary>
    [Theory]
    [InlineData("linkding-data", true)]
    [InlineData("linkding-data", false)]
    [InlineData("data-notes-0", true)]
    [InlineData("data-notes-0", false)]
    public async Task Killed_at_whatever_step_and_run_again_it_comes_to_the_same_end(string claim, bool isBefore)
    {
        var (kill, isDone) = (1, false);
        for (; !isDone; kill++)
        {
            using var home = new MovingHome();
            isDone = await Killed(home, kill, isBefore, home => home.Move(claim), home => home.Move(MovingHome.Wish(claim)), home => home.Move(claim));
            IsMoved(home, $"killed at change {kill}", claim);
        }

        Assert.True(kill > 15, $"only {kill} changes");
    }

    /// <summary>
    /// The same for an app of everybody: a HelmRelease and Argo CD apply it, KEDA scales it, an autoscaler another that mounts the claim beside it, and a third
    /// is at no replicas. Whatever rested is as it was, put back by another process than the one that made it rest.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_rested_is_as_it_was_after_a_kill_at_whatever_step(bool isBefore)
    {
        for (var (kill, isDone) = (1, false); !isDone; kill++)
        {
            using var home = new MovingHome();
            home.OfEverybody();
            var before = home.Resting();
            isDone = await Killed(home, kill, isBefore, home => home.Move(), home => home.Move(MovingHome.Wish()), home => home.Move());
            IsMoved(home, $"killed at change {kill}");
            Assert.Equal(before, home.Resting());
        }
    }

    [Theory]
    [InlineData("linkding-data", true)]
    [InlineData("linkding-data", false)]
    [InlineData("data-notes-0", true)]
    [InlineData("data-notes-0", false)]
    public async Task The_way_back_ends_at_the_old_volume_whatever_kills_it(string claim, bool isBefore)
    {
        var (kill, isDone) = (1, false);
        for (; !isDone; kill++)
        {
            using var home = new MovingHome();
            Assert.IsType<RestoreEnd.Done>(await home.Move(claim));
            var moved = home.VolumeOf(claim);
            home.Data[moved] = "written later";
            var undo = MovingHome.Wish(claim) with { IsUndo = true };
            isDone = await Killed(home, kill, isBefore, home => home.Move(undo), home => home.Move(MovingHome.Wish(claim)), home => home.Move(undo));
            IsBack(home, $"killed at change {kill}", claim);
            Assert.Equal("written later", home.Data[moved]);
            Assert.Equal("Retain", (string?)home.Store[$"{MovingHome.Volumes}/{moved}"]!["spec"]!["persistentVolumeReclaimPolicy"]);
        }

        Assert.True(kill > 10, $"only {kill} changes");
    }

    /// <summary>A move that was interrupted anywhere is given up: nothing of the old volume is lost, and the claim is on it.</summary>
    [Theory]
    [InlineData("linkding-data")]
    [InlineData("data-notes-0")]
    public async Task A_move_that_was_interrupted_anywhere_can_be_given_up(string claim)
    {
        var (kill, isDone) = (1, false);
        for (; !isDone; kill++)
        {
            using var home = new MovingHome();
            var (undo, isGivenUp) = (MovingHome.Wish(claim) with { IsUndo = true }, false);
            isDone = await Killed(
                home,
                kill,
                isBefore: false,
                home => home.Move(claim),
                home =>
                {
                    isGivenUp = true;
                    return home.Move(undo);
                },
                home => home.Move(claim));
            if (!isGivenUp)
            {
                // It was over, and goes back as any other.
                Assert.IsType<RestoreEnd.Done>(await home.Move(undo));
            }

            IsBack(home, $"killed at change {kill}", claim);
        }
    }

    [Fact]
    public async Task Back_and_there_again_is_the_same_way()
    {
        Assert.IsType<RestoreEnd.Done>(await _home.Move());
        var moved = _home.VolumeOf("linkding-data");
        var undo = MovingHome.Wish() with { IsUndo = true };
        Assert.IsType<RestoreEnd.Done>(await _home.Move(undo));
        Assert.Null(Store[$"{MovingHome.Volumes}/pvc-linkding-data"]!["metadata"]!["annotations"]!["homelab-storage.io/moved-claim"]);
        Assert.IsType<RestoreEnd.Done>(await _home.Move(undo));
        Assert.Equal(moved, _home.VolumeOf("linkding-data"));
        IsMoved(_home, "there again");
    }

    [Fact]
    public async Task Nothing_is_changed_where_only_the_plan_is_wanted_or_the_answer_is_no()
    {
        Assert.IsType<RestoreEnd.Done>(await _home.Move(MovingHome.Wish() with { Class = "longhorn", IsDry = true }));
        Assert.Contains(_home.Said, s => s.EndsWith(" delete claim books/linkding-data; PersistentVolume pvc-linkding-data stays", StringComparison.Ordinal));
        Assert.Equal([$"POST {MovingHome.Jobs}"], Store.Writes);
        Assert.IsType<RestoreEnd.Failed>(await _home.Move(isAgreed: false));
        Assert.All(Store.Writes, write => Assert.True(write.Contains("/leases", StringComparison.Ordinal) || write == $"POST {MovingHome.Jobs}", write));
        IsBack(_home, "no");
    }

    [Fact]
    public async Task A_copy_that_is_not_whole_leaves_everything_as_it_was()
    {
        _home.Failing = "db.sqlite3: integrity_check: row 7 missing from index";
        var failed = Assert.IsType<RestoreEnd.Failed>(await _home.Move());
        Assert.Contains(_home.Failing, failed.Reason, StringComparison.Ordinal);
        IsBack(_home, "failed");
        Assert.Equal(3, Store.All(MovingHome.Claims).Count);
        Assert.Equal("Delete", (string?)Store[$"{MovingHome.Volumes}/pvc-linkding-data"]!["spec"]!["persistentVolumeReclaimPolicy"]);

        // The next one copies once more, into another claim.
        _home.Failing = string.Empty;
        Assert.IsType<RestoreEnd.Done>(await _home.Move());
        IsMoved(_home, "the next one");
    }

    [Fact]
    public async Task An_app_that_is_started_again_meanwhile_ends_it()
    {
        _home.Seen = change =>
        {
            if (change == $"POST {MovingHome.Jobs}" && _home.Copy is not null)
            {
                var app = Store[MovingHome.Deployment]!;
                app["spec"]!["replicas"] = 2;
                Store.Put(MovingHome.Deployment, app.ToJsonString());
            }
        };
        var failed = Assert.IsType<RestoreEnd.Failed>(await _home.Move());
        Assert.Contains("Deployment books/linkding was started again meanwhile (replicas: 2)", failed.Reason, StringComparison.Ordinal);
        IsBack(_home, "started");
    }

    [Fact]
    public async Task A_class_that_makes_no_volume_ends_it()
    {
        _home.Binds = false;
        var failed = Assert.IsType<RestoreEnd.Failed>(await _home.Move());
        Assert.Contains("of class longhorn has no volume after", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(3, Store.All(MovingHome.Claims).Count);
        Assert.Null(_home.Copy);
        IsBack(_home, "no volume");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_claim_that_does_not_get_its_volume_keeps_the_app_stopped_until_it_does_or_is_given_up(bool isGivenUp)
    {
        _home.Seen = change => _home.Binds = !change.StartsWith($"DELETE {MovingHome.Claim}", StringComparison.Ordinal) && _home.Binds;
        var stuck = Assert.IsType<RestoreEnd.Failed>(await _home.Move());
        Assert.Contains("is not bound to PersistentVolume pvc-hs-move-linkding-data-", stuck.Reason, StringComparison.Ordinal);
        Assert.Contains("so the app stays stopped", stuck.Reason, StringComparison.Ordinal);
        Assert.Equal(0, (int)Store[MovingHome.Deployment]!["spec"]!["replicas"]!);

        var restore = Assert.IsType<RestoreEnd.Refused>(await _home.Restore());
        Assert.Contains("'homelab-storage migrate run books/linkding-data' ends it", restore.Reason, StringComparison.Ordinal);
        var other = Assert.IsType<RestoreEnd.Refused>(await _home.Move(to: "nfs"));
        Assert.Contains("was interrupted and comes first", other.Reason, StringComparison.Ordinal);

        (_home.Seen, _home.Binds) = (_ => { }, true);
        if (isGivenUp)
        {
            var end = await _home.Move(MovingHome.Wish() with { IsUndo = true });
            Assert.True(end is RestoreEnd.Done, $"{end}");
            IsBack(_home, "given up");
        }
        else
        {
            _home.Bind(MovingHome.Claim);
            Assert.IsType<RestoreEnd.Done>(await _home.Move(MovingHome.Wish()));
            IsMoved(_home, "went on");
        }
    }

    [Fact]
    public async Task A_claim_that_something_else_made_is_not_taken_for_the_moved_one()
    {
        _home.Seen = change =>
        {
            if (change == $"DELETE {MovingHome.Claim}")
            {
                _home.Seen = _ => { };
                Store.Put(MovingHome.Claim, """
                    {"metadata": {"name": "linkding-data", "namespace": "books", "uid": "uid-of-git"}, "status": {"phase": "Bound"},
                     "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "local-path", "volumeName": "pvc-of-git"}}
                    """);
            }
        };
        var stuck = Assert.IsType<RestoreEnd.Failed>(await _home.Move());
        Assert.Contains("is on PersistentVolume pvc-of-git and not on pvc-hs-move-linkding-data-", stuck.Reason, StringComparison.Ordinal);
        Assert.Equal("linkding-data now", _home.Data["pvc-linkding-data"]);
        Assert.Equal(0, (int)Store[MovingHome.Deployment]!["spec"]!["replicas"]!);
    }

    [Fact]
    public async Task No_claim_goes_whose_volume_would_go_along()
    {
        _home.Seen = change =>
        {
            var path = $"{MovingHome.Volumes}/pvc-linkding-data";
            if (change == $"PATCH {path}")
            {
                var volume = Store[path]!;
                volume["spec"]!["persistentVolumeReclaimPolicy"] = "Delete";
                Store.Put(path, volume.ToJsonString());
            }
        };
        var failed = Assert.IsType<RestoreEnd.Failed>(await _home.Move());
        Assert.Contains("PersistentVolume pvc-linkding-data would be deleted together with its claim", failed.Reason, StringComparison.Ordinal);
        IsBack(_home, "not kept");
    }

    [Fact]
    public async Task A_way_back_that_is_not_done_is_no_success()
    {
        Assert.IsType<RestoreEnd.Done>(await _home.Move());
        _home.Seen = change =>
        {
            if (change == $"PATCH {MovingHome.Volumes}/{_home.VolumeOf("linkding-data")}")
            {
                var app = Store[MovingHome.Deployment]!;
                app["spec"]!["replicas"] = 2;
                Store.Put(MovingHome.Deployment, app.ToJsonString());
            }
        };
        Assert.IsType<RestoreEnd.Failed>(await _home.Move(MovingHome.Wish() with { IsUndo = true }));
        IsMoved(_home, "not back");
    }

    [Fact]
    public async Task Two_at_once_exclude_each_other()
    {
        Assert.IsType<RestoreEnd.Failed>(await _home.Move(isAgreed: false));
        var path = $"{MovingHome.Leases}/{Store.All(MovingHome.Leases).Single()["metadata"]!["name"]}";
        await Held(path, async () =>
        {
            var refused = Assert.IsType<RestoreEnd.Refused>(await _home.Move(lasts: 0.3));
            Assert.Equal("anna@laptop-7 is moving claim books/linkding-data: wait until that has ended", refused.Reason);
        });
        IsBack(_home, "two");
    }

    [Fact]
    public async Task A_restore_of_the_claim_comes_first()
    {
        var lease = $"{MovingHome.Leases}/hs-restore-linkding-data-{Policies.Vocabulary.ShortHash.Spelled(MovingHome.OldUid)}";
        Store.Put(lease, $$$"""{"metadata": {"annotations": {"{{{Plan}}}": "x"}}, "spec": {"holderIdentity": ""} }""");
        var refused = Assert.IsType<RestoreEnd.Refused>(await _home.Move());
        Assert.Contains("'homelab-storage restore books/linkding-data' ends it", refused.Reason, StringComparison.Ordinal);
        Store.Put(lease, """
            {"metadata": {}, "spec": {"holderIdentity": "anna@laptop-7", "renewTime": "2026-11-26T12:00:00.000001Z", "leaseDurationSeconds": 15}}
            """);
        await Held(lease, async () =>
        {
            var busy = Assert.IsType<RestoreEnd.Refused>(await _home.Move(lasts: 0.3));
            Assert.Equal("anna@laptop-7 is restoring claim books/linkding-data: wait until that has ended", busy.Reason);
        });
        IsBack(_home, "restored");
    }

    [Theory]
    [InlineData("no claim", "there is no claim books/linkding-data")]
    [InlineData("pending", "has no volume, so there is nothing to move")]
    [InlineData("no class", "no StorageClass of that name was found")]
    [InlineData("the same class", "is on class local-path already")]
    [InlineData("flux", "flux suspend kustomization apps -n flux-system")]
    [InlineData("force", "has spec.force: true, by which it would delete and recreate the claim")]
    [InlineData("marked", "has annotation kustomize.toolkit.fluxcd.io/force")]
    [InlineData("too little", "claim books/linkding-data holds 2.00 GiB, and a volume of 2Gi of class longhorn has room for about 1.90 GiB: run this "
        + "again with --size 3Gi")]
    [InlineData("unreadable", "claim books/linkding-data cannot be copied: private: of another user")]
    [InlineData("argo force", "Application argocd/books has Force=true in spec.syncPolicy.syncOptions, by which it would delete and recreate the claim")]
    [InlineData("argo replace", "Application argocd/books has Replace=true in spec.syncPolicy.syncOptions")]
    [InlineData("argo marked", "has Force=true in annotation argocd.argoproj.io/sync-options, by which Argo CD would delete and recreate the claim")]
    [InlineData("uninstall", "HelmRelease books/linkding has spec.upgrade.remediation.strategy: uninstall")]
    [InlineData("quota", "on class longhorn would be refused: 403: exceeded quota")]
    [InlineData("undo", "no volume that claim books/linkding-data had before a move is left")]
    public async Task What_is_in_the_way_is_said_with_the_way_out_before_anything_is_changed(string what, string said)
    {
        var wish = MovingHome.Wish() with { Class = "longhorn" };
        var claim = Store[MovingHome.Claim]!;
        switch (what)
        {
            case "no claim":
                Store.Remove(MovingHome.Claim);
                break;
            case "pending":
                claim["status"]!["phase"] = "Pending";
                Store.Put(MovingHome.Claim, claim.ToJsonString());
                break;
            case "no class":
                wish = wish with { Class = "longhron" };
                break;
            case "the same class":
                wish = wish with { Class = "local-path" };
                break;
            case "flux":
                wish = wish with { Suspends = false };
                break;
            case "force":
                Store.Put(
                    MovingHome.Kustomization,
                    """{"metadata": {"name": "apps", "namespace": "flux-system", "uid": "k"}, "spec": {"interval": "1m", "force": true}}""");
                break;
            case "marked":
                claim["metadata"]!["annotations"]!["kustomize.toolkit.fluxcd.io/force"] = "enabled";
                Store.Put(MovingHome.Claim, claim.ToJsonString());
                break;
            case "too little":
                _home.Holds = 2L << 30;
                break;
            case "unreadable":
                _home.Unreadable = "private: of another user";
                break;
            case "argo force" or "argo replace":
                _home.AppliedByArgo($"Validate=false\", \"{(what is "argo force" ? "Force" : "Replace")}=true");
                break;
            case "argo marked":
                claim["metadata"]!["annotations"]!["argocd.argoproj.io/sync-options"] = "Prune=false, Force=true";
                Store.Put(MovingHome.Claim, claim.ToJsonString());
                break;
            case "uninstall":
                claim["metadata"]!["labels"] = JsonNode.Parse(
                    """{"helm.toolkit.fluxcd.io/name": "linkding", "helm.toolkit.fluxcd.io/namespace": "books"}""");
                Store.Put(MovingHome.Claim, claim.ToJsonString());
                Store.Put(
                    "apis/helm.toolkit.fluxcd.io/v2/namespaces/books/helmreleases/linkding",
                    """
                    {"metadata": {"name": "linkding", "namespace": "books", "uid": "h"},
                     "spec": {"upgrade": {"remediation": {"retries": 3, "strategy": "uninstall"}}}}
                    """);
                break;
            case "quota":
                Store.Forbidden[$"POST {MovingHome.Claims}"] = """{"kind": "Status", "message": "exceeded quota"}""";
                break;
            default:
                wish = MovingHome.Wish() with { IsUndo = true };
                break;
        }

        var refused = Assert.IsType<RestoreEnd.Refused>(await _home.Move(wish));
        Assert.Contains(said.Replace("on class longhorn would be", "would be", StringComparison.Ordinal), refused.Reason, StringComparison.Ordinal);
        Assert.All(Store.Writes, write => Assert.True(write.Contains("/leases", StringComparison.Ordinal) || write == $"POST {MovingHome.Jobs}", write));
        Assert.Null(_home.Copy);
    }

    /// <summary>The Job runs where the claim is mounted, and reads it alone; no size limits a share.</summary>
    [Fact]
    public async Task How_much_there_is_to_copy_is_seen_while_the_app_runs()
    {
        _home.Holds = 1800L << 20;
        Store.Put("api/v1/namespaces/books/pods/linkding-1", """
            {"metadata": {"name": "linkding-1", "namespace": "books"}, "status": {"phase": "Running"},
             "spec": {"nodeName": "one", "containers": [], "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "linkding-data"}}]}}
            """);
        _home.Seen = change =>
        {
            if (change == $"PATCH {MovingHome.Deployment}")
            {
                Assert.NotNull(_home.Look);
                Store.Remove("api/v1/namespaces/books/pods/linkding-1");
            }
        };
        Assert.IsType<RestoreEnd.Done>(await _home.Move());
        IsMoved(_home, "looked at");
        var pod = _home.Look!["spec"]!["template"]!["spec"]!;
        var terms = pod["affinity"]!["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]!["nodeSelectorTerms"]!;
        Assert.Equal("one", (string?)terms[0]!["matchFields"]![0]!["values"]![0]);
        Assert.Equal(33, (int)pod["containers"]![0]!["securityContext"]!["runAsUser"]!);
        Assert.True((bool)pod["containers"]![0]!["volumeMounts"]![0]!["readOnly"]!);
        Assert.Equal("--plan", (string?)pod["containers"]![0]!["args"]!.AsArray()[^1]);
    }

    [Theory]
    [InlineData("8Gi", 5L << 30, true)]
    [InlineData("6Gi", 5L << 30, true)]
    [InlineData("5Gi", 5L << 30, false)]
    public async Task A_larger_volume_has_room_for_what_outgrew_its_claim(string size, long holds, bool isMoved)
    {
        _home.Holds = holds;
        var end = await _home.Move(MovingHome.Wish() with { Class = "longhorn", Size = Policies.Manifests.Quantity.Parse(size) });
        Assert.Equal(isMoved, end is RestoreEnd.Done);
        Assert.Equal(!isMoved, end is RestoreEnd.Refused);
    }

    /// <summary>What Argo CD applies and is not told to force moves, and Argo CD is left as it was.</summary>
    [Fact]
    public async Task The_sync_of_Argo_CD_rests_and_comes_back()
    {
        _home.AppliedByArgo("Validate=false");
        Assert.IsType<RestoreEnd.Done>(await _home.Move());
        IsMoved(_home, "argo");
        Assert.Contains("suspend the automatic sync of Application argocd/books", _home.Steps());
        Assert.Equal(
            """{"syncOptions":["Validate=false"],"automated":{"selfHeal":true}}""",
            Store[MovingHome.Application]!["spec"]!["syncPolicy"]!.ToJsonString());
    }

    [Theory]
    [InlineData(500, "accepted is not known: asked by a dry run, the API server answered 500: failed calling webhook")]
    [InlineData(429, "the API server answered 429: failed calling webhook")]
    [InlineData(0, "accepted is not known: the API server did not answer (127.0.0.1:")]
    public async Task A_dry_run_that_was_not_answered_is_no_refusal_and_says_which_it_was(int status, string said)
    {
        Store.Forbidden[$"POST {MovingHome.Claims}"] = $$"""{"kind": "Status", "code": {{status}}, "message": "failed calling webhook"}""";
        var lost = Assert.IsType<RestoreEnd.Lost>(await _home.Move());
        Assert.Contains(said, lost.Reason.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), StringComparison.Ordinal);
        IsBack(_home, "not answered");
    }

    /// <summary>The app ran while its data was copied, and is stopped again when it is looked at.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public async Task An_app_that_was_started_and_stopped_again_between_two_looks_ends_it(int replicas)
    {
        Scale(replicas);
        _home.Seen = change =>
        {
            if (change == $"POST {MovingHome.Jobs}" && _home.Copy is not null)
            {
                Scale(1);
                Scale(0);
            }
        };
        var failed = Assert.IsType<RestoreEnd.Failed>(await _home.Move());
        Assert.Contains("Deployment books/linkding was changed while it rested", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(replicas, (int)Store[MovingHome.Deployment]!["spec"]!["replicas"]!);
        Scale(2);
        IsBack(_home, "started and stopped");
    }

    /// <summary>The same between two runs of the command, the first of which was killed.</summary>
    [Fact]
    public async Task An_app_that_was_started_and_stopped_again_while_nobody_looked_ends_it()
    {
        _home.Seen = change => Store.IsDown = (change == $"POST {MovingHome.Jobs}" && _home.Copy is not null) || Store.IsDown;
        Assert.IsType<RestoreEnd.Lost>(await _home.Move());
        (_home.Seen, Store.IsDown) = (_ => { }, false);
        Scale(1);
        Scale(0);
        foreach (var lease in Store.All(MovingHome.Leases))
        {
            lease["spec"]!["holderIdentity"] = string.Empty;
        }

        var failed = Assert.IsType<RestoreEnd.Failed>(await _home.Move(MovingHome.Wish()));
        Assert.Contains("Deployment books/linkding was changed while it rested", failed.Reason, StringComparison.Ordinal);
        IsBack(_home, "while nobody looked");
    }

    [Theory]
    [InlineData("2026-11-26T12:00:00Z", true)]
    [InlineData("2026-11-26T11:59:59Z", false)]
    public async Task A_pod_that_mounted_the_claim_during_the_copy_and_has_ended_ends_it(string created, bool isNoticed)
    {
        _home.Seen = change =>
        {
            if (change == $"POST {MovingHome.Jobs}" && _home.Copy is not null)
            {
                _home.Copy!["metadata"]!["creationTimestamp"] = "2026-11-26T12:00:00Z";
                Store.Put("api/v1/namespaces/books/pods/import-x", $$$"""
                    {"metadata": {"name": "import-x", "namespace": "books", "creationTimestamp": "{{{created}}}"}, "status": {"phase": "Succeeded"},
                     "spec": {"containers": [], "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "linkding-data"}}]}}
                    """);
            }
        };
        var end = await _home.Move();
        if (isNoticed)
        {
            Assert.Contains("was mounted again meanwhile, by import-x", Assert.IsType<RestoreEnd.Failed>(end).Reason, StringComparison.Ordinal);
            IsBack(_home, "a pod");
        }
        else
        {
            Assert.IsType<RestoreEnd.Done>(end);
            IsMoved(_home, "an earlier pod");
        }
    }

    /// <summary>An app that KEDA holds at no replicas until somebody calls: it must not wake up meanwhile.</summary>
    [Fact]
    public async Task What_would_wake_an_app_that_is_at_no_replicas_rests_too()
    {
        Scale(0);
        Store.Put(
            MovingHome.Scaler,
            """{"metadata": {"name": "linkding", "namespace": "books", "uid": "s"}, "spec": {"scaleTargetRef": {"name": "linkding"}}}""");
        Assert.IsType<RestoreEnd.Done>(await _home.Move());
        Assert.Contains("pause ScaledObject books/linkding", _home.Steps());
        Assert.Contains("hold Deployment books/linkding at 0", _home.Steps());
        Assert.Contains("release Deployment books/linkding, which stays at 0", _home.Steps());
        Assert.Contains("resume ScaledObject books/linkding", _home.Steps());
        Assert.Null(Store[MovingHome.Scaler]!["metadata"]!["annotations"]?["autoscaling.keda.sh/paused-replicas"]);
        Assert.Equal(0, (int)Store[MovingHome.Deployment]!["spec"]!["replicas"]!);
        Scale(2);
        IsMoved(_home, "woken");
    }

    [Fact]
    public async Task What_the_plan_refuses_is_refused()
    {
        var refused = Assert.IsType<RestoreEnd.Failed>(await _home.Move(to: "nfs"));
        Assert.StartsWith("claim books/linkding-data cannot be moved to class nfs:\n[", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("\n  instead: ", refused.Reason, StringComparison.Ordinal);
        IsBack(_home, "refused");
    }

    [Fact]
    public async Task A_way_back_that_the_policy_refuses_by_now_is_agreed_to_on_the_claim()
    {
        Assert.IsType<RestoreEnd.Done>(await _home.Move());
        Store.Forbidden[$"POST {MovingHome.Claims}"] = """{"kind": "Status", "message": "[critical-data-on-local-storage] no"}""";
        var refused = Assert.IsType<RestoreEnd.Refused>(await _home.Move(MovingHome.Wish() with { IsUndo = true }));
        Assert.Contains("annotate pvc linkding-data homelab-storage.io/exempt=RULE", refused.Reason, StringComparison.Ordinal);
        Store.Forbidden.Clear();
        var claim = Store[MovingHome.Claim]!;
        (claim["metadata"]!["annotations"]!["homelab-storage.io/exempt"], claim["metadata"]!["annotations"]!["homelab-storage.io/exempt-reason"]) =
            ("critical-data-on-local-storage", "it was better there");
        Store.Put(MovingHome.Claim, claim.ToJsonString());
        Assert.IsType<RestoreEnd.Done>(await _home.Move(MovingHome.Wish() with { IsUndo = true }));
        IsBack(_home, "agreed");
        Assert.StartsWith(
            "critical-data-on-local-storage",
            (string?)Store[MovingHome.Claim]!["metadata"]!["annotations"]!["homelab-storage.io/exempt"],
            StringComparison.Ordinal);
    }

    /// <summary>Does something that is killed at a change, and goes on with it; whether there was no such change any more.</summary>
    private static async Task<bool> Killed(
        MovingHome home,
        int kill,
        bool isBefore,
        Func<MovingHome, Task<RestoreEnd>> begin,
        Func<MovingHome, Task<RestoreEnd>> goOn,
        Func<MovingHome, Task<RestoreEnd>> over)
    {
        var left = kill;
        home.Said.Clear();
        void Count(string change)
        {
            if ((!change.Contains("/leases", StringComparison.Ordinal) || change.StartsWith("PATCH", StringComparison.Ordinal)) && --left == 0)
            {
                home.Store.IsDown = true;
            }
        }

        (home.Store.Asked, home.Seen) = (isBefore ? Count : _ => { }, isBefore ? _ => { } : Count);
        var first = await begin(home);
        (home.Store.Asked, home.Seen, home.Store.IsDown) = (_ => { }, _ => { }, false);
        if (left > 0)
        {
            Assert.True(first is RestoreEnd.Done, $"{first}");
            return true;
        }

        Assert.True(first is RestoreEnd.Lost, $"killed at change {kill}: {first}");
        var leases = home.Store.All(MovingHome.Leases);
        foreach (var lease in leases)
        {
            // Nobody renews it, and it runs out.
            lease["spec"]!["holderIdentity"] = string.Empty;
        }

        // Before there is a plan nothing was begun; after the last change there is nothing left to go on with.
        var isWritten = leases.Any(l => l["metadata"]!["annotations"]?[Plan] is not null);
        var isBegun = home.Said.Exists(s => s.StartsWith("1/", StringComparison.Ordinal));
        if (isWritten || !isBegun)
        {
            var second = isWritten ? await goOn(home) : await over(home);
            Assert.True(second is RestoreEnd.Done, $"killed at change {kill}: {second}\n{string.Join('\n', home.Said)}");
        }

        return false;
    }

    private void Scale(int replicas)
    {
        var app = Store[MovingHome.Deployment]!;
        app["spec"]!["replicas"] = replicas;
        Store.Put(MovingHome.Deployment, app.ToJsonString());
    }

    private static void IsMoved(MovingHome home, string when, string claim = "linkding-data")
    {
        Assert.True(home.VolumeOf(claim) != $"pvc-{claim}", $"{when}: on the old volume");
        Assert.True(home.On(claim) == $"{claim} now" && home.Data[$"pvc-{claim}"] == $"{claim} now", $"{when}: data");
        var live = home.Store[$"{MovingHome.Claims}/{claim}"]!;
        Assert.Equal("longhorn", (string?)live["spec"]!["storageClassName"]);
        var old = home.Store[$"{MovingHome.Volumes}/pvc-{claim}"]!;
        Assert.Equal("Retain", (string?)old["spec"]!["persistentVolumeReclaimPolicy"]);
        Assert.Equal("Retain", (string?)home.Store[$"{MovingHome.Volumes}/{home.VolumeOf(claim)}"]!["spec"]!["persistentVolumeReclaimPolicy"]);
        Assert.NotNull(MovedClaim.Read((string)old["metadata"]!["annotations"]!["homelab-storage.io/moved-claim"]!));
        if (claim is not "linkding-data")
        {
            Assert.Equal("longhorn", (string?)home.Store[MovingHome.Keeper]!["spec"]!["volumeClaimTemplates"]![0]!["spec"]!["storageClassName"]);
        }

        IsAtRest(home, when);
    }

    private static void IsBack(MovingHome home, string when, string claim = "linkding-data")
    {
        Assert.True(home.VolumeOf(claim) == $"pvc-{claim}" && home.On(claim) == $"{claim} now", $"{when}: on {home.VolumeOf(claim)}");
        Assert.Equal("local-path", (string?)home.Store[$"{MovingHome.Claims}/{claim}"]!["spec"]!["storageClassName"]);
        Assert.Equal("local-path", (string?)home.Store[MovingHome.Keeper]!["spec"]!["volumeClaimTemplates"]![0]!["spec"]!["storageClassName"]);
        IsAtRest(home, when);
    }

    /// <summary>Everything runs as it did, and nothing is left to be done.</summary>
    private static void IsAtRest(MovingHome home, string when)
    {
        foreach (var path in new[] { MovingHome.Deployment, MovingHome.Keeper })
        {
            Assert.True((int)home.Store[path]!["spec"]!["replicas"]! == 2, $"{when}: {path}");
        }

        Assert.NotEqual(true, (bool?)home.Store[MovingHome.Kustomization]!["spec"]!["suspend"]);
        Assert.NotEqual(true, (bool?)home.Store[MovingHome.CronJob]?["spec"]!["suspend"]);
        foreach (var path in new[] { MovingHome.Deployment, MovingHome.Keeper, MovingHome.CronJob, MovingHome.Kustomization })
        {
            Assert.Null(home.Store[path]?["metadata"]!["annotations"]?[Paused]);
        }

        Assert.All(home.Store.All(MovingHome.Leases), l => Assert.True(l["metadata"]!["annotations"]?[Plan] is null or JsonValue, when));
        Assert.DoesNotContain(home.Store.All(MovingHome.Claims), c => c["metadata"]!["name"]!.ToString().StartsWith("hs-move-", StringComparison.Ordinal));
    }

    /// <summary>Does something while somebody else holds a Lease and renews it.</summary>
    private async Task Held(string path, Func<Task> work)
    {
        var stop = TestContext.Current.CancellationToken;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var renewing = Task.Run(
            async () =>
            {
                for (var at = 0; !over.IsCancellationRequested; at++)
                {
                    var lease = Store[path]!;
                    lease["spec"]!["holderIdentity"] = "anna@laptop-7";
                    lease["spec"]!["renewTime"] = $"2026-11-26T12:00:00.{at % 1000:000000}Z";
                    Store.Put(path, lease.ToJsonString());
                    await Task.Delay(10, CancellationToken.None);
                }
            },
            stop);
        await Eventually.Holds("somebody holds it", () => Store[path]!["spec"]!["holderIdentity"]!.ToString() is "anna@laptop-7", stop);
        await work();
        await over.CancelAsync();
        await renewing;
    }
}
