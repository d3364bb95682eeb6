using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>What a pod of an app that is in no catalog tells about its data.</summary>
public sealed class SignalsTests
{
    [Theory]
    [InlineData(
        "env: [{name: DATABASE_URL, value: 'sqlite:////data/x.db'}]",
        "sqlite Observed /data/x.db: env DATABASE_URL names a SQLite database below /data")]
    [InlineData(
        "env: [{name: DATABASE_URL, value: 'sqlite:////data/x.db?mode=rwc'}]",
        "sqlite Observed /data/x.db: env DATABASE_URL names a SQLite database below /data")]
    [InlineData("env: [{name: URL, value: 'jdbc:sqlite:/data/x'}]", "sqlite Observed /data/x: env URL names a SQLite database below /data")]
    [InlineData(
        "env: [{name: URL, value: 'jdbc:h2:/data/x;MODE=MySQL'}]",
        "embedded-database Observed /data/x: env URL names an embedded database below /data")]
    [InlineData("env: [{name: URL, value: 'jdbc:h2:mem:x'}]", "unknown Guessed /data: image not in the catalog")]
    [InlineData(
        """env: [{name: SETTINGS, value: "db:\n  url: 'jdbc:h2:file:/data/x;MODE=MySQL'\n"}]""",
        "embedded-database Observed /data/x: env SETTINGS names an embedded database below /data")]
    [InlineData(
        """env: [{name: SETTINGS, value: "db.url=sqlite:////data/x\nlevel=info"}]""",
        "sqlite Observed /data/x: env SETTINGS names a SQLite database below /data")]
    [InlineData("""env: [{name: SETTINGS, value: "db:\n  # url: jdbc:h2:/data/x\n"}]""", "unknown Guessed /data: image not in the catalog")]
    [InlineData("""env: [{name: SCRIPT, value: "set -e\nrm -f /data/x.sqlite3\n"}]""", "unknown Guessed /data: image not in the catalog")]
    [InlineData("env: [{name: URL, value: 'Cache=Shared;Data Source=/data/x.db'}]", "sqlite Observed /data/x.db: env URL names a SQLite database below /data")]
    [InlineData("env: [{name: URL, value: 'sqlite+aiosqlite:////data/x'}]", "sqlite Observed /data/x: env URL names a SQLite database below /data")]
    [InlineData("env: [{name: HF_HOME, value: /data/hub}]", "model Guessed /data: env HF_HOME holds a path below /data")]
    [InlineData("env: [{name: URL, value: 'file:/data/x.sqlite3'}]", "sqlite Observed /data/x.sqlite3: env URL names a SQLite database below /data")]
    [InlineData("env: [{name: URL, value: 'sqlite:////elsewhere/x.db'}]", "unknown Guessed /data: image not in the catalog")]
    [InlineData("env: [{name: DB_FILE, value: /data/x.db}]", "sqlite Guessed /data/x.db: env DB_FILE names a database file below /data")]
    [InlineData("env: [{name: DB_FILE, value: /data/x.DB3}]", "sqlite Guessed /data/x.DB3: env DB_FILE names a database file below /data")]
    [InlineData("env: [{name: DB_FILE, value: /data/x.txt}]", "unknown Guessed /data: image not in the catalog")]
    [InlineData(
        "env: [{name: DATABASE_URL, value: 'postgres://bob:secret@db/x'}]",
        "files Guessed /data: env DATABASE_URL is the address of a database server")]
    [InlineData("env: [{name: DB_HOST, value: db}]", "files Guessed /data: env DB_HOST is the address of a database server")]
    [InlineData("env: [{name: DB_HOST, value: ''}]", "unknown Guessed /data: image not in the catalog")]
    [InlineData("env: [{name: DB_TYPE, value: postgres}]", "files Guessed /data: env DB_TYPE=postgres chooses a database server")]
    [InlineData("env: [{name: DB_TYPE, value: sqlite}]", "sqlite Guessed /data: env DB_TYPE=sqlite chooses SQLite, and this is the one volume it writes")]
    [InlineData("env: [{name: DB_TYPE, value: oracle}]", "unknown Guessed /data: image not in the catalog")]
    [InlineData("command: [serve, --db=/data/x.sqlite]", "sqlite Guessed /data/x.sqlite: its command line names a SQLite database below /data")]
    [InlineData("args: [--db, /data/x.sqlite]", "sqlite Guessed /data/x.sqlite: its command line names a SQLite database below /data")]
    [InlineData(
        "env: [{name: DATABASE_URL, value: 'postgres://db/x'}, {name: DB_FILE, value: /data/x.db}]",
        "sqlite Guessed /data/x.db: env DB_FILE names a database file below /data")]
    [InlineData(
        "env: [{name: DB_FILE, value: /data/x.db}, {name: DATABASE_URL, value: 'postgres://db/x'}]",
        "sqlite Guessed /data/x.db: env DB_FILE names a database file below /data")]
    [InlineData(
        "env: [{name: DB_FILE, value: /data/x.db}, {name: DATABASE_URL, value: 'sqlite:////data/y.db'}]",
        "sqlite Observed /data/y.db: env DATABASE_URL names a SQLite database below /data")]
    [InlineData(
        "command: [x, /data/x.sqlite], env: [{name: DATABASE_URL, value: 'postgres://db/x'}]",
        "sqlite Guessed /data/x.sqlite: its command line names a SQLite database below /data")]
    [InlineData(
        "env: [{name: DB_HOST, value: db}, {name: DATABASE_URL, value: 'postgres://db/x'}, {name: DB_TYPE, value: mysql}]",
        "files Guessed /data: env DB_HOST is the address of a database server")]
    [InlineData(
        "env: [{name: DB_TYPE, value: mysql}, {name: DB_CLIENT, value: postgres}, {name: DB_HOST, value: db}]",
        "files Guessed /data: env DB_TYPE=mysql chooses a database server")]
    [InlineData(
        "env: [{name: DB_TYPE, value: sqlite}, {name: DB_CLIENT, value: sqlite3}]",
        "sqlite Guessed /data: env DB_TYPE=sqlite chooses SQLite, and this is the one volume it writes")]
    public void The_surest_signal_speaks(string container, string expected) => Assert.Equal(expected, Spell(container));

    [Theory]
    [InlineData("postgres://db/x", "files Guessed /data")]
    [InlineData("POSTGRESQL+asyncpg://db/x", "files Guessed /data")]
    [InlineData("mysql+mysql_connector://db/x", "files Guessed /data")]
    [InlineData("mongodb+srv://db/x", "files Guessed /data")]
    [InlineData("jdbc:mariadb://db/x", "files Guessed /data")]
    [InlineData("postgres", "unknown Guessed /data")]
    [InlineData("mysql+py mysql://db/x", "unknown Guessed /data")]
    [InlineData("mysqlx://db/x", "unknown Guessed /data")]
    [InlineData("http://postgres:5432", "unknown Guessed /data")]
    [InlineData("Sqlite3:////data/x", "sqlite Observed /data/x")]
    [InlineData("better-sqlite3:/data/x", "sqlite Observed /data/x")]
    [InlineData("jdbc:derby:/data/x", "embedded-database Observed /data/x")]
    [InlineData("jdbc:h2:file:/data/x;MODE=MySQL", "embedded-database Observed /data/x")]
    [InlineData("sqlite+/data/x", "sqlite Observed /data/x")]
    [InlineData("file:/data/x.db?mode=ro&label=a b", "sqlite Observed /data/x.db")]
    [InlineData("file:/data/x.txt", "unknown Guessed /data")]
    [InlineData("Cache=Shared; data source = /data/x.db ;Mode=ReadOnly", "sqlite Observed /data/x.db")]
    [InlineData("Filename=/data/données.sqlite3", "sqlite Observed /data/données.sqlite3")]
    [InlineData("DataSource=/data/x.db3", "sqlite Observed /data/x.db3")]
    [InlineData("Source=/data/x.db", "unknown Guessed /data")]
    [InlineData("/data/x.sqlite3?cache=shared", "sqlite Observed /data/x.sqlite3")]
    [InlineData("/data/x.sqlite ", "sqlite Observed /data/x.sqlite")]
    [InlineData("two words /data/x.db", "unknown Guessed /data")]
    public void An_address_is_told_by_its_scheme_or_its_file(string value, string expected) =>
        Assert.Equal(expected, Spell($"env: [{{name: URL, value: '{value}'}}]").Split(": ")[0]);

    [Theory]
    [InlineData("DB_HOST", "x", "files Guessed /data")]
    [InlineData("app_postgres_hostname", "x", "files Guessed /data")]
    [InlineData("APP__DB__HOST", "x", "files Guessed /data")]
    [InlineData("PGHOST", "x", "files Guessed /data")]
    [InlineData("ADB_HOST", "x", "unknown Guessed /data")]
    [InlineData("HOST", "x", "unknown Guessed /data")]
    [InlineData("DB_HOST_PORT", "x", "unknown Guessed /data")]
    [InlineData("N8N_STORAGE_DRIVER", "SQLite3 ", "sqlite Guessed /data")]
    [InlineData("DB_CONNECTION", "better-sqlite3", "sqlite Guessed /data")]
    [InlineData("DB_ENGINE", "django.db.backends.sqlite3", "sqlite Guessed /data")]
    [InlineData("DB_ENGINE", "django.db.backends.postgresql", "files Guessed /data")]
    [InlineData("DB_TYPE", "pdo_pgsql", "files Guessed /data")]
    [InlineData("RESTORE_TYPE", "sqlite", "unknown Guessed /data")]
    public void A_variable_is_told_by_the_words_its_name_ends_in(string variable, string value, string expected) =>
        Assert.Equal(expected, Spell($"env: [{{name: {variable}, value: '{value}'}}]").Split(": ")[0]);

    [Theory]
    [InlineData(
        "env: [{name: DB_TYPE, value: sqlite}, {name: DB_FILE, value: /data/x.db}]",
        "sqlite Guessed /data: env DB_TYPE=sqlite chooses SQLite, and this is the one volume it writes")]
    [InlineData(
        "env: [{name: DB_FILE, value: /data/x.db}, {name: DB_TYPE, value: sqlite}]",
        "sqlite Guessed /data/x.db: env DB_FILE names a database file below /data")]
    [InlineData(
        "env: [{name: DB_TYPE, value: postgres}, {name: DB_FILE, value: /data/x.db}]",
        "sqlite Guessed /data/x.db: env DB_FILE names a database file below /data")]
    public void Of_an_engine_and_a_file_the_first_speaks(string container, string expected) => Assert.Equal(expected, Spell(container));

    [Theory]
    [InlineData(
        "{name: w, mountPath: /other}",
        "sqlite Guessed /data/x.db: env DB_FILE names a database file below /data")]
    [InlineData(
        "{name: w, mountPath: /other, readOnly: true}",
        "sqlite Guessed /data: env DB_TYPE=sqlite chooses SQLite, and this is the one volume it writes")]
    public void An_engine_says_nothing_of_two_volumes_and_then_a_file_speaks(string mount, string expected) => Assert.Equal(
        expected,
        Spell(
            "env: [{name: DB_TYPE, value: sqlite}, {name: DB_FILE, value: /data/x.db}]",
            mount,
            "{name: w, persistentVolumeClaim: {claimName: other}}"));

    [Theory]
    [InlineData("persistentVolumeClaim: {claimName: other}", "readOnly: false", "unknown Guessed /data: image not in the catalog")]
    [InlineData(
        "persistentVolumeClaim: {claimName: other}",
        "readOnly: true",
        "sqlite Guessed /data: env DB_TYPE=sqlite chooses SQLite, and this is the one volume it writes")]
    [InlineData("emptyDir: {}", "readOnly: false", "sqlite Guessed /data: env DB_TYPE=sqlite chooses SQLite, and this is the one volume it writes")]
    [InlineData("nfs: {server: nas, path: /x}", "readOnly: false", "unknown Guessed /data: image not in the catalog")]
    public void A_chosen_engine_speaks_of_the_one_volume_that_is_written(string source, string mount, string expected) =>
        Assert.Equal(expected, Spell("env: [{name: DB_TYPE, value: sqlite}]", $"{{name: w, mountPath: /other, {mount}}}", $"{{name: w, {source}}}"));

    [Theory]
    [InlineData("litestream/litestream:0.5", "{name: v, mountPath: /x}", "sqlite Observed /data: container beside runs Litestream on the same volume")]
    [InlineData("litestream/litestream:0.5", "{name: w, mountPath: /x}", "unknown Guessed /data: image not in the catalog")]
    [InlineData("example.com/other", "{name: v, mountPath: /x}", "unknown Guessed /data: image not in the catalog")]
    [InlineData(
        "litestream/litestream:0.5",
        "{name: v, mountPath: /x}, {name: v, mountPath: /y}",
        "sqlite Observed /data: container beside runs Litestream on the same volume")]
    public void What_litestream_shares_is_a_database(string image, string mount, string expected) =>
        Assert.Equal(expected, Spell("env: []", "", "", $", {{name: beside, image: '{image}', volumeMounts: [{mount}]}}"));

    [Theory]
    [InlineData("one", "container two runs Litestream on the same volume")]
    [InlineData("two", "container one runs Litestream on the same volume")]
    [InlineData("three", "container one runs Litestream on the same volume")]
    public void Of_several_that_replicate_each_has_another_one_beside_it(string name, string expected)
    {
        var containers = string.Join(", ", "one two three".Split(' ').Select(c =>
            $"{{name: {c}, image: litestream/litestream, volumeMounts: [{{name: v, mountPath: /{c}}}]}}"));
        var scene = Scene.Of($"---\n{{apiVersion: v1, kind: Pod, metadata: {{name: app, namespace: home}}, spec: {{containers: [{containers}], "
            + "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}\n");
        Assert.Equal(expected, scene.Mount("app", $"/{name}").Main.Evidence);
    }

    [Fact]
    public void A_reader_beside_litestream_has_no_database() =>
        Assert.Equal(
            "unknown Guessed /data: image not in the catalog",
            Spell("env: []", "", "", ", {name: beside, image: litestream/litestream, volumeMounts: [{name: v, mountPath: /x}]}", ", readOnly: true"));

    [Theory]
    [InlineData("/data", "/data/a/x.db /data/b/y.db", "x.db")]
    [InlineData("/data", "/data/b/y.db /data/a/x.db", "y.db")]
    [InlineData("/data /data/a", "/data/a/x.db /data/b/y.db", "x.db x.db")]
    [InlineData("/data /data/b", "/data/a/x.db /data/b/y.db", "x.db y.db")]
    [InlineData("/data /data/a", "/data/b/y.db /data/a/x.db", "y.db x.db")]
    [InlineData("/data /data-2", "/data/x.db /data-2/y.db", "x.db y.db")]
    [InlineData("/data /data/a /data/a/b", "/data/a/b/y.db", "y.db y.db y.db")]
    [InlineData("/data /data/a/b", "/data/a/x.db /data/a/b/y.db", "x.db y.db")]
    [InlineData("/data /data/x.db", "/data/x.db", "x.db x.db")]
    [InlineData("/data /data/a", "/elsewhere/x.db", "- -")]
    public void A_file_speaks_for_every_mount_above_it_and_the_first_that_is_named_speaks(string paths, string files, string expected)
    {
        string[] mounts = [.. paths.Split(' ')];
        foreach (var scheme in new[] { string.Empty, "sqlite:///" })
        {
            var env = string.Join(", ", files.Split(' ').Select((file, i) => $"{{name: F{i}, value: '{scheme}{file}'}}"));
            Assert.Equal(expected, string.Join(' ', mounts.Select(path => File(Mounted(env, mounts), path))));
            Assert.Equal(expected, string.Join(' ', mounts.Select(path => File(Mounted(env, [.. mounts.Reverse()]), path))));
        }
    }

    private static Scene Mounted(string env, string[] mounts) => Scene.Of(
        "{apiVersion: v1, kind: Pod, metadata: {name: app, namespace: home}, spec: {"
        + $"containers: [{{name: c, image: example.com/strange, env: [{env}], "
            + $"volumeMounts: [{string.Join(", ", mounts.Select((path, i) => $"{{name: v{i}, mountPath: {path}}}"))}]}}], "
        + $"volumes: [{string.Join(", ", mounts.Select((_, i) => $"{{name: v{i}, persistentVolumeClaim: {{claimName: data{i}}}}}"))}]}}}}\n");

    private static string File(Scene scene, string path) =>
        scene.Mount("app", path).Main is { Kind: DataKind.Sqlite } data ? data.Path[(data.Path.LastIndexOf('/') + 1)..] : "-";

    /// <summary>That a server has the database says only that a volume has none.</summary>
    [Theory]
    [InlineData("/root/.cache/huggingface", "model")]
    [InlineData("/app/logs", "scratch")]
    [InlineData("/app/photos", "media")]
    [InlineData("/app/state", "files")]
    public void A_folders_own_name_says_more_than_the_address_of_a_server(string path, string kind) => Assert.Equal(
        kind,
        Words.DataKinds.Spell(Scene.Of(
            "{apiVersion: v1, kind: Pod, metadata: {name: app, namespace: home}, spec: {containers: [{name: c, image: example.com/strange, "
                + $"env: [{{name: DB_HOST, value: db}}], volumeMounts: [{{name: v, mountPath: {path}}}]}}], "
                + "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}\n").Mount("app", path).Main.Kind));

    private static string Spell(string container, string mount = "", string volume = "", string beside = "", string how = "")
    {
        var data = Scene.Of(
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: app, namespace: home}}, spec: {{containers: [{{name: c, image: "
                + $"example.com/strange, {container}, volumeMounts: [{{name: v, mountPath: "
                    + $"/data{how}}}{(mount.Length > 0 ? ", " + mount : string.Empty)}]}}{beside}], "
            + $"volumes: [{{name: v, persistentVolumeClaim: {{claimName: "
                + $"data}}}}{(volume.Length > 0 ? ", " + volume : string.Empty)}]}}}}\n").Mount("app", "/data").Main;
        return $"{Words.DataKinds.Spell(data.Kind)} {data.Certainty} {data.Path}: {data.Evidence}";
    }
}
