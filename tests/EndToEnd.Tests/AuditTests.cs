using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>The audit of a running cluster, by people who may not read all of it.</summary>
public sealed class AuditTests(Cluster cluster)
{
    private const string Readable =
        "persistentvolumeclaims,pods,services,configmaps,replicationcontrollers,"
        + "deployments.apps,replicasets.apps,statefulsets.apps,daemonsets.apps,jobs.batch,cronjobs.batch";

    /// <summary>What the role "view" of Kubernetes lets somebody read in a namespace, and nothing beyond: no StorageClasses, no volumes, no CRDs.</summary>
    [Fact]
    public async Task One_namespace_is_audited_with_rights_in_it_alone()
    {
        await using var webhook = await Installed.In(cluster, "audited");
        using var terminal = new Terminal(cluster);
        await webhook.Must(["create", "role", "guest", "--verb=get,list,watch", $"--resource={Readable}"]);
        await webhook.Must(["create", "rolebinding", "guest", "--role=guest", "--user=guest"]);
        await webhook.Must(["apply", "-f", "-"], Installed.Manifest("claim.yaml").Replace("CLASS", "longhorn-sqlite", StringComparison.Ordinal));
        await webhook.Must(["apply", "-f", "-"], Installed.Manifest("linkding.yaml"));

        var (code, output, error) = await terminal.Run($"homelab-storage audit --cluster --all -n {webhook.Namespace}", cluster.GuestKubeconfig);
        Assert.True(code is 0 or 1, $"{code}\n{output}\n{error}");
        Assert.Contains("2 judged", output, StringComparison.Ordinal);
        Assert.True(error.Contains("storageclasses", StringComparison.Ordinal), $"{output}\n{error}");

        var (elsewhere, _, refusal) = await terminal.Run("homelab-storage audit --cluster -n default", cluster.GuestKubeconfig);
        Assert.True(elsewhere is 2 or 3, refusal);
        Assert.Contains("default", refusal, StringComparison.Ordinal);
    }

    /// <summary>First contact: the policy that init writes of a running cluster is valid, has its classes, and refuses nothing there.</summary>
    [Fact]
    public async Task Init_writes_a_policy_of_the_cluster_that_refuses_nothing_there()
    {
        await using var webhook = await Installed.In(cluster, "initiated");
        using var terminal = new Terminal(cluster);
        await webhook.Must(["apply", "-f", "-"], Installed.Manifest("claim.yaml").Replace("CLASS", "longhorn-sqlite", StringComparison.Ordinal));
        await webhook.Must(["apply", "-f", "-"], Installed.Manifest("linkding.yaml"));
        var file = Path.Combine(Path.GetTempPath(), $"policies-{Guid.NewGuid():N}.yaml");
        try
        {
            var (code, output, error) = await terminal.Run($"homelab-storage init --cluster -n {webhook.Namespace} --output {file}");
            Assert.True(code == 0, $"{code}\n{output}\n{error}");
            Assert.Contains("longhorn-sqlite", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
            (code, output, error) = await terminal.Run($"homelab-storage policy check {file}");
            Assert.True(code == 0, $"{code}\n{output}\n{error}");
            (code, output, error) = await terminal.Run($"homelab-storage audit --cluster -n {webhook.Namespace} --policy {file}");
            Assert.True(code == 0, $"{code}\n{output}\n{error}");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
