using System.Text.Json;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

public sealed class LiveInventoryTests : IDisposable
{
    private static readonly WatchedResource Claims = WatchedResource.Of(ManifestKinds.PersistentVolumeClaim);
    private static readonly WatchedResource Pods = WatchedResource.Of(ManifestKinds.Pod);

    private readonly CountedTime _time = new();
    private readonly List<Inventory> _published = [];
    private readonly LiveInventory _inventory;

    public LiveInventoryTests() => _inventory = new LiveInventory([Claims, Pods], _published.Add, _time);

    public void Dispose() => _inventory.Dispose();

    [Fact]
    public void Nothing_is_published_before_everything_has_been_listed()
    {
        _inventory.Replace(Claims, [Claim("a")]);
        Assert.Empty(_published);
        Assert.False(_inventory.IsSynced);
        Assert.Equal("pods", Assert.Single(_inventory.Missing).ToString());
        _inventory.Replace(Pods, []);
        Assert.True(_inventory.IsSynced);
        Assert.Equal("a", Names());
    }

    [Fact]
    public void A_change_that_does_not_matter_makes_no_snapshot()
    {
        Sync(Claim("a"));
        _inventory.Put(Claims, Claim("a", status: "Lost", version: "99"));
        Pass();
        Assert.Single(_published);
        _inventory.Put(Claims, Claim("a", storageClass: "other"));
        Pass();
        Assert.Equal("other", _published[^1].Claims.All.Single().Spec.Class.Name);
    }

    [Fact]
    public void Many_changes_make_few_snapshots()
    {
        Sync();
        Pass();
        for (var i = 0; i < 100; i++)
        {
            _inventory.Put(Claims, Claim($"c{i}"));
        }

        Pass();
        Assert.Equal(100, _published[^1].Claims.Keys.Count());
        Assert.Equal(3, _published.Count);
    }

    [Fact]
    public void Where_nothing_waits_no_timer_goes_off()
    {
        Sync(Claim("a"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _time.Rings);
        _inventory.Put(Claims, Claim("b"));
        _inventory.Put(Claims, Claim("c"));
        _inventory.Put(Claims, Claim("d"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("a b c d", Names());
        Assert.Equal(1, _time.Rings);
        _inventory.Believe(Claim("ghost").Manifest);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("a b c d", Names());
        Assert.Equal(2, _time.Rings);
    }

    [Fact]
    public void What_was_admitted_is_in_sight_at_once_and_forgotten_unless_it_is_seen()
    {
        Sync();
        _inventory.Believe(Claim("ghost").Manifest);
        _inventory.Believe(Claim("real").Manifest);
        Assert.Equal("ghost real", Names());
        _inventory.Put(Claims, Claim("real"));
        _time.Advance(LiveInventory.Belief);
        Pass();
        Assert.Equal("real", Names());
    }

    [Fact]
    public void A_change_that_was_admitted_and_came_to_nothing_is_taken_back()
    {
        Sync(Claim("a", storageClass: "old"));
        _inventory.Believe(Claim("a", storageClass: "new").Manifest);
        Assert.Equal("new", _published[^1].Claims.All.Single().Spec.Class.Name);
        _time.Advance(LiveInventory.Belief);
        Pass();
        Assert.Equal("old", _published[^1].Claims.All.Single().Spec.Class.Name);
    }

    [Fact]
    public void A_list_that_is_older_than_what_was_admitted_does_not_hide_it()
    {
        Sync(Claim("a"));
        _inventory.Believe(Claim("b").Manifest);
        _inventory.Replace(Claims, [Claim("a")]);
        _inventory.Remove(Claims, Claim("b").Manifest.Reference);
        Pass();
        Assert.Equal("a b", Names());
    }

    [Fact]
    public void Pods_that_a_controller_makes_are_not_kept()
    {
        Sync();
        _inventory.Put(Pods, Pod(owner: "ReplicaSet"));
        _inventory.Put(Pods, Pod(owner: "Cluster"));
        Pass();
        Assert.Equal("Cluster", Assert.Single(_published[^1].Workloads.All).Metadata.Controller?.Kind);
        _inventory.Put(Pods, Pod(owner: "ReplicaSet"));
        Pass();
        Assert.Empty(_published[^1].Workloads.All);
        Assert.True(_published[^1].FormerOwners.Contains("u"));
    }

    [Fact]
    public void Only_the_few_fields_that_are_asked_for_are_kept()
    {
        var observed = Claim("a", annotation: new string('x', 5000));
        Assert.DoesNotContain(observed.Manifest.Metadata.Annotations, a => a.Value.Length > 512);
        using var configMap =
            JsonDocument.Parse(
                $$$"""{"metadata":{"name":"c","namespace":"n"},"data":{"DB_URL":"postgres://x","dashboard.json":"{{{new string('x', 5000)}}}"}}""");
        Assert.Equal(
            "DB_URL",
            Assert.Single(Assert.IsType<ConfigMap>(Observed.Of(
                configMap.RootElement,
                WatchedResource.All.Single(r => r.Kind.Name is "ConfigMap"))!.Manifest).Entries).Key);
    }

    private void Sync(params Observed[] claims)
    {
        _inventory.Replace(Pods, []);
        _inventory.Replace(Claims, claims);
    }

    private void Pass() => _time.Advance(LiveInventory.Quiet);

    private string Names() => string.Join(' ', _published[^1].Claims.All.Select(c => c.Name));

    private static Observed Claim(string name, string storageClass = "local-path", string status = "Bound", string version = "1", string annotation = "")
    {
        using var document =
            JsonDocument.Parse(
                $$"""
                {
                  "metadata": {
                    "name": "{{name}}",
                    "namespace": "media",
                    "resourceVersion": "{{version}}",
                    "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{{annotation}}"}
                  },
                  "spec": {"storageClassName": "{{storageClass}}"},
                  "status": {"phase": "{{status}}"}
                }
                """);
        return Observed.Of(document.RootElement, Claims)!;
    }

    private static Observed Pod(string owner)
    {
        using var document =
            JsonDocument.Parse(
                $$"""
                {
                  "metadata": {
                    "name": "p",
                    "namespace": "media",
                    "ownerReferences": [{"apiVersion": "apps/v1", "kind": "{{owner}}", "uid": "u", "name": "o", "controller": true}]
                  },
                  "spec": {"containers": []}
                }
                """);
        return Observed.Of(document.RootElement, Pods)!;
    }

    /// <summary>A clock that counts how often it woke somebody.</summary>
    private sealed class CountedTime : FakeTimeProvider
    {
        public int Rings { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
            told =>
            {
                Rings++;
                callback(told);
            },
            state,
            dueTime,
            period);
    }
}
