using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>What an app's settings file says where a ConfigMap has it, and the doubt it leaves where nobody can read it.</summary>
public sealed class SettingsFileTests
{
    private const string Read = "/etc/grafana/grafana.ini: database.type: postgres";

    private const string Postgres = "[database]\\ntype = postgres\\n";

    [Theory]
    [InlineData("grafana.ini: \"" + Postgres + "\"", "mountPath: /etc/grafana", "configMap: {name: settings}", Engine.Server, Read, "")]
    [InlineData(
        "grafana.ini: \"" + Postgres + "\"",
        "mountPath: /etc/grafana/grafana.ini, subPath: grafana.ini",
        "configMap: {name: settings}",
        Engine.Server,
        Read,
        "")]
    [InlineData("x: \"" + Postgres + "\"", "mountPath: /etc/grafana/grafana.ini, subPath: x", "configMap: {name: settings}", Engine.Server, Read, "")]
    [InlineData(
        "x: \"" + Postgres + "\"",
        "mountPath: /etc/grafana",
        "configMap: {name: settings, items: [{key: x, path: grafana.ini}]}",
        Engine.Server,
        Read,
        "")]
    [InlineData("grafana.ini: \"[database]\\ntype = sqlite3\\n\"", "mountPath: /etc/grafana", "configMap: {name: settings}", Engine.Sqlite, "", "")]
    [InlineData("grafana.ini: \"[server]\\ntype = postgres\\n\"", "mountPath: /etc/grafana", "configMap: {name: settings}", Engine.Sqlite, "", "")]
    [InlineData("grafana.ini: \"" + Postgres + "\"", "mountPath: /elsewhere", "configMap: {name: settings}", Engine.Server, Read, "")]
    [InlineData("other.ini: \"" + Postgres + "\"", "mountPath: /etc/grafana", "configMap: {name: settings}", Engine.Sqlite, "", "")]
    [InlineData(
        "grafana.ini: \"[database]\\ntype = $__file{/x}\\n\"",
        "mountPath: /etc/grafana",
        "configMap: {name: settings}",
        Engine.Sqlite,
        "",
        "database.type comes from a value that is filled in later, which is not read")]
    [InlineData(
        "grafana.ini: \"[database]\\ntype = ${TYPE}\\n\"",
        "mountPath: /etc/grafana",
        "configMap: {name: settings}",
        Engine.Sqlite,
        "",
        "database.type comes from a value that is filled in later, which is not read")]
    [InlineData(
        "grafana.ini: \"[database]\\ntype = {{ x }}\\n\"",
        "mountPath: /etc/grafana",
        "configMap: {name: settings}",
        Engine.Sqlite,
        "",
        "database.type comes from a value that is filled in later, which is not read")]
    [InlineData(
        "x: y",
        "mountPath: /etc/grafana",
        "configMap: {name: gone}",
        Engine.Sqlite,
        "",
        "database.url comes from ConfigMap gone (not found), which is not read")]
    [InlineData(
        "x: y",
        "mountPath: /etc/grafana",
        "secret: {secretName: hidden}",
        Engine.Sqlite,
        "",
        "database.url comes from volume settings, which is not read")]
    [InlineData("x: y", "mountPath: /elsewhere", "secret: {secretName: hidden}", Engine.Sqlite, "", "")]
    [InlineData(
        "x: y",
        "mountPath: /etc/grafana/grafana.ini, subPath: x",
        "secret: {secretName: hidden}",
        Engine.Sqlite,
        "",
        "database.url comes from volume settings, which is not read")]
    [InlineData("x: y", "mountPath: /etc/grafana/other.ini, subPath: x", "secret: {secretName: hidden}", Engine.Sqlite, "", "")]
    [InlineData("x: y", "mountPath: /etc/grafana/grafana.ini, subPath: y", "configMap: {name: settings}", Engine.Sqlite, "", "")]
    [InlineData(
        "grafana.ini: \"" + Postgres + "\"",
        "mountPath: /etc/grafana/old-grafana.ini, subPath: grafana.ini",
        "configMap: {name: settings}",
        Engine.Sqlite,
        "",
        "")]
    public void A_settings_file_is_read_where_it_is_mounted(string data, string mount, string source, Engine engine, string evidence, string doubt) =>
        Is("grafana/grafana:11", data, mount, source, engine, evidence, doubt);

    [Theory]
    [InlineData("config.yaml: \"storage: {type: postgres}\"", Engine.Server, "/config/config.yaml: storage.type: postgres", "")]
    [InlineData("config.yaml: \"storage:\\n  type: postgres\"", Engine.Server, "/config/config.yaml: storage.type: postgres", "")]
    [InlineData("config.yaml: \"storage: {type: sqlite}\"", Engine.Sqlite, "/config/config.yaml: storage.type: sqlite", "")]
    [InlineData("config.yaml: \"storage: {type: [postgres]}\"", Engine.None, "", "")]
    [InlineData("config.yaml: \"storage: {type: null}\"", Engine.None, "", "")]
    [InlineData("config.yaml: \"type: postgres\"", Engine.None, "", "")]
    [InlineData("config.yaml: \"storage: [\"", Engine.None, "", "storage.type comes from ConfigMap settings (not readable as settings), which is not read")]
    [InlineData("config.yaml: \"storage: null\"", Engine.None, "", "")]
    public void One_in_YAML_is_read_as_YAML(string data, Engine engine, string evidence, string doubt) =>
        Is("twinproduction/gatus:v5", data, "mountPath: /config", "configMap: {name: settings}", engine, evidence, doubt);

    [Theory]
    [InlineData("[database]\\n# type = postgres\\n", Engine.Sqlite, "", "a setting behind a hash")]
    [InlineData("[database]\\n;type = postgres\\n", Engine.Sqlite, "", "a setting behind a semicolon")]
    [InlineData("[database]\\n\\n  type=postgres\\n", Engine.Server, Read, "empty lines and spaces say nothing")]
    [InlineData("[ database ]\\r\\ntype = postgres\\r\\n", Engine.Server, Read, "spaces in the brackets, lines of Windows")]
    [InlineData("[database]\\ntype = postgres # moved last year\\n", Engine.Server, Read, "a comment behind the value")]
    [InlineData("[database]\\ntype = 'postgres' # moved\\n", Engine.Server, Read, "quotes, and a comment behind them")]
    [InlineData("[database]\\ntype = 'postgres\\n", Engine.Sqlite, "", "a quote that does not end is part of the value")]
    [InlineData("[database]\\n= postgres\\ntype\\n", Engine.Sqlite, "", "neither a value without a key nor a key without a value")]
    [InlineData("type = postgres\\n[database]\\n", Engine.Sqlite, "", "what stands before the first section is in none")]
    [InlineData("[database]\\ntype = sqlite3\\ntype = postgres\\n", Engine.Server, Read, "the last of two")]
    [InlineData("[database]\\n[server]\\ntype = postgres\\n", Engine.Sqlite, "", "a section ends where the next begins")]
    [InlineData("[DATABASE]\\nType = postgres\\n", Engine.Server, Read, "keys are alike in capitals")]
    public void One_in_lines_is_read_as_lines(string text, Engine engine, string evidence, string why)
    {
        var app = App("grafana/grafana:11", $"grafana.ini: \"{text}\"", "mountPath: /etc/grafana", "configMap: {name: settings}");
        Assert.True((app.Engine, app.EngineEvidence, app.Doubt) == (engine, evidence, string.Empty), $"{why}: {app.Engine} {app.EngineEvidence} {app.Doubt}");
    }

    [Theory]
    [InlineData("<Config><PostgresHost>db</PostgresHost></Config>", Engine.Server, "/config/config.xml: PostgresHost: db", "")]
    [InlineData("<Config><PostgresHost>{{ .Env.HOST }}</PostgresHost></Config>", Engine.Server, "/config/config.xml: PostgresHost", "")]
    [InlineData("<Config><PostgresHost></PostgresHost></Config>", Engine.Sqlite, "", "")]
    [InlineData("<Config><PostgresHost/></Config>", Engine.Sqlite, "", "")]
    [InlineData("<Config><Port>7878</Port></Config>", Engine.Sqlite, "", "")]
    [InlineData("<Config><Old><PostgresHost>db</PostgresHost></Old></Config>", Engine.Sqlite, "", "")]
    [InlineData("<Config><!-- <PostgresHost>db</PostgresHost> --></Config>", Engine.Sqlite, "", "")]
    [InlineData("<Config><Port>", Engine.Sqlite, "", "PostgresHost comes from ConfigMap settings (not readable as settings), which is not read")]
    public void One_in_XML_is_read_as_XML(string text, Engine engine, string evidence, string doubt) => Is(
        "lscr.io/linuxserver/radarr:5",
        $"config.xml: '{text}'",
        "mountPath: /config/config.xml, subPath: config.xml",
        "configMap: {name: settings}",
        engine,
        evidence,
        doubt);

    [Theory]
    [InlineData("gomplate -f /template/config.xml -o /config/config.xml", "configMap: {name: settings}", "/config/config.xml: PostgresHost", "")]
    [InlineData("cp /template/other.xml /config/config.xml",
        "configMap: {name: settings}", "", "PostgresHost comes from init container fill, which is not read")]
    [InlineData(
        "gomplate -f /template/config.xml -o /config/config.xml",
        "secret: {secretName: settings}",
        "",
        "PostgresHost comes from init container fill, which is not read")]
    public void One_that_an_init_container_writes_is_what_it_makes_it_of(string command, string source, string evidence, string doubt)
    {
        var app = Scene.Of(
            $$$"""
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: app, namespace: home}, spec: {
             initContainers: [{name: fill, image: example.com/tools, command: [sh, -c, '{{{command}}}'],
              volumeMounts: [{name: template, mountPath: /template}, {name: v, mountPath: /config}]}],
             containers: [{name: c, image: 'lscr.io/linuxserver/radarr:5', volumeMounts: [{name: v, mountPath: /config}]}],
             volumes: [{name: template, {{{source}}} }, {name: v, persistentVolumeClaim: {claimName: data}}]}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: home}, data: {
             config.xml: "<Config><PostgresHost>{{ .Env.HOST }}</PostgresHost></Config>"} }
            """).Workload("app").Programs.Single(p => p.Container.Name == "c").App;
        Assert.Equal((evidence, doubt), (app.EngineEvidence, app.Doubt));
    }

    [Theory]
    [InlineData("[BitTorrent]\\nSession\\\\ResumeDataStorageType=SQLite\\n", "Sqlite Config")]
    [InlineData("[BitTorrent]\\nSession\\\\Port=1\\n", "Config")]
    [InlineData("", "Config")]
    public void A_setting_makes_an_app_of_files_keep_a_database(string text, string kinds) => Assert.Equal(
        kinds,
        string.Join(' ', Scene.Of(
            $$$"""
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: app, namespace: home}, spec: {containers: [{name: c, image: 'linuxserver/qbittorrent:5',
             volumeMounts: [{name: v, mountPath: /config}, {name: s, mountPath: /config/qBittorrent/qBittorrent.conf, subPath: qBittorrent.conf}]}],
             volumes: [{name: s, configMap: {name: settings}}, {name: v, persistentVolumeClaim: {claimName: data}}]}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: home}, data: {qBittorrent.conf: "{{{text}}}"}}
            """).Mount("app", "/config").Data.Select(d => d.Kind).Order()));

    [Theory]
    [InlineData("metadata_dir = \\\"/data\\\"\\n", "EmbeddedDatabase")]
    [InlineData("metadata_dir = \\\"/data\\\"\\ndb_engine = \\\"sqlite\\\"\\n", "Sqlite")]
    [InlineData("data_dir = \\\"/data\\\"\\n", "Files")]
    public void What_Garage_keeps_where_is_in_its_settings(string text, string kind) => Assert.Equal(
        kind,
        $"{Mount("dxflrs/garage:v2.1.0", $"garage.toml: \"{text}\"", "/etc/garage.toml, subPath: garage.toml").Data[0].Kind}");

    [Theory]
    [InlineData("gtstef/filebrowser:2.0.1-stable", "server: {database: {path: /data/x.sqlite}}", "Sqlite")]
    [InlineData("gtstef/filebrowser:1.2.2-stable", "server: {database: /data/x.db}", "EmbeddedDatabase")]
    public void Where_FileBrowser_Quantum_keeps_its_database_is_in_its_settings(string image, string text, string kind) => Assert.Equal(
        kind,
        $"{Mount(image, $"config.yaml: \"{text}\"", "/home/filebrowser/config.yaml, subPath: config.yaml").Data[0].Kind}");

    [Theory]
    [InlineData("persistence true\\npersistence_location /data/\\n", "/data")]
    [InlineData("persistence_location\\t/data\\n", "/data")]
    [InlineData("persistence_location\\n", "/mosquitto/data")]
    [InlineData("# persistence_location /data\\n", "/mosquitto/data")]
    public void A_word_and_what_follows_it_are_a_setting(string text, string path) => Assert.Contains(
        Program("eclipse-mosquitto:2", $"mosquitto.conf: \"{text}\"", "mountPath: /mosquitto/config", "configMap: {name: settings}").Paths,
        p => p.Path == path && p.Data.Files.Count > 0);

    private static void Is(string image, string data, string mount, string source, Engine engine, string evidence, string doubt)
    {
        var app = App(image, data, mount, source);
        Assert.Equal((engine, evidence, doubt), (app.Engine, app.EngineEvidence, app.Doubt));
    }

    private static MountFacts Mount(string image, string data, string mount) =>
        Scene.Of(Text(image, data, $"mountPath: {mount}", "configMap: {name: settings}"))
        .Mount("app", "/data");

    private static AppFacts App(string image, string data, string mount, string source) => Program(image, data, mount, source).App;

    private static Facts.Program Program(string image, string data, string mount, string source) =>
        Assert.Single(Scene.Of(Text(image, data, mount, source)).Workload("app").Programs);

    private static string Text(string image, string data, string mount, string source) =>
            $$$"""
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: app, namespace: home}, spec: {containers: [{name: c, image: '{{{image}}}',
             volumeMounts: [{name: settings, {{{mount}}} }, {name: v, mountPath: /var/lib/grafana}, {name: v, mountPath: /data}]}],
             volumes: [{name: settings, {{{source}}} }, {name: v, persistentVolumeClaim: {claimName: data}}]}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: home}, data: { {{{data}}} } }
            """;
}
