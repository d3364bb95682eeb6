using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>What a container's variables come to, and what the switches of its app make of them.</summary>
public sealed class EnvironmentTests
{
    private const string Waiting = "its command only waits, so linkding does not run";

    private const string Switched = "env LD_DB_ENGINE=postgres";

    [Theory]
    [InlineData("env: [{name: LD_DB_ENGINE, value: postgres}]", Switched)]
    [InlineData("env: [{name: LD_DB_ENGINE, value: sqlite}]", "")]
    [InlineData("env: [{name: LD_DB_ENGINE, value: sqlite}, {name: LD_DB_ENGINE, value: postgres}]", Switched)]
    [InlineData("env: [{name: LD_DB_ENGINE, value: postgres}, {name: LD_DB_ENGINE, value: sqlite}]", "")]
    [InlineData("env: [{name: ld_db_engine, value: postgres}]", "")]
    [InlineData("envFrom: [{configMapRef: {name: postgres}}]", Switched)]
    [InlineData("env: [{name: LD_DB_ENGINE_FILE, value: /x}, {name: LD_DB_ENGINE, value: postgres}]", Switched)]
    [InlineData("envFrom: [{configMapRef: {name: postgres}}], env: [{name: LD_DB_ENGINE_FILE, value: /x}]", Switched)]
    [InlineData("envFrom: [{configMapRef: {name: postgres}}, {configMapRef: {name: sqlite}}]", "")]
    [InlineData("envFrom: [{configMapRef: {name: sqlite}}, {configMapRef: {name: postgres}}]", Switched)]
    [InlineData("envFrom: [{configMapRef: {name: postgres}}], env: [{name: LD_DB_ENGINE, value: sqlite}]", "")]
    [InlineData("envFrom: [{configMapRef: {name: sqlite}}], env: [{name: LD_DB_ENGINE, value: postgres}]", Switched)]
    [InlineData("envFrom: [{prefix: LD_, configMapRef: {name: prefixed}}]", Switched)]
    [InlineData("envFrom: [{prefix: XX_, configMapRef: {name: prefixed}}]", "")]
    [InlineData("envFrom: [{prefix: LD_, configMapRef: {name: postgres}}]", "")]
    [InlineData("env: [{name: LD_DB_ENGINE, valueFrom: {configMapKeyRef: {name: postgres, key: LD_DB_ENGINE}}}]", Switched)]
    [InlineData("env: [{name: LD_DB_ENGINE, valueFrom: {configMapKeyRef: {name: sqlite, key: LD_DB_ENGINE}}}]", "")]
    public void The_variable_that_the_container_will_see_counts(string container, string evidence)
    {
        var app = App(container);
        Assert.Equal(evidence, app.EngineEvidence);
        Assert.Equal(evidence.Length > 0 ? Engine.Server : Engine.Sqlite, app.Engine);
        Assert.Empty(app.Doubt);
    }

    [Theory]
    [InlineData("envFrom: [{secretRef: {name: keys}}]", "Secret keys may set LD_DB_ENGINE")]
    [InlineData("envFrom: [{configMapRef: {name: gone}}]", "ConfigMap gone (not found) may set LD_DB_ENGINE")]
    [InlineData("envFrom: [{configMapRef: {name: elsewhere}}]", "ConfigMap elsewhere (not found) may set LD_DB_ENGINE")]
    [InlineData("envFrom: [{configMapRef: {name: empty}}, {secretRef: {name: keys}}]", "Secret keys may set LD_DB_ENGINE")]
    [InlineData("envFrom: [{secretRef: {name: keys}}, {secretRef: {name: more}}]", "Secret keys may set LD_DB_ENGINE")]
    [InlineData("envFrom: [{configMapRef: {name: gone}}, {configMapRef: {name: lost}}]", "ConfigMap gone (not found) may set LD_DB_ENGINE")]
    [InlineData("envFrom: [{configMapRef: {name: empty}}]", "")]
    [InlineData("env: [{name: LD_DB_ENGINE, valueFrom: {secretKeyRef: {name: keys, key: x}}}]", "LD_DB_ENGINE comes from Secret keys, which is not read")]
    [InlineData(
        "env: [{name: LD_DB_ENGINE, valueFrom: {configMapKeyRef: {name: gone, key: x}}}]",
        "LD_DB_ENGINE comes from ConfigMap gone (not found), which is not read")]
    [InlineData(
        "env: [{name: LD_DB_ENGINE, valueFrom: {configMapKeyRef: {name: postgres, key: no}}}]",
        "LD_DB_ENGINE comes from ConfigMap postgres (not found), which is not read")]
    [InlineData("envFrom: [{secretRef: {name: keys}}], env: [{name: LD_DB_ENGINE, value: sqlite}]", "")]
    [InlineData("envFrom: [{secretRef: {name: keys}}], env: [{name: LD_DB_ENGINE, value: postgres}]", "")]
    [InlineData("envFrom: [{secretRef: {name: read}}]", "LD_DB_ENGINE comes from Secret read, which is not read")]
    [InlineData("envFrom: [{prefix: LD_, secretRef: {name: read}}]", "")]
    [InlineData("envFrom: [{secretRef: {name: read}}, {configMapRef: {name: sqlite}}]", "")]
    [InlineData("env: [{name: LD_DB_ENGINE_FILE, value: /x}]", "LD_DB_ENGINE comes from the file that LD_DB_ENGINE_FILE names, which is not read")]
    [InlineData("env: [{name: LD_DB_ENGINE__FILE, value: /x}]", "LD_DB_ENGINE comes from the file that LD_DB_ENGINE__FILE names, which is not read")]
    [InlineData("env: [{name: FILE__LD_DB_ENGINE, value: /x}]", "LD_DB_ENGINE comes from the file that FILE__LD_DB_ENGINE names, which is not read")]
    [InlineData("env: [{name: LD_DB_ENGINE_FILES, value: /x}]", "")]
    [InlineData("env: [{name: FILE__LD_DB_ENGINES, value: /x}]", "")]
    public void What_is_out_of_sight_leaves_a_doubt(string container, string doubt) => Assert.Equal(doubt, App(container).Doubt);

    [Theory]
    [InlineData("{name: a, image: sissbruecker/linkding, env: [{name: LD_DB_ENGINE, value: postgres}]}", Switched, "")]
    [InlineData(
        "{name: a, image: sissbruecker/linkding}, {name: b, image: 'sissbruecker/linkding:1', env: [{name: LD_DB_ENGINE, value: postgres}]}",
        Switched,
        "")]
    [InlineData("{name: a, image: busybox, env: [{name: LD_DB_ENGINE, value: postgres}]}", "", "")]
    [InlineData("{name: a, image: sissbruecker/linkding, env: [{name: LD_DB_ENGINE_FILE, value: /x}, {name: LD_DB_ENGINE, value: postgres}]}", Switched, "")]
    [InlineData(
        "{name: a, image: sissbruecker/linkding, env: [{name: LD_DB_ENGINE_FILE, value: /x}]}",
        "",
        "LD_DB_ENGINE comes from the file that LD_DB_ENGINE_FILE names, which is not read")]
    [InlineData("{name: a, image: busybox, envFrom: [{secretRef: {name: keys}}]}", "", "")]
    [InlineData("{name: a, image: sissbruecker/linkding, envFrom: [{secretRef: {name: keys}}]}", "", "Secret keys may set LD_DB_ENGINE")]
    public void Every_init_container_of_the_same_image_sets_things_up(string containers, string evidence, string doubt)
    {
        var pod = Pod("sissbruecker/linkding", "tty: true").Replace("spec: {", $"spec: {{initContainers: [{containers}], ", StringComparison.Ordinal);
        var app = Assert.Single(Scene.Of(pod).Workload("app").Programs, p => p.Container.Role == ContainerRole.Main).App;
        Assert.Equal((evidence, doubt), (app.EngineEvidence, app.Doubt));
    }

    [Theory]
    [InlineData("A, B", Engine.Server, "env A (from Secret keys)", "both: the first that is written in the entry")]
    [InlineData("B, A", Engine.Server, "env A (from Secret keys)", "whatever comes first in the pod")]
    [InlineData("B", Engine.Sqlite, "env B (from Secret keys)", "the second alone")]
    public void Of_two_switches_that_are_hidden_the_first_of_the_entry_speaks(string variables, Engine engine, string evidence, string why)
    {
        const string Policy =
            """
            apiVersion: homelab-storage.io/v1alpha1
            kind: StoragePolicy
            metadata: {name: test}
            apps:
              - name: notes
                images: [example.com/notes]
                engine: sqlite
                criticality: critical
                data: [{path: /data, kind: sqlite}]
                switches:
                  - {env: A, present: true, engine: server, product: PostgreSQL, example: A=x}
                  - {env: B, present: true, engine: sqlite, example: B=x}
            """;
        var env = string.Join(", ", variables.Split(", ").Select(v => $"{{name: {v}, valueFrom: {{secretKeyRef: {{name: keys, key: x}}}}}}"));
        var app = Assert.Single(Scene.Under(Policy, Pod("example.com/notes", $"env: [{env}]")).Workload("app").Programs).App;
        Assert.True((app.Engine, app.EngineEvidence) == (engine, evidence), $"{why}: {app.Engine} {app.EngineEvidence}");
    }

    [Fact]
    public void Of_two_config_maps_the_nearer_one_counts()
    {
        var scene = new Scene(
            string.Empty,
            ("clusters/a/pod.yaml", Pod("sissbruecker/linkding", "envFrom: [{configMapRef: {name: settings}}]")),
            ("clusters/a/settings.yaml", ConfigMap("settings", "home", "LD_DB_ENGINE: postgres")),
            ("base/settings.yaml", ConfigMap("settings", "home", "LD_DB_ENGINE: sqlite")));
        Assert.Equal(Engine.Server, Assert.Single(scene.Workload("app").Programs).App.Engine);
    }

    [Theory]
    [InlineData("postgres://bob:hunter2@db/vault", "env DATABASE_URL=postgres://…")]
    [InlineData("mysql://bob:hunter2@db/vault", "env DATABASE_URL=mysql://…")]
    public void A_database_address_is_never_shown_whole(string address, string evidence)
    {
        var app = App($"env: [{{name: DATABASE_URL, value: '{address}'}}]", "vaultwarden/server");
        Assert.Equal(evidence, app.EngineEvidence);
        Assert.Equal(Engine.Server, app.Engine);
    }

    /// <summary>What an operator always writes into the Secrets that it makes.</summary>
    [Theory]
    [InlineData("vaultwarden-db-app", "uri", Engine.Server, "")]
    [InlineData("vaultwarden-db-superuser", "fqdn-uri", Engine.Server, "")]
    [InlineData("pg-pguser-vault", "uri", Engine.Server, "")]
    [InlineData("vaultwarden-db-app", "password", Engine.Sqlite, "DATABASE_URL comes from Secret vaultwarden-db-app, which is not read")]
    [InlineData("vaultwarden-db", "uri", Engine.Sqlite, "DATABASE_URL comes from Secret vaultwarden-db, which is not read")]
    public void The_address_in_a_Secret_of_a_database_operator_is_that_of_its_server(string secret, string key, Engine engine, string doubt)
    {
        var app = App($"env: [{{name: DATABASE_URL, valueFrom: {{secretKeyRef: {{name: {secret}, key: {key}}}}}}}]", "vaultwarden/server");
        Assert.Equal((engine, doubt), (app.Engine, app.Doubt));
        Assert.Equal(engine == Engine.Server ? "env DATABASE_URL=postgresql://…" : string.Empty, app.EngineEvidence);
    }

    /// <summary>A file that a variable names is a key of what is mounted there.</summary>
    [Theory]
    [InlineData("{name: db, mountPath: /run/db}", "secret: {secretName: pg-app}", "/run/db/uri", Engine.Server)]
    [InlineData("{name: db, mountPath: /run/db}", "secret: {secretName: pg-app, items: [{key: uri, path: x/y}]}", "/run/db/x/y", Engine.Server)]
    [InlineData("{name: db, mountPath: /run/db}", "secret: {secretName: pg-app, items: [{key: uri, path: x}]}", "/run/db/uri", Engine.Sqlite)]
    [InlineData("{name: db, mountPath: /run/address, subPath: uri}", "secret: {secretName: pg-app}", "/run/address", Engine.Server)]
    [InlineData("{name: db, mountPath: /run/db}", "secret: {secretName: pg-app}", "/run/db/password", Engine.Sqlite)]
    [InlineData("{name: db, mountPath: /run/db}", "secret: {secretName: mine}", "/run/db/uri", Engine.Sqlite)]
    [InlineData("{name: db, mountPath: /run/db}", "secret: {secretName: pg-app}", "/run/uri", Engine.Sqlite)]
    [InlineData("{name: db, mountPath: /run/db}", "configMap: {name: address}", "/run/db/url", Engine.Server)]
    [InlineData("{name: db, mountPath: /run/db}", "configMap: {name: gone}", "/run/db/url", Engine.Sqlite)]
    public void A_file_that_a_variable_names_is_read_where_it_is_known(string mount, string source, string path, Engine engine)
    {
        var pod = "{apiVersion: v1, kind: Pod, metadata: {name: app, namespace: home}, spec: {"
            + $"containers: [{{name: c, image: lldap/lldap, env: [{{name: LLDAP_DATABASE_URL_FILE, value: {path}}}], volumeMounts: [{mount}]}}], "
            + $"volumes: [{{name: db, {source}}}]}}}}\n";
        var app = Assert.Single(Scene.Of(pod + ConfigMap("address", "home", "url: 'postgres://db/x'")).Workload("app").Programs).App;
        Assert.Equal(engine, app.Engine);
        Assert.Equal(engine == Engine.Server, app.Doubt.Length == 0);
    }

    /// <summary>What the template of an ExternalSecret writes out is no secret: everybody who reads the file reads it.</summary>
    [Theory]
    [InlineData("'postgres://{{ .user }}:{{ .password }}@db/vault'", "env DATABASE_URL=postgres://…", "")]
    [InlineData("'{{ .url }}'", "", "DATABASE_URL comes from Secret written, which is not read")]
    [InlineData("'{{ .scheme }}://db/vault'", "", "DATABASE_URL comes from Secret written, which is not read")]
    [InlineData("'postgres{{ .rest }}'", "", "DATABASE_URL comes from Secret written, which is not read")]
    [InlineData("/data/vault.sqlite3", "env DATABASE_URL=/data/vault.sqlite3", "")]
    public void What_the_template_of_a_Secret_writes_out_counts(string value, string evidence, string doubt)
    {
        var secret = "---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: written, namespace: home}\n"
            + $"spec: {{target: {{template: {{engineVersion: v2, data: {{DATABASE_URL: {value}}}}}}}, dataFrom: [{{extract: {{key: vault}}}}]}}\n";
        foreach (var container in new[]
        {
            "envFrom: [{secretRef: {name: written}}]",
            "env: [{name: DATABASE_URL, valueFrom: {secretKeyRef: {name: written, key: DATABASE_URL}}}]",
        })
        {
            var app = Assert.Single(Scene.Of(Pod("vaultwarden/server", container) + secret).Workload("app").Programs).App;
            Assert.Equal((evidence, doubt), (app.EngineEvidence, app.Doubt));
        }
    }

    /// <summary>The keys of a template replace what was fetched, and so settle which variables there are.</summary>
    [Theory]
    [InlineData("target: {template: {data: {OTHER: x}}}, dataFrom: [{extract: {key: k}}]", "")]
    [InlineData("target: {template: {mergePolicy: Replace, data: {OTHER: x}}}, data: [{secretKey: LD_DB_ENGINE}]", "")]
    [InlineData("target: {template: {mergePolicy: Merge, data: {OTHER: x}}}, dataFrom: [{extract: {key: k}}]", "Secret keys may set LD_DB_ENGINE")]
    [InlineData("target: {template: {mergePolicy: Merge, data: {OTHER: x}}}, data: [{secretKey: PASSWORD}]", "")]
    [InlineData("target: {template: {data: {OTHER: x}, templateFrom: [{configMap: {name: c}}]}}", "Secret keys may set LD_DB_ENGINE")]
    [InlineData("target: {template: {type: Opaque}}, dataFrom: [{extract: {key: k}}]", "Secret keys may set LD_DB_ENGINE")]
    [InlineData("target: {template: {type: Opaque}}, data: [{secretKey: PASSWORD}]", "")]
    [InlineData("target: {creationPolicy: Merge, template: {data: {OTHER: x}}}", "Secret keys may set LD_DB_ENGINE")]
    public void The_keys_of_a_template_replace_what_an_ExternalSecret_fetched(string spec, string doubt)
    {
        var secret = $"---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {{name: keys, namespace: home}}\nspec: {{{spec}}}\n";
        var scene = Scene.Of(Pod("sissbruecker/linkding", "envFrom: [{secretRef: {name: keys}}]") + secret);
        Assert.Equal(doubt, Assert.Single(scene.Workload("app").Programs).App.Doubt);
    }

    [Fact]
    public void No_report_on_any_pod_shows_the_password_of_an_address()
    {
        foreach (var image in new[] { "vaultwarden/server", "gitea/gitea", "lscr.io/linuxserver/sonarr", "nextcloud", "example.com/strange" })
        {
            foreach (var variable in new[] { "DATABASE_URL", "MYSQL_HOST", "SONARR__POSTGRES__MAINDBCONNECTIONSTRING", "DB_TYPE", "DB_HOST", "DB_CONNECTION" })
            {
                var scene = Scene.Of(Pod(image, $"env: [{{name: {variable}, value: 'postgres://bob:hunter2@db/vault'}}]"));
                var verdict = scene.Judge.Of(scene.Find<Workload>("app"));
                var said = verdict.Findings.SelectMany(d => d.Finding.Seen.Append(d.Finding.Message)).Concat(verdict.Open.Select(o => o.Message));
                Assert.DoesNotContain("hunter2", string.Join('\n', said), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(40, "")]
    [InlineData(41, "…")]
    public void A_long_value_is_cut(int length, string end)
    {
        var value = new string('h', length);
        Assert.Equal($"env MYSQL_HOST={value[..40]}{end}", App($"env: [{{name: MYSQL_HOST, value: {value}}}]", "nextcloud").EngineEvidence);
    }

    [Theory]
    [InlineData("nextcloud", "env: [{name: MYSQL_HOST, value: db}, {name: SQLITE_DATABASE, value: x}]", Engine.Sqlite, "env SQLITE_DATABASE=x")]
    [InlineData("nextcloud", "env: [{name: POSTGRES_HOST, value: pg}, {name: MYSQL_HOST, value: db}]", Engine.Server, "env MYSQL_HOST=db")]
    [InlineData("nextcloud", "env: [{name: MYSQL_HOST, value: ''}]", Engine.Sqlite, "")]
    [InlineData(
        "nextcloud",
        "env: [{name: MYSQL_HOST, value: db}, {name: POSTGRES_HOST, valueFrom: {secretKeyRef: {name: db, key: host}}}]",
        Engine.Server,
        "env MYSQL_HOST=db")]
    [InlineData("nextcloud", "env: [{name: MYSQL_HOST, valueFrom: {secretKeyRef: {name: db, key: host}}}]", Engine.Server, "env MYSQL_HOST (from Secret db)")]
    [InlineData(
        "nextcloud",
        "env: [{name: SQLITE_DATABASE, value: x}, {name: MYSQL_HOST, valueFrom: {secretKeyRef: {name: db, key: host}}}]",
        Engine.Sqlite,
        "env SQLITE_DATABASE=x")]
    [InlineData("gitea/gitea", "env: [{name: DB_TYPE, value: mysql}]", Engine.Server, "env DB_TYPE=mysql")]
    public void Of_several_switches_the_apps_own_word_for_sqlite_counts(string image, string container, Engine engine, string evidence)
    {
        var app = App(container, image);
        Assert.Equal(evidence, app.EngineEvidence);
        Assert.Equal(engine, app.Engine);
    }

    [Theory]
    [InlineData("gitea/gitea", "postgres://db/x", "OTHER holds the address of a database server, which app.ini may use")]
    [InlineData("gitea/gitea", "plain words", "")]
    [InlineData("sissbruecker/linkding", "postgres://db/x", "")]
    public void An_app_with_a_settings_file_may_use_a_server_that_stands_beside_it(string image, string value, string doubt) =>
        Assert.Equal(doubt, App($"env: [{{name: OTHER, value: '{value}'}}]", image).Doubt);

    [Theory]
    [InlineData("Job", "command: [sh, /bake.sh]", "Job app runs a command of its own in this image")]
    [InlineData("Job", "args: [bake]", "Job app runs a command of its own in this image")]
    [InlineData("Job", "env: []", "")]
    [InlineData("Job", "command: [sh], envFrom: [{secretRef: {name: keys}}]", "Secret keys may set LD_DB_ENGINE")]
    [InlineData("ReplicaSet", "command: [sh, /start.sh]", "")]
    [InlineData("ReplicaSet", "command: [sleep, infinity]", Waiting)]
    [InlineData("ReplicaSet", "command: [/bin/sh, -c, 'sleep 3600']", Waiting)]
    [InlineData("ReplicaSet", "command: [/bin/sh], args: [-c, 'while true; do sleep 30; done;']", Waiting)]
    [InlineData("ReplicaSet", "command: [tail, -f, /dev/null]", Waiting)]
    [InlineData("ReplicaSet", "command: [sh, -c, 'sleep 5; exec ./start']", "")]
    [InlineData("ReplicaSet", "command: [sh, -c, 'while true; do sync; sleep 30; done']", "")]
    [InlineData("ReplicaSet", "command: [sh, -c, './start & sleep infinity']", "")]
    public void A_job_with_a_command_of_its_own_may_do_anything(string kind, string container, string doubt) =>
        Assert.Equal(doubt, Assert.Single(Scene.Of(
            $"{{apiVersion: {(kind is "Job" ? "batch/v1" : "apps/v1")}, kind: {kind}, metadata: {{name: app, namespace: home}}, spec: {{template: {{spec: "
                + $"{{containers: [{{name: c, image: sissbruecker/linkding, {container}}}]}}}}}}}}").Workload("app").Programs).App.Doubt);

    [Theory]
    [InlineData("vaultwarden/server:1.32", Certainty.Catalog, "image vaultwarden/server:1.32 (catalog: vaultwarden)")]
    [InlineData("registry.home/mirror/vaultwarden/server", Certainty.Catalog, "image registry.home/mirror/vaultwarden/server (catalog: vaultwarden)")]
    [InlineData("harbor.home/ghcr/dani-garcia/vaultwarden", Certainty.Catalog, "image harbor.home/ghcr/dani-garcia/vaultwarden (catalog: vaultwarden)")]
    [InlineData("dani-garcia/vaultwarden", Certainty.Guessed, "image dani-garcia/vaultwarden (looks like vaultwarden, a guess by name)")]
    [InlineData("somebody/vaultwarden", Certainty.Guessed, "image somebody/vaultwarden (looks like vaultwarden, a guess by name)")]
    public void An_image_is_recognised_and_how_is_said(string image, Certainty certainty, string evidence)
    {
        var app = App("env: []", image);
        Assert.Equal("vaultwarden", app.App.Name);
        Assert.Equal(certainty, app.Certainty);
        Assert.Equal(evidence, app.Evidence);
        Assert.Equal(image, app.Image);
    }

    [Fact]
    public void A_strange_image_is_nobody() => Assert.Empty(Scene.Of(Pod("example.com/strange", "env: []")).Workload("app").Programs);

    private static AppFacts App(string container, string image = "sissbruecker/linkding") => Assert.Single(Scene.Of(Pod(image, container)
        + ConfigMap("postgres", "home", "LD_DB_ENGINE: postgres")
        + ConfigMap("sqlite", "home", "LD_DB_ENGINE: sqlite")
        + ConfigMap("prefixed", "home", "DB_ENGINE: postgres")
        + ConfigMap("elsewhere", "other", "LD_DB_ENGINE: postgres")
        + ConfigMap("empty", "home", "x: y")
        + "---\n{apiVersion: v1, kind: Secret, metadata: {name: read, namespace: home}, stringData: {LD_DB_ENGINE: x}}\n").Workload("app").Programs).App;

    private static string Pod(string image, string container) =>
        $"---\n{{apiVersion: v1, kind: Pod, metadata: {{name: app, namespace: home}}, spec: {{containers: [{{name: c, "
            + $"image: '{image}', {container}, volumeMounts: [{{name: v, mountPath: /data}}]}}], volumes: [{{name: v, persistentVolumeClaim: "
                + $"{{claimName: data}}}}]}}}}\n";

    private static string ConfigMap(string name, string ns, string entries) =>
        $"---\n{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}, namespace: {ns}}}, data: {{{entries}}}}}\n";
}
