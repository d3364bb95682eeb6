using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>Whether a pod's owner answers for it.</summary>
public sealed class OwnerTests
{
    private const string Uid = "11111111-1111-1111-1111-111111111111";

    [Theory]
    [InlineData("apps/v1", "ReplicaSet")]
    [InlineData("apps/v1", "StatefulSet")]
    [InlineData("apps/v1", "DaemonSet")]
    [InlineData("batch/v1", "Job")]
    [InlineData("argoproj.io/v1alpha1", "Rollout")]
    [InlineData("postgresql.cnpg.io/v1", "Cluster")]
    [InlineData("v1", "ReplicationController")]
    [InlineData("v1", "Node")]
    public void A_pod_whose_owner_is_judged_is_never_refused(string version, string kind)
    {
        var response = new Town(Claim()).Create(Pod("p", version, kind));
        Assert.True(response.IsAllowed);
        Assert.Contains("sqlite-on-network-filesystem", Town.Warned(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("batch.volcano.sh/v1alpha1", "Job")]
    [InlineData("apps.kruise.io/v1alpha1", "StatefulSet")]
    [InlineData("apps.kruise.io/v1alpha1", "CloneSet")]
    [InlineData("kubevirt.io/v1", "VirtualMachineInstance")]
    [InlineData("example.com/v1", "Node")]
    [InlineData("v1", "Deployment")]
    [InlineData("apps/v1", "Rollout")]
    [InlineData("", "ReplicaSet")]
    public void The_first_pod_of_an_owner_that_is_not_judged_is_refused(string version, string kind) =>
        Assert.Equal("sqlite-on-network-filesystem", Town.Denied(new Town(Claim()).Create(Pod("p", version, kind))));

    [Fact]
    public void The_next_pod_of_an_owner_that_has_one_is_let_through_with_a_warning()
    {
        var town = new Town($"{Claim()}\n---\n{Pod("p-0")}");
        var response = town.Create(Pod("p-1"));
        Assert.True(response.IsAllowed);
        Assert.Contains("sqlite-on-network-filesystem", Town.Warned(response), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_that_is_made_again_before_its_end_was_seen_comes_back()
    {
        var town = new Town($"{Claim()}\n---\n{Pod("p-0")}");
        var response = town.Create(Pod("p-0"));
        Assert.True(response.IsAllowed);
        Assert.Contains("sqlite-on-network-filesystem", Town.Warned(response), StringComparison.Ordinal);
        Assert.Equal("sqlite-on-network-filesystem", Town.Denied(town.Create(Pod("p-0", uid: "22222222-2222-2222-2222-222222222222"))));
    }

    [Fact]
    public void A_pod_that_a_drain_took_away_comes_back()
    {
        var town = new Town($"{Claim()}\n---\n{Pod("p-0")}");
        town.Delete(Pod("p-0"));
        Assert.Empty(town.Inventory.Workloads.All);
        Assert.True(town.Create(Pod("p-0")).IsAllowed);
        Assert.Equal("sqlite-on-network-filesystem", Town.Denied(town.Create(Pod("q-0", uid: "22222222-2222-2222-2222-222222222222"))));
    }

    [Theory]
    [InlineData("2026-11-21T12:00:00Z", true)]
    [InlineData("2026-11-22T19:59:59Z", true)]
    [InlineData("2026-11-22T20:00:00Z", false)]
    [InlineData("2026-11-22T23:59:59Z", false)]
    [InlineData("2026-11-23T20:00:00Z", false)]
    public void Claims_that_are_older_than_a_day_say_that_it_has_run_before(string created, bool isAllowed) =>
        Assert.Equal(isAllowed, new Town(Claim(created)).Create(Pod("p")).IsAllowed);

    [Fact]
    public void A_workload_of_an_operator_is_judged_like_its_pods()
    {
        var set = Pod("s", "databases.example/v1", "Wiki").Replace("kind: "
            + "Pod", "kind: StatefulSet", StringComparison.Ordinal).Replace("apiVersion: v1\nkind", "apiVersion: apps/v1\nkind", StringComparison.Ordinal)
            .Replace(
                "spec:\n",
                "spec:\n  template:\n    spec:\n",
                StringComparison.Ordinal).Replace(
                    "\n  containers",
                    "\n      containers",
                    StringComparison.Ordinal).Replace("\n  volumes", "\n      volumes", StringComparison.Ordinal);
        Assert.Equal("sqlite-on-network-filesystem", Town.Denied(new Town(Claim()).Create(set)));
    }

    [Fact]
    public void A_container_put_into_a_running_pod_is_judged_whoever_owns_the_pod()
    {
        var before = Pod("p", "apps/v1", "ReplicaSet").Replace("sissbruecker/linkding:1.45.0", "alpine:3.22", StringComparison.Ordinal);
        var after = before
            + "\n  ephemeralContainers: [{name: look, image: 'sissbruecker/linkding:1.45.0', volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}]";
        var town = new Town(Claim());
        Assert.Equal("sqlite-on-network-filesystem", Town.Denied(town.Debug(before, after)));
        Assert.Empty(town.Inventory.Workloads.All);
        Assert.True(town.Debug(before, before + "\n  ephemeralContainers: [{name: look, image: 'busybox:1'}]").IsAllowed);
        var bad = Pod("p", "apps/v1", "ReplicaSet");
        Assert.True(town.Debug(
            bad,
            bad + "\n  ephemeralContainers: [{name: look, image: 'busybox:1', volumeMounts: [{name: data, mountPath: /look}]}]").IsAllowed);
    }

    private static string Claim(string created = "2026-11-23T00:00:00Z") => $$"""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: books, creationTimestamp: "{{created}}"}
        spec: {accessModes: [ReadWriteOnce], storageClassName: truenas-nfs, resources: {requests: {storage: 1Gi} } }
        """;

    private static string Pod(string name, string version = "batch.volcano.sh/v1alpha1", string kind = "Job", string uid = Uid) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
          namespace: books
          ownerReferences: [{apiVersion: "{{version}}", controller: true, kind: {{kind}}, name: x, uid: {{uid}}}]
        spec:
          containers: [{name: linkding, image: 'sissbruecker/linkding:1.45.0', volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}]
          volumes: [{name: data, persistentVolumeClaim: {claimName: data} }]
        """;
}
