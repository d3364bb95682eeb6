using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>Where an app's data is stored once variables, working directories, command lines and the names of images have had their say.</summary>
public sealed class AppPathsTests
{
    private const string Policy =
        """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: test}
        apps:
          - name: ledger
            images: [example.com/ledger, example.com/other/ledger]
            engine: sqlite
            criticality: critical
            workingDirectory: /work
            data:
              - {path: /usual, env: DB_FILE, kind: sqlite}
              - {env: UPLOADS, kind: media}
            switches:
              - {arg: "(^| )--engine[= ]postgres($| )", engine: server, product: PostgreSQL, example: --engine=postgres}
          - name: search
            images: [example.com/search]
            engine: files
            criticality: low
            data:
              - {path: /index, option: --index-dir, kind: cache}
          - name: pair
            images: [example.com/first, example.com/second]
            engine: sqlite
            criticality: critical
            data:
              - {path: /one, images: ["*first*"], kind: sqlite}
              - {path: /two, images: ["*second*"], kind: media}
        """;

    [Theory]
    [InlineData("env: [{name: DB_FILE, value: data/app.db}]", "/work/data", "sqlite")]
    [InlineData("env: [{name: DB_FILE, value: ./app.db}]", "/work", "sqlite")]
    [InlineData("workingDir: /own, env: [{name: DB_FILE, value: data/app.db}]", "/own/data", "sqlite")]
    [InlineData("workingDir: /own, env: [{name: DB_FILE, value: /abs/app.db}]", "/abs", "sqlite")]
    [InlineData("env: []", "/usual", "sqlite")]
    [InlineData("env: [{name: DB_FILE, value: ''}]", "/usual", "sqlite")]
    public void A_relative_path_is_meant_from_where_the_program_starts(string container, string path, string expected) =>
        AssertData(expected, "example.com/ledger", container, path);

    [Theory]
    [InlineData("env: [{name: UPLOADS, value: /up}]", "/up", "media")]
    [InlineData("env: []", "/", "sqlite")]
    [InlineData("env: []", "/up", "sqlite?")]
    public void What_only_a_variable_says_lies_nowhere_without_it(string container, string path, string expected) =>
        AssertData(expected, "example.com/ledger", container, path);

    [Theory]
    [InlineData("args: [--index-dir=/fast]", "/fast", "cache")]
    [InlineData("args: [--index-dir, /fast]", "/fast", "cache")]
    [InlineData("command: [ledger, -index-dir, '/fast/']", "/fast", "cache")]
    [InlineData("command: [sh, -c, 'exec ledger --index-dir=\"/fast\" --other']", "/fast", "cache")]
    [InlineData("args: [--index-dir-size=/fast]", "/index", "cache")]
    [InlineData("args: [--index-dir, --other]", "/index", "cache")]
    [InlineData("args: []", "/index", "cache")]
    public void An_option_of_the_command_line_moves_a_path(string container, string path, string expected) =>
        AssertData(expected, "example.com/search", container, path);

    [Theory]
    [InlineData("example.com/first", "/one", "sqlite")]
    [InlineData("example.com/first", "/two", "sqlite?")]
    [InlineData("example.com/second", "/two", "media")]
    [InlineData("example.com/second", "/one", "media?")]
    [InlineData("mirror.home/rebuilt/pair", "/one", "sqlite?")]
    [InlineData("mirror.home/rebuilt/pair", "/two", "media?")]
    public void An_image_of_somebody_elses_making_may_use_any_path(string image, string path, string expected) =>
        AssertData(expected, image, "env: []", path);

    [Theory]
    [InlineData("args: [--engine, postgres]", "config", "its command line")]
    [InlineData("command: [ledger, --engine=postgres]", "config", "its command line")]
    [InlineData("args: [--engine, sqlite]", "sqlite", "")]
    [InlineData("args: [--no-engine=postgres]", "sqlite", "")]
    public void A_command_line_switches_the_engine(string container, string expected, string evidence)
    {
        AssertData(expected, "example.com/ledger", container, "/usual");
        var app = Assert.Single(Scene.Under(Policy, Pod("example.com/ledger", container, "/usual")).Workload("app").Programs).App;
        Assert.Equal(evidence, app.EngineEvidence);
    }

    private static string Pod(string image, string container, string path) =>
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: app, namespace: home}}, spec: {{containers: [{{name: c, image: '{image}', {container}, "
            + $"volumeMounts: [{{name: v, mountPath: {path}}}]}}], volumes: [{{name: v, persistentVolumeClaim: {{claimName: data}}}}]}}}}\n";

    private static void AssertData(string expected, string image, string container, string path)
    {
        var data = Scene.Under(Policy, Pod(image, container, path)).Mount("app", path).Data;
        Assert.Equal(expected, string.Join(' ', data.Select(d => Words.DataKinds.Spell(d.Kind) + (d.Certainty == Certainty.Guessed ? "?" : string.Empty))));
    }
}
