using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>Which folders of a node are told of.</summary>
public sealed class HostPathTests
{
    [Theory]
    [InlineData(
        "/mnt/disk/app", "readOnly: false",
        "warn observed /spec/template/spec/volumes/0: container app writes to /mnt/disk/app on whichever node it runs (mounted at /x) "
            + "| Deployment home/app, volume v: annotation homelab-storage.io/data.v: what is stored there, such as cache or files; then a class for "
            + "it can be named")]
    [InlineData("/mnt/disk/app", "readOnly: true", "")]
    [InlineData("/", "readOnly: false", "")]
    [InlineData("/dev/dri", "readOnly: false", "")]
    [InlineData(
        "/device", "readOnly: false",
        "warn observed /spec/template/spec/volumes/0: container app writes to /device on whichever node it runs (mounted at /x) "
            + "| Deployment home/app, volume v: annotation homelab-storage.io/data.v: what is stored there, such as cache or files; then a class for "
            + "it can be named")]
    [InlineData("/sys", "readOnly: false", "")]
    [InlineData("/proc", "readOnly: false", "")]
    [InlineData("/run/x", "readOnly: false", "")]
    [InlineData("/var/run/docker.sock", "readOnly: false", "")]
    [InlineData("/etc/localtime", "readOnly: false", "")]
    [InlineData("/lib/modules", "readOnly: false", "")]
    [InlineData("/usr/share", "readOnly: false", "")]
    [InlineData("/boot", "readOnly: false", "")]
    [InlineData("/var/log", "readOnly: false", "")]
    [InlineData("/var/lib/kubelet/x", "readOnly: false", "")]
    [InlineData("/var/lib/docker", "readOnly: false", "")]
    [InlineData("/var/lib/containerd", "readOnly: false", "")]
    [InlineData(
        "/var/lib/app", "readOnly: false",
        "warn observed /spec/template/spec/volumes/0: container app writes to /var/lib/app on whichever node it runs (mounted at /x) "
            + "| Deployment home/app, volume v: annotation homelab-storage.io/data.v: what is stored there, such as cache or files; then a class for "
            + "it can be named")]
    [InlineData("/tmp", "readOnly: false", "")]
    [InlineData("/opt/cni/bin", "readOnly: false", "")]
    [InlineData("/var/lib/cni", "readOnly: false", "")]
    [InlineData("/mnt/truenas/app", "readOnly: false", "")]
    public void A_folder_of_the_node_is_told_of_unless_it_belongs_to_the_machine(string folder, string mount, string expected)
    {
        var scene = Scene.Of(Said.App("somebody/strange", "/x", $"hostPath: {{path: {folder}}}", mount: mount));
        Assert.Equal(expected, Said.By("host-path-volume", scene, scene.Find<Workload>("app")));
    }

    /// <summary>What a node's agent writes is each node's own: a claim in its place would be one for all of them.</summary>
    [Fact]
    public void An_agent_of_every_node_is_told_of_none()
    {
        var app = Said.App("somebody/strange", "/x", "hostPath: {path: /var/lib/agent}");
        var scene = Scene.Of(app.Replace("kind: Deployment", "kind: DaemonSet", StringComparison.Ordinal));
        Assert.Equal(string.Empty, Said.By("host-path-volume", scene, scene.Find<Workload>("app")));
    }
}
