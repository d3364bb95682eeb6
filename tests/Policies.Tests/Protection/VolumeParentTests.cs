using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>As long as no PersistentVolume is known, a claim's volume is somewhere below what its class makes all of its volumes in.</summary>
public sealed class VolumeParentTests
{
    private const string Class = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: own/nfs}";

    private const string Provisioner = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: maker, namespace: kube-system}, spec: {template: {spec: "
        + "{containers: [{name: p, image: registry.k8s.io/sig-storage/nfs-subdir-external-provisioner, env: [{name: PROVISIONER_NAME, value: own/nfs}, "
        + "{name: NFS_SERVER, value: 192.0.2.10}, {name: NFS_PATH, value: /pool/volumes/}]}]}}}}";

    [Theory]
    [InlineData("192.0.2.10", "/pool/volumes", "restic backup /data", "scheduled")]
    [InlineData("192.0.2.10", "/pool", "restic backup /data", "scheduled")]
    [InlineData("192.0.2.10", "/pool", "restic backup /data/volumes", "scheduled")]
    [InlineData("192.0.2.10", "/pool", "resticprofile -c /etc/profiles.yaml -n b2 --lock-wait 6h backup", "scheduled")]
    [InlineData("192.0.2.10", "/pool", "resticprofile -c /etc/profiles.yaml -n b2 forget", "")]
    [InlineData(
        "192.0.2.10",
        "/pool",
        "restic backup /data/volumes/home-data",
        "? CronJob home/copy copies volumes/home-data of the volume, and whether those are all the data is not known")]
    [InlineData("192.0.2.10", "/pool", "restic backup /data/media", "")]
    [InlineData("192.0.2.10", "/pool/other", "restic backup /data", "")]
    [InlineData("192.0.2.11", "/pool", "restic backup /data", "")]
    public void A_provisioner_is_told_its_share(string server, string path, string script, string expected) => Assert.Equal(
        Spelled(expected),
        Named(By(Class, Provisioner, Data, App, Job(script, $"nfs: {{server: {server}, path: {path}}}"))));

    [Theory]
    [InlineData("{server: 192.0.2.10, share: /pool/volumes}", "scheduled")]
    [InlineData("{server: 192.0.2.10, share: /pool/volumes, subDir: 'x-${pvc.metadata.name}'}", "scheduled")]
    [InlineData("{server: 192.0.2.10, share: /other}", "")]
    public void A_class_says_its_share(string parameters, string expected) => Assert.Equal(
        Spelled(expected),
        Named(By(
            $"{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: fast}}, provisioner: nfs.csi.k8s.io, parameters: {parameters}}}",
            Data,
            App,
            Job("restic backup /data", "nfs: {server: 192.0.2.10, path: /pool}"))));

    /// <summary>K3s brings its class itself; no file of a repository has it.</summary>
    [Fact]
    public void Local_volumes_of_a_class_that_no_file_has_are_below_the_usual_folder() => Assert.Equal(
        Spelled("scheduled"),
        Named(By(
            Data.Replace("fast", "local-path", StringComparison.Ordinal),
            App,
            Job("restic -r b2:b backup /data", "hostPath: {path: /var/lib/rancher/k3s/storage}"),
            Node("n1"))));

    /// <summary>The folder is on every node, so the job has to be where the data is.</summary>
    [Theory]
    [InlineData("/var/lib/rancher/k3s/storage", "scheduled", "n1")]
    [InlineData("/var/lib/rancher", "scheduled", "n1")]
    [InlineData("/srv", "", "n1")]
    [InlineData(
        "/var/lib/rancher/k3s/storage",
        "? which node has the data of claim data is not known, and so neither is whether CronJob home/copy runs there",
        "n1",
        "n2")]
    public void Local_volumes_are_below_a_folder(string path, string expected, params string[] nodes)
    {
        string[] all = [LocalPath, Data, App, Job("restic -r b2:b backup /data", $"hostPath: {{path: {path}}}"), .. nodes.Select(Node)];
        Assert.Equal(Spelled(expected), Named(By(all)));
    }

    /// <summary>Once it is known where the volume is, nothing is guessed.</summary>
    [Fact]
    public void A_persistent_volume_says_where_it_is() => Assert.Empty(By(
        Class,
        Provisioner,
        Data.Replace("storageClassName: fast", "storageClassName: fast, volumeName: pv", StringComparison.Ordinal),
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {storageClassName: fast, nfs: {server: 192.0.2.10, path: /elsewhere/x}}}",
        App,
        Job("restic backup /data", "nfs: {server: 192.0.2.10, path: /pool}")));

    private static string Job(string script, string volume) => CronJob(Shell(script), other: string.Empty)
        .Replace("persistentVolumeClaim: {claimName: data}", volume, StringComparison.Ordinal)
        .Replace("mountPath: /data", "mountPath: /data, readOnly: true", StringComparison.Ordinal);

    private static string Node(string name) => $"{{apiVersion: v1, kind: Node, metadata: {{name: {name}}}}}";

    private static string Spelled(string expected) => expected switch
    {
        "" => string.Empty,
        "scheduled" => "CronJob home/copy scheduled",
        _ => $"CronJob home/copy declared{expected}",
    };

    private static string Named(string covered) =>
        covered.Replace(" (restic)", string.Empty, StringComparison.Ordinal).Replace(" (resticprofile)", string.Empty, StringComparison.Ordinal);
}
