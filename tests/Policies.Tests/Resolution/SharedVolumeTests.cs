using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>What several containers of a pod tell about one volume: who knows most speaks, and who knows nothing learns.</summary>
public sealed class SharedVolumeTests
{
    private const string App = "{name: app, image: sissbruecker/linkding, volumeMounts: [{name: v, mountPath: /etc/linkding/data}]}";

    [Theory]
    [InlineData("{name: helper, image: busybox, volumeMounts: [{name: v, mountPath: /x}]}", "/x", "sqlite linkding")]
    [InlineData("{name: helper, image: busybox, volumeMounts: [{name: v, mountPath: /x, subPath: other}]}", "/x", "unknown container helper")]
    [InlineData("{name: helper, image: busybox, volumeMounts: [{name: w, mountPath: /x}]}", "/x", "unknown container helper")]
    [InlineData("{name: helper, image: busybox, volumeMounts: [{name: v, mountPath: /etc/linkding/data}]}", "/etc/linkding/data", "sqlite linkding")]
    [InlineData("{name: helper, image: busybox, volumeMounts: [{name: v, mountPath: /cache}]}", "/cache", "sqlite linkding")]
    [InlineData(
        "{name: helper, image: 'postgres', volumeMounts: [{name: v, mountPath: /var/lib/postgresql/data}]}",
        "/var/lib/postgresql/data",
        "database postgres")]
    public void Who_knows_nothing_learns_from_who_mounts_the_same_part(string other, string path, string expected)
    {
        foreach (var containers in new[] { $"{App}, {other}", $"{other}, {App}" })
        {
            var mount = Scene.Of(Pod($"containers: [{containers}]")).Mount("app", path);
            Assert.Equal(expected, $"{Words.DataKinds.Spell(mount.Main.Kind)} {mount.Program}");
        }
    }

    [Theory]
    [InlineData("initContainers: [{name: helper, image: busybox, volumeMounts: [{name: v, mountPath: /x}]}], containers: [" + App + "]", "sqlite")]
    [InlineData("ephemeralContainers: [{name: helper, image: busybox, volumeMounts: [{name: v, mountPath: /x}]}], containers: [" + App + "]", "unknown")]
    public void Who_only_looks_around_learns_nothing(string containers, string expected) =>
        Assert.Equal(expected, Words.DataKinds.Spell(Scene.Of(Pod(containers)).Mount("app", "/x").Main.Kind));

    [Theory]
    [InlineData("readOnly: true", "readOnly: false", "two")]
    [InlineData("readOnly: false", "readOnly: true", "one")]
    [InlineData("readOnly: false", "readOnly: false", "one")]
    public void Of_two_at_one_path_the_one_that_writes_speaks(string one, string two, string expected) => Assert.Equal(
        expected,
        Scene.Of(Pod($"containers: [{{name: one, image: sissbruecker/linkding, volumeMounts: [{{name: v, mountPath: "
            + $"/etc/linkding/data, {one}}}]}}, {{name: two, image: sissbruecker/linkding, volumeMounts: [{{name: v, mountPath: "
                + $"/etc/linkding/data, {two}}}]}}]"))
            .Mount("app", "/etc/linkding/data").Container.Name);

    [Theory]
    [InlineData("/x", "readOnly: false", "readOnly: false", true, "at another path of what is judged itself")]
    [InlineData("/x", "readOnly: false", "readOnly: true", true, "reading what another writes")]
    [InlineData("/x", "readOnly: true", "readOnly: true", true, "reading what another reads")]
    [InlineData("/x", "readOnly: true", "readOnly: false", false, "writing what another only reads")]
    [InlineData("/etc/linkding/data", "readOnly: false", "readOnly: false", false, "at the same path")]
    public void What_is_learnt_is_judged_once(string path, string app, string helper, bool isTold, string why)
    {
        var containers = $"{App.Replace("/data}", $"/data, {app}}}", StringComparison.Ordinal)}, "
            + $"{{name: helper, image: busybox, volumeMounts: [{{name: v, mountPath: {path}, {helper}}}]}}";
        var mount = Scene.Of(Pod($"containers: [{containers}]")).Mount("app", path);
        Assert.True(mount.IsTold == isTold, why);
        Assert.Equal(DataKind.Sqlite, mount.Main.Kind);
    }

    [Theory]
    [InlineData("linkding grafana", "", "linkding")]
    [InlineData("grafana linkding", "", "grafana")]
    [InlineData("linkding grafana", "linkding", "grafana")]
    [InlineData("grafana linkding", "linkding", "grafana")]
    public void Of_two_that_know_the_first_teaches_and_one_that_writes_before_one_that_reads(string apps, string reads, string expected)
    {
        var containers = apps.Split(' ').Select(app => $"{{name: {app}, image: {(app is "linkding" ? "sissbruecker/linkding" : "grafana/grafana")}, "
            + $"volumeMounts: [{{name: v, mountPath: {(app is "linkding" ? "/etc/linkding/data" : "/var/lib/grafana")}, "
            + $"readOnly: {(string.Equals(app, reads, StringComparison.Ordinal) ? "true" : "false")}}}]}}");
        var pod = Pod($"containers: [{{name: helper, image: busybox, volumeMounts: [{{name: v, mountPath: /x}}]}}, {string.Join(", ", containers)}]");
        Assert.Equal(expected, Scene.Of(pod).Mount("app", "/x").Program);
    }

    [Fact]
    public void A_main_container_speaks_before_one_that_prepares() => Assert.Equal(
        "app",
        Scene.Of(Pod($"initContainers: [{App.Replace("name: app", "name: first", StringComparison.Ordinal)}], "
            + $"containers: [{App}]")).Mount("app", "/etc/linkding/data").Container.Name);

    private static string Pod(string containers) =>
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: app, namespace: home}}, spec: {{{containers}, volumes: [{{name: v, "
            + $"persistentVolumeClaim: {{claimName: data}}}}, {{name: w, persistentVolumeClaim: {{claimName: other}}}}]}}}}\n";
}
