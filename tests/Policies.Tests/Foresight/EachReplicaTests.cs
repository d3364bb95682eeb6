using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Foresight;

/// <summary>Each replica of a StatefulSet has a claim of its own: it is lost on its own node, and what copies another's does nothing for it.</summary>
public sealed class EachReplicaTests
{
    private const string Local = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}";

    [Theory]
    [InlineData("replicas: 3, ", "n2", "Stops data-db-1")]
    [InlineData("replicas: 3, ", "n3", "Stops data-db-2")]
    [InlineData("replicas: 3, ", "n4", "Runs")]
    [InlineData("replicas: 1, ", "n2", "Runs")]
    [InlineData("", "n2", "Runs")]
    [InlineData("replicas: 0, ", "n1", "Stops data-db-0")]
    [InlineData("replicas: 3, ordinals: {start: 1}, ", "n1", "MayStop")]
    public void The_loss_of_a_node_takes_the_claims_that_are_stored_there(string spec, string node, string expected)
    {
        var outage = FateTests.Losing($"node {node}", Local, Set(spec), Made(0), Made(1), Made(2), "Node n1", "Node n2", "Node n3", "Node n4");
        var app = outage.Apps.Single();
        var lost = app.Volumes.Where(v => v.Fate.Kind == FateKind.Gone).Select(v => v.Claim);
        Assert.Equal(expected, string.Join(' ', lost.Prepend(app.State.ToString())));
    }

    [Fact]
    public void Claims_still_to_be_made_are_volumes_too()
    {
        Assert.Equal(["data-db-0", "data-db-1"], Claims("replicas: 2, "));
        Assert.Equal(["data-db-5", "data-db-6"], Claims("replicas: 2, ordinals: {start: 5}, "));
        Assert.Equal(["data-db-0"], Claims(string.Empty));
        Assert.Equal(32, Claims("replicas: 2147483647, ").Length);
        Assert.Equal(["data-db-0", "data-db-1", "data-db-2"], Claims("replicas: 3, ", Made(1)).Order(StringComparer.Ordinal));
    }

    /// <summary>What every instance of a database keeps whole is lost with the last.</summary>
    [Theory]
    [InlineData("node n1", AppState.Runs, FateKind.Kept)]
    [InlineData("node n1; node n2", AppState.Stops, FateKind.Gone)]
    public void A_database_goes_on_with_the_instances_that_are_left(string lost, AppState state, FateKind fate)
    {
        const string Cluster = "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: db, namespace: home}, spec: {instances: 2, storage: "
            + "{size: 1Gi, storageClass: fast}}}";
        var app = FateTests.Losing(
            lost,
            Local,
            Cluster,
            Made(1).Replace("data-db-1", "db-1", StringComparison.Ordinal).Replace("[n2]", "[n1]", StringComparison.Ordinal),
            Made(2).Replace("data-db-2", "db-2", StringComparison.Ordinal).Replace("[n3]", "[n2]", StringComparison.Ordinal),
            "Node n1",
            "Node n2",
            "Node n3").Apps.Single();
        Assert.Equal((state, fate), (app.State, app.Volumes.Single().Fate.Kind));
    }

    [Theory]
    [InlineData(0, "deny data-db-1, warn data-db-0")]
    [InlineData(1, "deny data-db-0, warn data-db-1")]
    [InlineData(7, "deny data")]
    public void A_plan_for_one_claim_covers_no_other(int planned, string expected)
    {
        var scene = Scene.Of(string.Join("\n---\n", Local, Set("replicas: 3, "), Plan(planned)));
        var verdict = scene.Judge.Of(scene.Find<Workload>("db"));
        Assert.Equal(expected, string.Join(", ", verdict.Findings
            .Where(d => d.Finding.Rule.Id is "critical-data-on-node-local")
            .Select(d => $"{Words.Actions.Spell(d.Action)} {d.Finding.Message.Split(" claim ")[1].Split(' ')[0]}")
            .Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_plan_for_each_claim_covers_all()
    {
        var scene = Scene.Of(string.Join("\n---\n", Local, Set("replicas: 3, "), Plan(0), Plan(1), Plan(2)));
        var facts = scene.Workload("db");
        Assert.Empty(facts.Elsewhere);
        Assert.All(facts.Each, mount => Assert.Equal(Grade.Scheduled, mount.Coverage.Best?.Grade));
        Assert.Equal(3, facts.Each.Select(m => m.Coverage.Best!.Source).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>A template that is mounted twice is still one claim a replica, also where they are copied differently.</summary>
    [Fact]
    public void Two_mounts_of_one_claim_are_one_claim_when_replicas_are_parted()
    {
        var twice = Set("replicas: 3, ").Replace(
            "{name: data, mountPath: /data}",
            "{name: data, mountPath: /data}, {name: data, mountPath: /more, subPath: more}",
            StringComparison.Ordinal);
        var facts = Scene.Of(string.Join("\n---\n", Local, twice, Plan(0))).Workload("db");
        var claims = facts.AllMounts.Concat(facts.Elsewhere).GroupBy(m => m.Claim!.Name, StringComparer.Ordinal).ToArray();
        Assert.Equal(["data-db-0", "data-db-1"], claims.Select(c => c.Key));
        Assert.All(claims, mounts => Assert.Equal((2, 1), (mounts.Count(), mounts.Select(m => m.Claim).Distinct(ReferenceEqualityComparer.Instance).Count())));
    }

    /// <summary>A copy of the second claim is no copy of the first, whoever makes it.</summary>
    [Theory]
    [InlineData("data-db-0", "data-db-0")]
    [InlineData("data-db-1", "data-db-1")]
    public void A_job_copies_the_claim_that_it_mounts(string mounted, string covered)
    {
        var job = Protection.Covered.CronJob(Protection.Covered.Shell("sqlite3 /data/db.sqlite3 '.backup /b/db'"))
            .Replace("claimName: data}", $"claimName: {mounted}}}", StringComparison.Ordinal);
        var facts = Scene.Of(string.Join("\n---\n", Local, Set("replicas: 3, "), job)).Workload("db");
        Assert.Equal([covered], facts.Each.Where(m => m.Coverage.Best is not null).Select(m => m.Claim!.Name));
    }

    private static string[] Claims(string spec, params string[] objects) =>
        [.. FateTests.Losing("cluster", [Local, Set(spec), .. objects]).Apps.Single().Volumes.Select(v => v.Claim)];

    private static string Plan(int ordinal) => $"{{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {{name: copy-{ordinal}, namespace: "
        + $"home}}, spec: {{sourcePVC: data-db-{ordinal}, trigger: {{schedule: '0 * * * *'}}, restic: {{repository: r, copyMethod: Direct}}}}}}";

    private static string Set(string spec) => $"{{apiVersion: apps/v1, kind: StatefulSet, metadata: {{name: db, namespace: home}}, spec: {{{spec}template: "
        + "{spec: {containers: [{name: c, image: vaultwarden/server, volumeMounts: [{name: data, mountPath: /data}]}]}}, volumeClaimTemplates: "
        + "[{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: fast}}]}}";

    /// <summary>A claim that was made, with its volume on the node of the next number.</summary>
    private static string Made(int ordinal) =>
        $"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data-db-{ordinal}, namespace: home}}, spec: {{accessModes: [ReadWriteOnce], "
            + $"storageClassName: fast, volumeName: pv-{ordinal}}}}}\n---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv-{ordinal}}}, spec: "
            + "{storageClassName: fast, accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, claimRef: {namespace: home, name: "
            + $"data-db-{ordinal}}}, local: {{path: /srv/{ordinal}}}, nodeAffinity: {{required: {{nodeSelectorTerms: [{{matchExpressions: [{{key: "
            + $"kubernetes.io/hostname, operator: In, values: [n{ordinal + 1}]}}]}}]}}}}}}}}";
}
