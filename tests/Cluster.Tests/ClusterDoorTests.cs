using System.Text.Json;
using HomelabStorage.Audit.Cases;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>The third door: every case as objects of a running cluster, listed by an API server.</summary>
public sealed class ClusterDoorTests
{
    [Fact]
    public async Task One_object_that_cannot_be_read_is_a_row_and_the_rest_of_the_cluster_is_judged()
    {
        using var fake = new FakeApiServer();
        fake.Holds([]);
        fake.On(
            "GET",
            "/api/v1/persistentvolumeclaims",
            FakeApiServer.Json(
                """
                {
                  "metadata": 5,
                  "items": [
                    null,
                    {"metadata": 5, "spec": {"storageClassName": "local-path"}},
                    {"metadata": {"name": "a", "namespace": "media"}, "spec": {"storageClassName": "\ud800"}},
                    {"metadata": {"name": "b", "namespace": "media"}, "spec": {"storageClassName": "local-path"}}
                  ]
                }
                """));
        using var server = fake.Connect();
        var whole = Assert.IsType<ClusterReading.Whole>(await ClusterReader.Read(server, string.Empty, () => { }, TestContext.Current.CancellationToken));
        Assert.Equal("b", Assert.Single(whole.Manifests).Name);
        Assert.Equal(["without a name", "without a name", "a"], whole.Unreadable.Select(u => u.Reference.Name));
    }

    [Fact]
    public async Task Every_case_gets_from_a_cluster_what_it_gets_from_a_folder()
    {
        using var fake = new FakeApiServer();
        using var server = fake.Connect();
        var asked = 0;
        foreach (var rule in RuleCase.All().Where(c => !File.Exists(c.Before) && !c.IsOnlyWritten && !c.RestsOnRuns))
        {
            var objects = Objects(rule.Object).Concat(File.Exists(rule.Cluster) ? Objects(rule.Cluster) : []).ToArray();
            var subject = ReviewDoor.Root(rule.Object);
            // What is read in files only, such as the keys of a sealed Secret, is not known in a cluster.
            if (objects.Any(o => (Namespace(o).Length == 0 && IsNamespaced(o)) || IsOnlyInFiles(o)) || Text(subject, "kind") is "Kustomization" or "ReplicaSet")
            {
                continue;
            }

            fake.Holds(objects);
            var whole = Assert.IsType<ClusterReading.Whole>(await ClusterReader.Read(server, string.Empty, () => { }, TestContext.Current.CancellationToken));
            var report = Policies.Reports.Audit.Of(
                [.. whole.Manifests.Select(m => new ManifestReading.Understood(m))],
                ReviewDoor.Policy(rule.Policy),
                FixedTime.Now);
            var name = subject.GetProperty("metadata").GetProperty("name").GetString();
            var result = report.Results.Single(r => r.Verdict.Subject.Name == name
                && r.Verdict.Subject.Reference.Kind == Text(subject, "kind")
                && r.Verdict.Subject.Namespace == Namespace(subject));
            Assert.Equal(FolderDoor.Ask(rule).Bare, result.Findings.Select(f => CaseAnswer.Finding(f.Decision).ToJsonString()).Order(StringComparer.Ordinal));
            asked++;
        }

        Assert.True(asked > 100, $"only {asked} cases were asked");
    }

    [Fact]
    public async Task A_kind_that_may_not_be_listed_is_said_and_needed_ones_end_the_reading()
    {
        using var fake = new FakeApiServer();
        fake.Holds([]);
        fake.On("GET", "/apis/k8up.io/v1/schedules", FakeApiServer.Json("""{"kind":"Status","message":"forbidden"}""", System.Net.HttpStatusCode.Forbidden));
        using var server = fake.Connect();
        var whole = Assert.IsType<ClusterReading.Whole>(await ClusterReader.Read(server, string.Empty, () => { }, TestContext.Current.CancellationToken));
        Assert.Equal("cannot tell what depends on schedules.k8up.io: 403: forbidden", Assert.Single(whole.Unseen));
        fake.On("GET", "/api/v1/pods", FakeApiServer.Json("""{"kind":"Status","message":"forbidden"}""", System.Net.HttpStatusCode.Forbidden));
        Assert.Equal(
            "cannot list pods: 403: forbidden; with rights in one namespace name it: -n NAMESPACE",
            Assert.IsType<ClusterReading.Failed>(await ClusterReader.Read(server, string.Empty, () => { }, TestContext.Current.CancellationToken)).Reason);
    }

    /// <summary>The default page of a proxy would otherwise be a cluster without storage, and so a clean one.</summary>
    [Theory]
    [InlineData("", "namespaces")]
    [InlineData("books", "persistentvolumes")]
    public async Task A_server_that_knows_nothing_is_not_an_API_server(string ns, string first)
    {
        using var fake = new FakeApiServer();
        using var server = fake.Connect();
        var address = fake.Address.ToString().TrimEnd('/');
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal(
            $"{address} is not a Kubernetes API server: it answers 404 to /api/v1/{first}",
            Assert.IsType<ClusterReading.Failed>(await ClusterReader.Read(server, ns, () => { }, stop)).Reason);

        fake.On("GET", "/*", FakeApiServer.Json("{}"));
        Assert.Equal(
            $"cannot list {first}: {address} is not a Kubernetes API server: it answers /api/v1/{first} with what is not a list",
            Assert.IsType<ClusterReading.Failed>(await ClusterReader.Read(server, ns, () => { }, stop)).Reason);
    }

    [Fact]
    public async Task A_kind_of_a_group_that_is_not_served_is_none_in_the_cluster()
    {
        using var fake = new FakeApiServer();
        fake.Holds([]);
        fake.On("GET", "/apis/longhorn.io/*", FakeApiServer.Json("""{"kind":"Status"}""", System.Net.HttpStatusCode.NotFound));
        fake.On("GET", "/apis/batch/v1/*", FakeApiServer.Json("""{"kind":"Status"}""", System.Net.HttpStatusCode.NotFound));
        using var server = fake.Connect();
        Assert.Empty(Assert.IsType<ClusterReading.Whole>(
            await ClusterReader.Read(server, string.Empty, () => { }, TestContext.Current.CancellationToken)).Unseen);
    }

    [Fact]
    public async Task Rights_in_one_namespace_are_enough_for_it_and_what_is_out_of_sight_is_named()
    {
        using var fake = new FakeApiServer();
        fake.Holds([], "books");
        using var server = fake.Connect();
        fake.On("GET", "/api/v1/namespaces/books", FakeApiServer.Json("""{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"books"}}"""));
        string[] forbidden =
        [
            "/api/v1/namespaces", "/api/v1/persistentvolumes",
            "/apis/storage.k8s.io/v1/storageclasses", "/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations",
        ];
        foreach (var kind in forbidden)
        {
            fake.On("GET", kind, FakeApiServer.Json("""{"kind":"Status","message":"forbidden"}""", System.Net.HttpStatusCode.Forbidden));
        }

        var whole = Assert.IsType<ClusterReading.Whole>(await ClusterReader.Read(server, "books", () => { }, TestContext.Current.CancellationToken));
        Assert.Equal(
            ["cannot tell what depends on persistentvolumes: 403: forbidden", "cannot tell what depends on storageclasses.storage.k8s.io: 403: forbidden"],
            whole.Unseen);
        Assert.Equal("books", Assert.Single(whole.Manifests).Name);
    }

    /// <summary>Who simulates the loss of a node has to know how many there are; nobody else asks for them.</summary>
    [Fact]
    public async Task The_nodes_of_a_cluster_are_read_for_the_loss_of_one()
    {
        using var fake = new FakeApiServer();
        fake.Holds([.. YamlReader.Read(OneNode, "cluster.yaml").Cast<YamlDocument.Readable>().Select(d => d.Root)]);
        using var server = fake.Connect();
        var stop = TestContext.Current.CancellationToken;
        Assert.Empty(Nodes(await ClusterReader.Read(server, string.Empty, () => { }, stop)));
        Assert.Equal(0, fake.Count("/api/v1/nodes"));

        var whole = await ClusterReader.Read(server, WatchedResource.WithNodes, string.Empty, () => { }, stop);
        Assert.Equal(["n1"], Nodes(whole));
        var outage = Household.Of(
            [.. ((ClusterReading.Whole)whole).Manifests.Select(m => new ManifestReading.Understood(m))],
            ShippedPolicy.Read(),
            FixedTime.Now).Losing(new Loss.Node("n1"));
        Assert.Equal(AppState.Stops, outage.Apps.Single().State);
        Assert.True(outage.IsForGood);
        Assert.Contains("n1 is the only node", outage.Assumptions);
    }

    [Fact]
    public async Task Nodes_that_may_not_be_listed_are_said_to_be_unknown()
    {
        using var fake = new FakeApiServer();
        fake.Holds([.. YamlReader.Read(OneNode, "cluster.yaml").Cast<YamlDocument.Readable>().Select(d => d.Root)]);
        fake.On("GET", "/api/v1/nodes", FakeApiServer.Json("""{"kind":"Status","message":"forbidden"}""", System.Net.HttpStatusCode.Forbidden));
        using var server = fake.Connect();
        var whole = await ClusterReader.Read(server, WatchedResource.WithNodes, string.Empty, () => { }, TestContext.Current.CancellationToken);
        Assert.Equal("cannot tell what depends on nodes: 403: forbidden", Assert.Single(Assert.IsType<ClusterReading.Whole>(whole).Unseen));
    }

    private const string OneNode =
        """
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: driver.longhorn.io
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: d, namespace: home}
        spec: {accessModes: [ReadWriteOnce], storageClassName: fast}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: vaultwarden, namespace: home}
        spec: {template: {spec: {containers: [{name: c, image: vaultwarden/server, volumeMounts: [{name: v, mountPath: /data}]}],
          volumes: [{name: v, persistentVolumeClaim: {claimName: d}}]}}}
        """;

    private static IEnumerable<string> Nodes(ClusterReading reading) =>
        Assert.IsType<ClusterReading.Whole>(reading).Manifests.OfType<NodeManifest>().Select(n => n.Name);

    private static IEnumerable<JsonElement> Objects(string file) =>
        YamlReader.Read(File.ReadAllText(file), file).Cast<YamlDocument.Readable>().Select(d => d.Root);

    private static bool IsNamespaced(JsonElement root) => Text(root, "kind") is not ("Namespace" or "PersistentVolume" or "StorageClass");

    private static bool IsOnlyInFiles(JsonElement manifest) => ManifestKinds.Of(Text(manifest, "apiVersion"), Text(manifest, "kind")) is { IsWatched: false };

    private static string Namespace(JsonElement root) => root.GetProperty("metadata").TryGetProperty("namespace", out var ns) ? ns.GetString()! : string.Empty;

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString()!;
}
