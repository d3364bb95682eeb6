using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Replicators beside an app.</summary>
public sealed class ReplicaTests
{
    [Theory]
    [InlineData("args: [replicate, /data/db.sqlite3, 's3://b/x']", "container r scheduled")]
    [InlineData("args: [replicate, /data/db.sqlite3, 'file:///data/copy']", "container r declared: its copies are stored on the same volume")]
    [InlineData("args: [replicate, /data/other.db, 's3://b/x']", "container r declared: it does not replicate /data/db.sqlite3")]
    [InlineData("args: [replicate, /elsewhere/db.sqlite3, 's3://b/x']", "container r declared: it replicates no database of this volume")]
    [InlineData("args: [replicate, /data/db.sqlite3]", "container r declared: it says nowhere to replicate to")]
    [InlineData("args: [replicate, /data/db.sqlite3, 'file:///copy']", "container r declared: its copies are lost with the container")]
    [InlineData("args: [replicate, -once, /data/db.sqlite3, 's3://b/x']", "container r declared: it replicates once, and ends")]
    [InlineData("args: [restore, /data/db.sqlite3]", "")]
    [InlineData("args: [replicate]", "container r declared? what container r replicates is said by a configuration that is not known")]
    [InlineData("args: [replicate, -config, /etc/l.yml]", "container r declared? what container r replicates is said by a configuration that is not known")]
    public void It_is_told_by_arguments_what_to_replicate(string arguments, string expected) =>
        Assert.Equal(expected, By(Block, Data, Pod($"{{name: r, image: litestream/litestream, {arguments}, volumeMounts: [{{name: v, mountPath: /data}}]}}")));

    [Theory]
    [InlineData("dbs: [{path: /data/db.sqlite3, replica: {url: 's3://b/x'}}]", "container r scheduled")]
    [InlineData("dbs: [{path: /data/db.sqlite3, replicas: [{type: s3, bucket: b, path: x}]}]", "container r scheduled")]
    [InlineData("dbs: [{dir: /data, pattern: '*.sqlite3', replica: {url: 's3://b/x'}}]", "container r scheduled")]
    [InlineData("dbs: [{path: /data/db.sqlite3, replica: {type: file, path: /data/copy}}]", "container r declared: its copies are stored on the same volume")]
    [InlineData("dbs: [{path: /data/other.db, replica: {url: 's3://b/x'}}]", "container r declared: it does not replicate /data/db.sqlite3")]
    [InlineData("dbs: [{dir: /data, pattern: '*.db', replica: {url: 's3://b/x'}}]", "container r declared: it does not replicate /data/db.sqlite3")]
    [InlineData("dbs: [{dir: /data, replica: {url: 's3://b/x'}}]", "container r declared: it does not replicate /data/db.sqlite3")]
    [InlineData("dbs: [{dir: /, pattern: '*.sqlite3', recursive: true, replica: {url: 's3://b/x'}}]", "container r scheduled")]
    [InlineData("dbs: [{dir: /, pattern: '*.sqlite3', replica: {url: 's3://b/x'}}]", "container r declared: it replicates no database of this volume")]
    [InlineData("dbs: [{path: /data/db.sqlite3, replicas: [{type: file, path: /data/x}, {url: 's3://b/x'}]}]", "container r scheduled")]
    [InlineData("dbs: [{path: '${FILE}', replica: {url: 's3://b/x'}}]", "container r scheduled")]
    [InlineData(
        "dbs: [{path: '${OTHER}', replica: {url: 's3://b/x'}}]",
        "container r declared? what container r replicates is said by a configuration that is not known")]
    [InlineData("dbs: []", "container r declared: it replicates no database of this volume")]
    public void It_is_told_by_a_ConfigMap_what_to_replicate(string configuration, string expected)
    {
        var map = $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: l, namespace: home}}, data: {{litestream.yml: \"{configuration}\"}}}}";
        var file = "{name: r, image: litestream/litestream, args: [replicate], env: [{name: FILE, value: /data/db.sqlite3}], volumeMounts: "
            + "[{name: v, mountPath: /data}, {name: l, mountPath: "
            + "/etc/litestream.yml, subPath: litestream.yml}]}";
        var folder = "{name: r, image: litestream/litestream, args: [replicate, -config, /c/litestream.yml], env: [{name: FILE, value: "
            + "/data/db.sqlite3}], volumeMounts: [{name: v, mountPath: "
            + "/data}, {name: l, mountPath: /c}]}";
        Assert.Equal(expected, By(Block, Data, Pod(file), map));
        Assert.Equal(expected, By(Block, Data, Pod(folder), map));
    }

    /// <summary>Former versions read <c>path</c> and <c>replicas</c>, and pass over what they do not know.</summary>
    [Theory]
    [InlineData("0.3.13", "{path: /data/db.sqlite3, replica: {url: 's3://b/x'}}", "scheduled? version 0.3.13 of container r is from before 'replica' "
        + "of its configuration was known")]
    [InlineData(
        "0.3.13",
        "{dir: /data, pattern: '*.sqlite3', replicas: [{url: 's3://b/x'}]}",
        "scheduled? version 0.3.13 of container r is from before 'dir' of its configuration was known")]
    [InlineData("0.3.13", "{path: /data/db.sqlite3, replicas: [{url: 's3://b/x'}]}", "scheduled")]
    [InlineData("0.5.0", "{path: /data/db.sqlite3, replica: {url: 's3://b/x'}}", "scheduled")]
    [InlineData("latest", "{path: /data/db.sqlite3, replica: {url: 's3://b/x'}}", "scheduled")]
    public void A_version_reads_the_keys_that_it_knows(string version, string database, string expected) => Assert.Equal(
        $"container r {expected}",
        By(
            Block,
            Data,
            Pod($"{{name: r, image: 'litestream/litestream:{version}', args: [replicate], volumeMounts: [{{name: v, mountPath: /data}}, "
                + "{name: l, mountPath: /etc/litestream.yml, subPath: litestream.yml}]}"),
            $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: l, namespace: home}}, data: {{litestream.yml: \"dbs: [{database}]\"}}}}"));

    /// <summary>A folder is as good as what is mounted there.</summary>
    [Theory]
    [InlineData("emptyDir: {}", "declared: its copies are deleted with the pod")]
    [InlineData("hostPath: {path: /srv/b}", "declared: its copies are stored on the same node")]
    [InlineData("persistentVolumeClaim: {claimName: other}", "declared: its copies are stored on the same node")]
    [InlineData("nfs: {server: 192.0.2.10, path: /b}", "scheduled")]
    public void A_folder_is_where_its_volume_is(string volume, string expected) => Assert.StartsWith(
        $"container r {expected}",
        By(
            LocalPath,
            Data,
            Data.Replace("name: data", "name: other", StringComparison.Ordinal),
            Pod("{name: r, image: litestream/litestream, args: [replicate, /data/db.sqlite3, 'file:///b/copy'], volumeMounts: [{name: v, mountPath: /data}, "
                + "{name: b, mountPath: /b}]}").Replace("volumes: [", $"volumes: [{{name: b, {volume}}}, ", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("0.3.13", "container r scheduled")]
    [InlineData("0.5.2", "container r declared: it takes one replica for a database, and does not start with more")]
    public void Newer_ones_take_one_replica(string version, string expected) => Assert.Equal(
        expected,
        By(
            Block,
            Data,
            Pod($"{{name: r, image: 'litestream/litestream:{version}', args: [replicate, /data/db.sqlite3, 's3://b/x', 's3://c/x'], volumeMounts: [{{name: v, "
                + "mountPath: /data}]}")));

    [Fact]
    public void It_has_to_write_beside_the_database() =>
        Assert.Equal(
            "container r declared: it mounts the volume read-only, and has to write beside the database",
            By(
                Block,
                Data,
                Pod("{name: r, image: litestream/litestream, args: [replicate, /data/db.sqlite3, 's3://b/x'], volumeMounts: [{name: v, "
                    + "mountPath: /data, readOnly: true}]}")));

    [Fact]
    public void Two_pods_of_it_overwrite_each_other() =>
        Assert.Equal(
            "container r declared: several pods of it would overwrite each other's copies",
            By(
                Block,
                Data,
                Pod("{name: r, image: litestream/litestream, args: [replicate, /data/db.sqlite3, 's3://b/x'], volumeMounts: [{name: v, "
                    + "mountPath: /data}]}").Replace("replicas: 1", "replicas: 2", StringComparison.Ordinal)));

    [Fact]
    public void It_may_start_the_app() =>
        Assert.Equal(
            "container c scheduled",
            By(
                Block,
                Data,
                App.Replace(
                    "image: vaultwarden/server,",
                    "image: vaultwarden/server, command: [litestream, replicate, -exec, /start.sh, /data/db.sqlite3, 's3://b/x'],",
                    StringComparison.Ordinal)));

    private const string Untold = "container r scheduled? whether container r succeeds is not known: no object says so, and annotation "
        + "homelab-storage.io/restore-tested does not say when a copy was last restored and checked";

    /// <summary>Nothing in a cluster says whether it succeeds: it is believed while the claim is new, and once a copy was restored. It is 20:00.</summary>
    [Theory]
    [InlineData("2026-11-23T10:00:00Z", "", "container r scheduled", "container r has to be tried by a restore by 2026-11-23 22:00Z: ")]
    [InlineData(
        "2026-01-01T00:00:00Z",
        "",
        Untold,
        "vaultwarden keeps critical data")]
    [InlineData("2026-01-01T00:00:00Z", "2026-11-01", "container r restored", "vaultwarden keeps critical data")]
    [InlineData(
        "2026-01-01T00:00:00Z",
        "2026-06-01",
        Untold,
        "vaultwarden keeps critical data")]
    public void It_is_proven_by_a_restore(string made, string restored, string expected, string said)
    {
        var note = restored.Length > 0 ? $"homelab-storage.io/restore-tested: '{restored}'" : string.Empty;
        var claim = Data.Replace("name: data,", $"name: data, creationTimestamp: '{made}', annotations: {{{note}}},", StringComparison.Ordinal);
        var pod = Pod("{name: r, image: litestream/litestream, args: [replicate, /data/db.sqlite3, 's3://b/x'], volumeMounts: [{name: v, mountPath: /data}]}");
        Assert.Equal(expected, By(LocalPath, claim, pod));
        var scene = Scene.Of(string.Join("\n---\n", LocalPath, claim, pod));
        var finding = Assert.Single(scene.Judge.Of(scene.Find<Workload>("app")).Findings, d => d.Finding.Rule.Id is "critical-data-on-node-local");
        Assert.Equal(RuleAction.Warn, finding.Action);
        Assert.StartsWith(said, finding.Finding.Message, StringComparison.Ordinal);
    }

    /// <summary>Where it is told which databases it replicates, another volume that it shares with the app holds none: it may be where copies go.</summary>
    [Theory]
    [InlineData("args: [replicate, /data/db.sqlite3, 's3://b/x']", false)]
    [InlineData("args: [replicate, /backup/db.sqlite3, 's3://b/x']", true)]
    [InlineData("args: [replicate]", true)]
    public void What_it_shares_is_SQLite_where_it_replicates(string arguments, bool isSqlite)
    {
        var scene = Scene.Of(string.Join(
            "\n---\n",
            Block,
            Data,
            Pod($"{{name: r, image: litestream/litestream, {arguments}, volumeMounts: [{{name: v, mountPath: /data}}, {{name: b, mountPath: /backup}}]}}")
                .Replace("vaultwarden/server, volumeMounts: [", "house/own, volumeMounts: [{name: b, mountPath: /backup}, ", StringComparison.Ordinal)
                .Replace("volumes: [", "volumes: [{name: b, hostPath: {path: /srv/b}}, ", StringComparison.Ordinal)));
        Assert.Equal(isSqlite, scene.Workload("app").Mounts.Any(m => m.Path is "/backup" && m.Data.Any(d => d.Kind == DataKind.Sqlite)));
    }

    private static string Pod(string container) =>
        App.Replace(
            "[{name: c, image",
            $"[{container}, {{name: c, image",
            StringComparison.Ordinal).Replace("volumes: [", "volumes: [{name: l, configMap: {name: l}}, ", StringComparison.Ordinal);
}
