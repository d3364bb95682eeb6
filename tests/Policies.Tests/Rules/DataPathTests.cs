using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>When the path of an app's data is missed, and when something may have moved it or nobody would miss what is there.</summary>
public sealed class DataPathTests
{
    private const string Policy =
        """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: test}
        apps:
          - name: notes
            images: [example.com/notes]
            engine: sqlite
            criticality: low
            settingsFile: /etc/notes.toml
            data: [{path: /old, kind: sqlite, legacy: true}, {path: /new, kind: sqlite}, {path: /more, kind: sqlite}, {path: /new/cache, kind: cache}]
          - {name: unsure, images: [example.com/unsure], confidence: low, engine: sqlite, criticality: critical, data: [{path: /new, kind: sqlite}]}
          - name: hidden
            images: [example.com/hidden]
            engine: sqlite
            criticality: critical
            data: [{path: /new, kind: sqlite}]
            switches: [{env: DB, values: [postgres], engine: server, product: PostgreSQL}]
          - name: bolt
            images: [example.com/bolt]
            engine: embedded
            criticality: low
            data: [{path: /new, kind: embedded-database}, {path: /other, kind: sqlite}]
          - {name: vault, images: [example.com/vault], engine: server, criticality: critical, data: [{path: /new, kind: database}]}
          - {name: queue, images: [example.com/queue], engine: server, criticality: important, data: [{path: /new, kind: database}]}
          - {name: files, images: [example.com/files], engine: files, criticality: critical, data: [{path: /new, kind: files}]}
          - name: maybe
            images: [example.com/maybe]
            engine: sqlite
            criticality: critical
            data: [{path: /new, kind: sqlite, conditional: depends on a setting}]
        """;

    [Theory]
    [InlineData("notes", "/x", "", "/new", "of several paths the one that new releases use")]
    [InlineData("notes", "/new", "", "", "it is there")]
    [InlineData("notes", "/old", "", "", "an older release's will do")]
    [InlineData("notes", "/more", "", "", "another of its paths will do")]
    [InlineData("notes", "/new/sub", "", "", "a mount below it")]
    [InlineData("notes", "/", "", "", "a mount above it")]
    [InlineData("notes", "/etc/notes.toml", "", "", "its settings are mounted, whoever wrote them")]
    [InlineData("notes", "/newer", "", "/new", "half a name is another folder")]
    [InlineData("notes", "/x", ", args: [--data, /x]", "", "a command line may have moved it")]
    [InlineData("unsure", "/x", "", "", "an app that is not known for certain")]
    [InlineData("hidden", "/x", "", "/new", "nothing hides its switch")]
    [InlineData("hidden", "/x", ", envFrom: [{secretRef: {name: s}}]", "", "a Secret may switch it")]
    [InlineData("hidden", "/x", ", env: [{name: DB, value: postgres}]", "", "its database is elsewhere")]
    [InlineData("bolt", "/x", "", "/new", "an embedded database")]
    [InlineData("vault", "/x", "", "/new", "a server whose data cannot be made again")]
    [InlineData("queue", "/x", "", "", "a server without a volume is a cache by choice")]
    [InlineData("files", "/x", "", "", "files are not a database")]
    [InlineData("maybe", "/x", "", "", "what depends on a setting may not be there")]
    public void A_database_path_on_no_volume_is_missed(string app, string mounted, string container, string missed, string why)
    {
        var said = By(Said.App($"example.com/{app}", mounted, container: "name: c" + container));
        var expected = missed.Length == 0 ? string.Empty
            : $"warn catalog /spec: {app} keeps its data at {missed}, but container c mounts nothing there, so the data is lost with the container | "
                + $"Deployment home/app: container c: a volumeMount at {missed} of a persistentVolumeClaim";
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), $"{why}: {said}");
    }

    [Theory]
    [InlineData("configMap: {name: settings}", "", "a mounted settings file may have moved it")]
    [InlineData("secret: {secretName: settings}", "", "a mounted settings file may have moved it")]
    [InlineData("emptyDir: {}", "/new", "an empty folder says nothing")]
    [InlineData("nfs: {server: nas, path: /x}", "/new", "nor does a volume elsewhere")]
    public void Mounted_settings_may_have_moved_it(string source, string missed, string why) =>
        Assert.True(
            By(Said.App("example.com/notes", "/x", source)).Contains(missed, StringComparison.Ordinal)
                && (missed.Length > 0 || By(Said.App("example.com/notes", "/x", source)).Length == 0),
            why);

    [Theory]
    [InlineData("Job", "")]
    [InlineData("StatefulSet", "StatefulSet home/app: container c: a volumeMount at /new of a persistentVolumeClaim")]
    public void What_runs_to_its_end_keeps_nothing(string kind, string remedy) =>
        Assert.EndsWith(
            remedy,
            By($"{{apiVersion: {(kind is "Job" ? "batch/v1" : "apps/v1")}, kind: {kind}, metadata: {{name: app, namespace: home}}, "
                + "spec: {template: {spec: {containers: [{name: c, image: example.com/notes}]}}}}"),
            StringComparison.Ordinal);

    [Fact]
    public void Only_main_containers_are_missed_for_and_each_by_itself()
    {
        const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: app, namespace: home}, spec: {initContainers: [{name: i, image: "
            + "example.com/notes}], containers: [{name: a, image: example.com/notes}, {name: b, image: example.com/bolt}]}}";
        Assert.Equal(
            "warn catalog /spec: notes keeps its data at /new, but container a mounts nothing there, so the data is lost with the container | Pod "
                + "home/app: container a: a volumeMount at /new of a persistentVolumeClaim ; "
            + "warn catalog /spec: bolt keeps its data at /new, but container b mounts nothing there, so the data is lost with the container | Pod "
                + "home/app: container b: a volumeMount at /new of a persistentVolumeClaim",
            By(Pod));
    }

    [Fact]
    public void A_mount_without_its_volume_is_none() =>
        Assert.NotEmpty(By(Said.App("example.com/notes", "/new").Replace("volumes: [{name: v", "volumes: [{name: w", StringComparison.Ordinal)));

    private static string By(string text)
    {
        var scene = Scene.Under(Policy, text);
        return Said.By("data-path-not-mounted", scene, scene.Find<Workload>("app"));
    }
}
