using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>A database of a known app that the pod itself names.</summary>
public sealed class NamedDataTests
{
    private const string Policy =
        """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: test}
        apps:
          - name: shell
            images: [example.com/shell]
            engine: sqlite
            criticality: important
            data:
              - {path: /config, kind: sqlite, conditional: depends on a setting}
            switches:
              - {env: DB_URI, pattern: "^postgres", engine: server, product: PostgreSQL, example: "DB_URI=postgres://x"}
          - name: flows
            images: [example.com/flows]
            engine: files
            criticality: critical
            data:
              - {path: /storage, kind: files}
          - name: shared
            images: [example.com/shared]
            engine: sqlite
            criticality: important
            data:
              - {path: /config, kind: sqlite}
            switches:
              - {env: SHARED, values: ["true"], engine: files, leaves: {kind: sqlite, criticality: low, what: SQLite without its WAL}}
        """;

    [Theory]
    [InlineData("shell", "{name: DB_URI, value: 'sqlite:///config/shell.db'}", "/config", "sqlite Important", "the doubt is settled")]
    [InlineData("shell", "{name: DB_URI, value: 'sqlite:///data/shell.db'}", "/data", "sqlite Important", "a path that the catalog does not know")]
    [InlineData("shell", "{name: DB_URI, value: 'sqlite:///data/shell.db'}", "/config", "sqlite? Important", "it is elsewhere, and the doubt stays")]
    [InlineData("shell",
        "{name: DB_URI, value: 'postgres://db/x'}, {name: OLD, value: 'sqlite:////config/x.db'}", "/config", "config Important", "on a server")]
    [InlineData("shell", "{name: TZ, value: UTC}", "/config", "sqlite? Important", "nothing is said")]
    [InlineData("flows",
        "{name: SETTINGS, value: \"a:\\n  url: jdbc:h2:file:/db/flows\\n\"}", "/db", "embedded-database Critical", "a database of an app of files")]
    [InlineData("flows", "{name: SETTINGS, value: x}", "/storage", "files Critical", "its own data")]
    [InlineData("shared",
        "{name: SHARED, value: 'true'}, {name: U, value: 'sqlite:////config/x.db'}", "/config", "sqlite Low config Important", "a residue stays")]
    public void It_is_where_the_pod_says(string app, string env, string path, string expected, string why)
    {
        var data = Scene.Under(
            Policy,
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: app, namespace: home}}, spec: {{containers: [{{name: c, image: 'example.com/{app}', env: [{env}], "
                + $"volumeMounts: [{{name: v, mountPath: {path}}}]}}], volumes: [{{name: v, persistentVolumeClaim: {{claimName: data}}}}]}}}}\n")
            .Mount("app", path).Data;
        var found = string.Join(' ', data.Select(d =>
             $"{Words.DataKinds.Spell(d.Kind)}{(d.Certainty == Certainty.Guessed ? "?" : string.Empty)} {d.Criticality}"));
        Assert.True(found == expected, $"{why}: {found}");
    }
}
