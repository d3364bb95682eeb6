using HomelabStorage.Cluster.Connection;
using k8s.Exceptions;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>Where a kubeconfig is looked for, and what is said where there is none.</summary>
public sealed class KubeconfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_any_it_is_said_where_it_was_looked_for_and_that_K3s_has_one()
    {
        var usual = Path.Combine(_folder, "config");
        var other = Path.Combine(_folder, "k3s.yaml");
        Assert.Equal($"there is no kubeconfig: KUBECONFIG is not set, and there is no file {usual}", Complaint(string.Empty, usual, other));
        Assert.Equal($"KUBECONFIG names no file that exists: {_folder}/gone", Complaint($"{_folder}/gone", usual, other));

        File.WriteAllText(other, "kind: Config\n");
        Assert.Equal(
            $"there is no kubeconfig: KUBECONFIG is not set, and there is no file {usual}; K3s on this machine has one: export KUBECONFIG={other}",
            Complaint(string.Empty, usual, other));

        File.WriteAllText(usual, "kind: Config\n");
        Assert.Equal(usual, Assert.Single(Kubeconfig.Files(string.Empty, usual, other)).FullName);
        Assert.Equal(other, Assert.Single(Kubeconfig.Files($"{_folder}/gone:{other}", usual, other)).FullName);
    }

    private static string Complaint(string listed, string usual, string other) =>
        Assert.Throws<KubeConfigException>(() => Kubeconfig.Files(listed, usual, other)).Message;
}
