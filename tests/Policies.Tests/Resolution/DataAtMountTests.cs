using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>What lies at a mount: the user's word, the catalog's, what the pod tells, a guess by the path.</summary>
public sealed class DataAtMountTests
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
            criticality: critical
            data:
              - {path: /app/db, env: DB_DIR, kind: sqlite, files: [notes.db]}
              - {path: /app/plugins, kind: config}
              - {path: /app/db/cache, kind: cache}
            switches:
              - {env: DB, values: [postgres], engine: server, product: PostgreSQL, example: DB=postgres,
                 leaves: {kind: files, criticality: low, what: the outbox}}
          - name: server
            images: [example.com/server]
            engine: server
            criticality: critical
            data:
              - {path: /var/lib/server, kind: database}
          - name: maybe
            images: [example.com/maybe]
            engine: sqlite
            criticality: important
            data:
              - {path: /data, kind: files, also: [sqlite, cache]}
              - {path: /state, kind: sqlite, conditional: depends on a setting}
          - name: bolt
            images: [example.com/bolt]
            engine: embedded
            criticality: important
            data:
              - {path: /file, kind: embedded-database, files: [bolt.db]}
              - {path: /series, kind: embedded-database}
          - name: twice
            images: [example.com/twice]
            engine: sqlite
            criticality: important
            data:
              - {path: /a/one, kind: sqlite, conditional: depends on a setting}
              - {path: /a/two, kind: cache}
              - {path: /a/three, kind: config}
              - {path: /a/four, kind: sqlite}
              - {path: /a/five, kind: sqlite, conditional: depends on another}
              - {path: /b/one, kind: sqlite}
              - {path: /b/two, kind: sqlite, conditional: depends on a setting}
          - name: also
            images: [example.com/also]
            engine: sqlite
            criticality: important
            data:
              - {path: /data, kind: files, also: [sqlite, cache], conditional: depends on a setting}
          - name: webroot
            images: [example.com/webroot]
            engine: sqlite
            criticality: critical
            data:
              - {path: /html, kind: files, files: [data/own.db], also: [sqlite]}
              - {path: /html/data, kind: files, also: [sqlite], conditional: depends on a setting}
              - {path: /html/config, kind: config}
          - name: library
            images: [example.com/library]
            engine: sqlite
            criticality: important
            data:
              - {path: /books, kind: media, also: [sqlite]}
            switches:
              - {env: SHARED, values: ["true"], engine: files, leaves: {kind: sqlite, criticality: low, what: SQLite without its WAL}}
        """;

    [Theory]
    [InlineData("/app/db", "sqlite cache", "the very path, and what lies below")]
    [InlineData("/app", "sqlite config cache", "all that lies below")]
    [InlineData("/", "sqlite config cache", "the root holds everything")]
    [InlineData("/app/db/themes", "files?", "beside the file of a database lie ordinary files")]
    [InlineData("/app/db/notes.db", "sqlite", "the file itself")]
    [InlineData("/app/db/cache/x", "cache?", "the nearest path above speaks, as a guess")]
    [InlineData("/app/dbs", "sqlite?", "half a name is another folder, to which it may have moved")]
    [InlineData("/app/plugins", "config", "another path")]
    public void A_mount_holds_what_the_catalog_says(string path, string expected, string why) => AssertData(expected, why, Mounts(path), path);

    [Theory]
    [InlineData("/file", "embedded-database", "the folder of its file")]
    [InlineData("/file/themes", "files?", "beside a database that is one file lie ordinary files")]
    [InlineData("/file/bolt.db", "embedded-database", "the file itself")]
    [InlineData("/series/2026", "embedded-database", "the folder of a time series is all database")]
    public void Below_a_database_lie_files_only_where_it_is_one_file(string path, string expected, string why) =>
        AssertData(expected, why, Pod("example.com/bolt", "env: []", path), path);

    [Theory]
    [InlineData("/app", "config", "/app/db", "sqlite cache")]
    [InlineData("/app", "sqlite config", "/app/db/cache", "cache")]
    [InlineData("/app", "sqlite config cache", "/app/other", "unknown?")]
    [InlineData("/app", "sqlite config cache", "/ap", "unknown?")]
    public void A_mount_below_hides_what_lies_there(string outer, string atOuter, string inner, string atInner)
    {
        AssertData(atOuter, "outer", Mounts(outer, inner), outer);
        AssertData(atInner, "inner", Mounts(outer, inner), inner);
        AssertData(atOuter, "outer, named last", Mounts(inner, outer), outer);
    }

    [Theory]
    [InlineData("", "/shelves/books", "sqlite?", "the user says where the library is")]
    [InlineData("", "/shelves", "media?", "nothing says that it is one")]
    [InlineData("", "/shelves/movies", "media?", "other media")]
    [InlineData("/books", "/shelves/books", "media?", "the library is where it usually is")]
    [InlineData("/books/new", "/shelves/books", "media?", "a part of it is")]
    public void Media_with_a_database_beside_them_may_be_anywhere(string usual, string path, string expected, string why) =>
        AssertData(expected, why, Pod("example.com/library", "env: []", usual.Length > 0 ? [usual, path] : [path], string.Empty), path);

    [Theory]
    [InlineData("/html", "files")]
    [InlineData("/html/data", "sqlite? files")]
    public void A_database_that_lies_beside_other_data_goes_where_its_folder_is_mounted(string path, string expected) =>
        AssertData(expected, path, Pod("example.com/webroot", "env: []", ["/html", "/html/data", "/html/config"], string.Empty), path);

    [Theory]
    [InlineData("env: [{name: DB_DIR, value: /srv/db}]", "/srv/db", "sqlite")]
    [InlineData("env: [{name: DB_DIR, value: /srv/db}]", "/app/plugins", "config")]
    [InlineData("env: [{name: DB_DIR, value: ' /srv/db/ '}]", "/srv", "sqlite")]
    [InlineData("env: [{name: DB_DIR, value: relative}]", "/app/db", "sqlite cache")]
    [InlineData("env: [{name: DB_DIR, value: 'sqlite:////srv/x.db?mode=rwc'}]", "/srv", "sqlite")]
    [InlineData("env: [{name: DB_DIR, value: 'sqlite:///srv/x.db'}]", "/srv", "sqlite")]
    [InlineData("env: [{name: DB_DIR, value: 'file:/srv/x.db'}]", "/srv", "sqlite")]
    [InlineData("env: [{name: DB_DIR, value: 'postgres://srv/x'}]", "/srv", "sqlite?")]
    [InlineData("env: [{name: DB_DIR, value: db}], workingDir: /srv", "/srv", "sqlite")]
    [InlineData("env: [{name: DB_DIR, value: ./db/../db}], workingDir: /srv", "/srv/db", "sqlite")]
    [InlineData("env: [{name: DB_DIR, value: 'a b'}], workingDir: /srv", "/app/db", "sqlite cache")]
    [InlineData("env: [{name: DB_DIR, value: 'Filename=/srv/x.db'}]", "/srv", "sqlite")]
    [InlineData("env: [{name: DB_DIR, value: 'sqlite+/srv/x.db'}]", "/srv", "sqlite")]
    public void A_variable_moves_a_path(string container, string path, string expected) =>
        AssertData(expected, container, Pod("example.com/notes", container, path), path);

    [Fact]
    public void A_switched_engine_leaves_something_behind()
    {
        var mount = Scene.Under(Policy, Pod("example.com/notes", "env: [{name: DB, value: postgres}]", "/app/db")).Mount("app", "/app/db");
        Assert.Equal(
            ["files:Low:the outbox:True", "config:Important:configuration:False", "cache:Low:a cache:False"],
            mount.Data.OrderByDescending(d => d.IsResidue).Select(d => $"{Words.DataKinds.Spell(d.Kind)}:{d.Criticality}:{d.Spoken}:{d.IsResidue}"));
        Assert.All(mount.Data, d => Assert.Equal("image example.com/notes (catalog: notes) · env DB=postgres", d.Evidence));
    }

    [Fact]
    public void What_a_switch_leaves_is_also_left_where_the_database_lies_beside_other_data()
    {
        var mount = Scene.Under(Policy, Pod("example.com/library", "env: [{name: SHARED, value: 'true'}]", "/books")).Mount("app", "/books");
        Assert.Equal(
            ["sqlite:Low:SQLite without its WAL:True", "media:Important:media:False"],
            mount.Data.OrderByDescending(d => d.IsResidue).Select(d => $"{Words.DataKinds.Spell(d.Kind)}:{d.Criticality}:{d.Spoken}:{d.IsResidue}"));
    }

    [Theory]
    [InlineData("example.com/maybe", "sqlite files cache", "", "sqlite?")]
    [InlineData("example.com/maybe", "files cache", "{name: db, image: example.com/server}", "unknown?")]
    [InlineData("example.com/maybe", "sqlite files cache", "{name: db, image: redis}", "sqlite?")]
    public void A_conditional_database_is_a_guess_and_none_beside_a_server(string image, string atData, string beside, string atState)
    {
        var text = Pod(image, "env: []", ["/data", "/state"], beside);
        Assert.Equal(beside.Contains("server", StringComparison.Ordinal) ? "sqlite files cache" : atData, Spell(text, "/data"));
        Assert.Equal(atState, Spell(text, "/state"));
    }

    [Theory]
    [InlineData("example.com/twice", "/a", "", "sqlite config cache", "the sure one speaks for its kind")]
    [InlineData("example.com/twice", "/a/one", "", "sqlite?", "by itself it is a guess")]
    [InlineData("example.com/twice", "/b", "", "sqlite", "a guess changes nothing")]
    [InlineData("example.com/also", "/data", "", "sqlite? files cache", "what is there also")]
    [InlineData("example.com/also", "/data", "{name: db, image: example.com/server}", "files cache", "a server beside it keeps the database")]
    [InlineData("example.com/webroot", "/html", "", "sqlite files config", "a web root with its data in it")]
    public void Of_several_entries_of_one_kind_the_surest_speaks(string image, string path, string beside, string expected, string why) =>
        AssertData(expected, why, Pod(image, "env: []", [path], beside), path);

    [Theory]
    [InlineData("homelab-storage.io/data: cache", "x: y", "x: y", "cache")]
    [InlineData("homelab-storage.io/data.v0: media", "x: y", "x: y", "media")]
    [InlineData("homelab-storage.io/data.v1: media", "x: y", "x: y", "sqlite cache")]
    [InlineData("x: y", "homelab-storage.io/data: files", "x: y", "files")]
    [InlineData("x: y", "x: y", "homelab-storage.io/data: config", "config")]
    [InlineData("homelab-storage.io/data: cache", "homelab-storage.io/data: files", "homelab-storage.io/data: config", "cache")]
    [InlineData("x: y", "homelab-storage.io/data: files", "homelab-storage.io/data: config", "files")]
    [InlineData("homelab-storage.io/data: nonsense", "x: y", "x: y", "sqlite cache")]
    public void The_users_word_beats_the_catalog(string workload, string claim, string ns, string expected) => AssertData(
        expected,
        "declared",
        Pod("example.com/notes", "env: []", "/app/db").Replace("namespace: home", $"namespace: home, annotations: {{{workload}}}", StringComparison.Ordinal)
            + $"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data0, namespace: home, annotations: {{{claim}}}}}, spec: {{}}}}\n"
            + $"---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: home, annotations: {{{ns}}}}}}}\n",
        "/app/db");

    [Fact]
    public void What_was_declared_says_so()
    {
        var mount = Scene.Under(
            Policy,
            Pod("example.com/notes", "env: "
                + "[]", "/x").Replace(
                    "namespace: home",
                    "namespace: home, annotations: {homelab-storage.io/data: embedded-database}",
                    StringComparison.Ordinal)).Mount("app", "/x");
        var data = Assert.Single(mount.Data);
        Assert.Equal(
            (Certainty.Declared, "/x", "an embedded database", "annotation homelab-storage.io/data: embedded-database"),
            (data.Certainty, data.Path, data.Spoken, data.Evidence));
    }

    [Theory]
    [InlineData("/srv/photos", "media?", Criticality.Low, "mount path /srv/photos (a guess)")]
    [InlineData("/srv/Models/x", "model?", Criticality.Low, "mount path /srv/Models/x (a guess)")]
    [InlineData("/srv/things", "unknown?", Criticality.Important, "image not in the catalog")]
    public void The_path_is_the_last_to_speak(string path, string expected, Criticality criticality, string evidence)
    {
        var text = Pod("example.com/strange", "env: []", path);
        Assert.Equal(expected, Spell(text, path));
        var data = Scene.Under(Policy, text).Mount("app", path).Main;
        Assert.Equal((criticality, evidence), (data.Criticality, data.Evidence));
    }

    [Theory]
    [InlineData("/elsewhere", "sqlite?", "the one volume there is")]
    [InlineData("/elsewhere,/another", "unknown?", "one of two")]
    [InlineData("/elsewhere,/srv/cache", "sqlite?", "the other one is a cache")]
    [InlineData("/elsewhere,/app/plugins", "sqlite?", "the other one is known")]
    [InlineData("/elsewhere,/app/db", "unknown?", "its usual path is on a volume")]
    [InlineData("/elsewhere,/app", "unknown?", "its usual path is below a volume")]
    public void A_database_whose_usual_path_is_on_no_volume_may_lie_on_the_only_one(string paths, string expected, string why)
    {
        var text = Pod("example.com/notes", "env: []", paths.Split(','));
        AssertData(expected, why, text, "/elsewhere");
        if (expected is "sqlite?")
        {
            Assert.Equal(
                "its usual path /app/db is on no volume, so a setting that was not found may have moved it here",
                Scene.Under(Policy, text).Mount("app", "/elsewhere").Main.Doubt);
        }
    }

    [Theory]
    [InlineData("/app/db", "/app/db/notes.db")]
    [InlineData("/app/db/notes.db", "/app/db/notes.db")]
    [InlineData("/app/plugins", "")]
    public void The_files_of_a_database_are_named(string path, string files) =>
        Assert.Equal(files, string.Join(',', Scene.Under(Policy, Mounts(path)).Mount("app", path).Main.Files));

    [Theory]
    [InlineData("app-db", "example.com/server", "env: []", "named after the workload", true)]
    [InlineData("postgres-app-2", "example.com/server", "env: []", "words on both sides", true)]
    [InlineData("notes-db", "example.com/server", "env: []", "named after the app", true)]
    [InlineData("appdb", "example.com/server", "env: []", "half a word", false)]
    [InlineData("db", "example.com/server", "env: []", "named after nobody", false)]
    [InlineData("app-db", "example.com/strange", "env: []", "no server", false)]
    [InlineData("app-db", "example.com/server", "env: [{name: DB, value: sqlite}]", "what decides was read", false)]
    public void A_server_named_after_an_app_may_hold_its_database(string server, string image, string container, string why, bool expected)
    {
        var neighbour = Pod(image, "env: []", "/var/lib/server").Replace("name: app,", $"name: {server},", StringComparison.Ordinal);
        var text = Pod("example.com/notes", container, "/app/db") + neighbour;
        AssertData(expected ? "sqlite? cache" : "sqlite cache", why, text, "/app/db");
        Assert.Equal(
            expected ? $"Pod home/{server} is a database server that is named after the app, which may use it" : string.Empty,
            Scene.Under(Policy, text).Mount("app", "/app/db").Main.Doubt);
        var elsewhere = neighbour.Replace("namespace: home", "namespace: other", StringComparison.Ordinal);
        AssertData("sqlite cache", "of another namespace", Pod("example.com/notes", container, "/app/db") + elsewhere, "/app/db");
    }

    private static string Mounts(params string[] paths) => Pod("example.com/notes", "env: []", paths);

    private static string Pod(string image, string container, string path) => Pod(image, container, [path]);

    private static string Pod(string image, string container, string[] paths, string beside = "")
    {
        var mounts = string.Join(", ", paths.Select((p, i) => $"{{name: v{i}, mountPath: {p}}}"));
        var volumes = string.Join(", ", paths.Select((_, i) => $"{{name: v{i}, persistentVolumeClaim: {{claimName: data{i}}}}}"));
        var others = beside.Length > 0 ? ", " + beside : string.Empty;
        return "---\n{apiVersion: v1, kind: Pod, metadata: {name: app, namespace: home}, "
            + $"spec: {{containers: [{{name: c, image: '{image}', {container}, volumeMounts: [{mounts}]}}{others}], volumes: [{volumes}]}}}}\n";
    }

    private static void AssertData(string expected, string why, string text, string path) =>
        Assert.True(string.Equals(expected, Spell(text, path), StringComparison.Ordinal), $"{why}: {Spell(text, path)} at {path}");

    private static string Spell(string text, string path) =>
        string.Join(
            ' ',
            Scene.Under(Policy, text)
                .Mount("app", path).Data
                .Select(d => Words.DataKinds.Spell(d.Kind) + (d.Certainty == Certainty.Guessed ? "?" : string.Empty)));
}
