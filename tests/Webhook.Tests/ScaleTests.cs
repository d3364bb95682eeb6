using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>Replicas are also asked for through <c>/scale</c>: by kubectl, by autoscalers, by dashboards.</summary>
public sealed class ScaleTests
{
    private const string Claim = """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: books}
        spec: {accessModes: [ReadWriteOnce], storageClassName: longhorn-sqlite, resources: {requests: {storage: 1Gi}}}
        """;

    [Theory]
    [InlineData("apps", "deployments", "apps/v1", "Deployment")]
    [InlineData("apps", "replicasets", "apps/v1", "ReplicaSet")]
    [InlineData("apps", "statefulsets", "apps/v1", "StatefulSet")]
    [InlineData("", "replicationcontrollers", "v1", "ReplicationController")]
    [InlineData("argoproj.io", "rollouts", "argoproj.io/v1alpha1", "Rollout")]
    public void A_second_writer_of_sqlite_is_refused_through_scale_as_through_the_object(string group, string plural, string version, string kind)
    {
        var town = new Town($"{Claim}\n---\n{Workload(version, kind, 1)}");
        Assert.Equal(
            Town.Denied(town.Update(Workload(version, kind, 1), Workload(version, kind, 2))),
            Town.Denied(town.Scale(group, plural, "linkding", 1, 2)));
        Assert.Equal("sqlite-shared-by-replicas", Town.Denied(town.Scale(group, plural, "linkding", 1, 2)));
        Assert.Equal("sqlite-shared-by-replicas", Town.Denied(town.Scale(group, plural, "linkding", 0, 2)));
    }

    [Theory]
    [InlineData(0, 1, "data-linkding-0", true)]
    [InlineData(1, 2, "data-linkding-1", true)]
    [InlineData(1, 2, "data-linkding-2", false)]
    [InlineData(1, 1, "data-linkding-0", false)]
    [InlineData(2, 0, "data-linkding-0", false)]
    public void A_claim_that_scaling_will_make_is_judged_by_the_volume_that_is_kept_for_it(int from, int to, string keptFor, bool isRefused)
    {
        var set = Workload("apps/v1", "StatefulSet", from)
            .Replace("volumes: [{name: data, persistentVolumeClaim: {claimName: data} }]", "restartPolicy: Always", StringComparison.Ordinal)
            + "\n  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: ''}}]";
        var town = new Town($$"""
            {{set}}
            ---
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: v}
            spec: {accessModes: [ReadWriteOnce], claimRef: {namespace: books, name: {{keptFor}} }, nfs: {server: 192.0.2.9, path: /x} }
            """);
        var response = town.Scale("apps", "statefulsets", "linkding", from, to);
        Assert.Equal(isRefused ? "sqlite-on-network-filesystem" : string.Empty, Town.Denied(response));
    }

    [Theory]
    [InlineData("spec: {replicas: '3'}")]
    [InlineData("spec: {replicas: 2.5}")]
    [InlineData("spec: {replicas: 1e300}")]
    [InlineData("spec: {replicas: {}}")]
    [InlineData("spec: [3]")]
    public void A_number_that_is_none_is_not_judged_and_said_so(string asked)
    {
        var response = new Town($"{Claim}\n---\n{Workload("apps/v1", "Deployment", 1)}").Scale("apps", "deployments", "linkding", "spec: {replicas: 1}", asked);
        Assert.True(response.IsAllowed);
        Assert.Contains("[not-judged]", Assert.Single(response.Notes), StringComparison.Ordinal);
        Assert.Contains("spec.replicas is not a whole number", response.Unreadable!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spec: {replicas: null}")]
    [InlineData("spec: {}")]
    [InlineData("status: {replicas: 1}")]
    public void No_number_is_none(string asked)
    {
        var response = new Town($"{Claim}\n---\n{Workload("apps/v1", "Deployment", 1)}").Scale("apps", "deployments", "linkding", "spec: {replicas: 1}", asked);
        Assert.True(response.IsAllowed);
        Assert.Null(response.Unreadable);
    }

    [Fact]
    public void Only_what_is_made_worse_is_refused()
    {
        var town = new Town($"{Claim}\n---\n{Workload("apps/v1", "Deployment", 3)}");
        Assert.Equal("sqlite-shared-by-replicas", Town.Denied(town.Scale("apps", "deployments", "linkding", 3, 4)));
        Assert.True(town.Scale("apps", "deployments", "linkding", 3, 2).IsAllowed);
        Assert.True(town.Scale("apps", "deployments", "linkding", 2, 0).IsAllowed);
        Assert.True(town.Scale("apps", "deployments", "linkding", 0, 1).IsAllowed);
    }

    [Fact]
    public void What_was_admitted_is_seen_by_what_follows()
    {
        var town = new Town($"{Claim}\n---\n{Workload("apps/v1", "Deployment", 3)}");
        Assert.True(town.Scale("apps", "deployments", "linkding", 3, 1).IsAllowed);
        Assert.Equal(1, Assert.Single(town.Inventory.Workloads.All).Replicas);
    }

    [Theory]
    [InlineData("apps", "deployments", "other")]
    [InlineData("apps", "statefulsets", "linkding")]
    [InlineData("argoproj.io", "rollouts", "linkding")]
    [InlineData("", "pods", "linkding")]
    public void Of_a_workload_out_of_sight_nothing_is_said(string group, string plural, string name)
    {
        var response = new Town($"{Claim}\n---\n{Workload("apps/v1", "Deployment", 1)}").Scale(group, plural, name, 1, 5);
        Assert.True(response.IsAllowed);
        Assert.Empty(response.Warnings);
    }

    private static string Workload(string version, string kind, int replicas) => $$"""
        apiVersion: {{version}}
        kind: {{kind}}
        metadata: {name: linkding, namespace: books}
        spec:
          replicas: {{replicas}}
          template:
            spec:
              containers:
                - name: linkding
                  image: sissbruecker/linkding:1.45.0
                  volumeMounts: [{name: data, mountPath: /etc/linkding/data}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: data} }]
        """;
}
