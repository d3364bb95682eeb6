using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Replicators beside an app.</summary>
public sealed class ReplicaTests
{
    [Theory]
    [InlineData("args: [replicate, /data/db.sqlite3, 's3://b/x']", "container r scheduled")]
    [InlineData("args: [replicate, /data/db.sqlite3, 'file:///data/copy']", "container r declared: its copies lie on the same volume")]
    [InlineData("args: [replicate, /data/other.db, 's3://b/x']", "container r declared: it does not replicate /data/db.sqlite3")]
    [InlineData("args: [replicate, /elsewhere/db.sqlite3, 's3://b/x']", "container r declared: it replicates no database of this volume")]
    [InlineData("args: [replicate, /data/db.sqlite3]", "container r declared: it says nowhere to replicate to")]
    [InlineData("args: [restore, /data/db.sqlite3]", "")]
    [InlineData("args: [replicate]", "container r declared? what container r replicates is said by a configuration that is not in sight")]
    [InlineData("args: [replicate, -config, /etc/l.yml]", "container r declared? what container r replicates is said by a configuration that is not in sight")]
    public void It_is_told_by_arguments_what_to_replicate(string arguments, string expected) =>
        Assert.Equal(expected, By(Block, Data, Pod($"{{name: r, image: litestream/litestream, {arguments}, volumeMounts: [{{name: v, mountPath: /data}}]}}")));

    [Theory]
    [InlineData("dbs: [{path: /data/db.sqlite3, replica: {url: 's3://b/x'}}]", "container r scheduled")]
    [InlineData("dbs: [{path: /data/db.sqlite3, replicas: [{type: s3, bucket: b, path: x}]}]", "container r scheduled")]
    [InlineData("dbs: [{dir: /data, pattern: '*.sqlite3', replica: {url: 's3://b/x'}}]", "container r scheduled")]
    [InlineData("dbs: [{path: /data/db.sqlite3, replica: {type: file, path: /data/copy}}]", "container r declared: its copies lie on the same volume")]
    [InlineData("dbs: [{path: /data/other.db, replica: {url: 's3://b/x'}}]", "container r declared: it does not replicate /data/db.sqlite3")]
    [InlineData("dbs: []", "container r declared: it replicates no database of this volume")]
    public void It_is_told_by_a_ConfigMap_what_to_replicate(string configuration, string expected)
    {
        var map = $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: l, namespace: home}}, data: {{litestream.yml: \"{configuration}\"}}}}";
        var file = "{name: r, image: litestream/litestream, args: [replicate], volumeMounts: [{name: v, mountPath: /data}, {name: l, mountPath: "
            + "/etc/litestream.yml, subPath: litestream.yml}]}";
        var folder = "{name: r, image: litestream/litestream, args: [replicate, -config, /c/litestream.yml], volumeMounts: [{name: v, mountPath: "
            + "/data}, {name: l, mountPath: /c}]}";
        Assert.Equal(expected, By(Block, Data, Pod(file), map));
        Assert.Equal(expected, By(Block, Data, Pod(folder), map));
    }

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

    private static string Pod(string container) =>
        App.Replace(
            "[{name: c, image",
            $"[{container}, {{name: c, image",
            StringComparison.Ordinal).Replace("volumes: [", "volumes: [{name: l, configMap: {name: l}}, ", StringComparison.Ordinal);
}
