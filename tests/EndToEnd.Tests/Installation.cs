using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// The product as <c>kubectl apply -k deploy/manifests/self-managed</c> installs it: its objects, its rights, its settings, its own certificate. Only the
/// pod is a process here, and the Service an address.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private const string Own = "homelab-storage";

    private readonly Cluster _cluster;
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-install").FullName;
    private readonly List<ServerProcess> _servers = [];
    private readonly string[] _arguments;
    private readonly Dictionary<string, string> _environment;
    private JsonObject[] _objects = [];

    private Installation(Cluster cluster, JsonObject[] objects)
    {
        _cluster = cluster;
        _objects = objects;
        var deployment = objects.Single(o => (string?)o["kind"] is "Deployment");
        File.WriteAllText(PolicyFile, (string)objects.Single(o => (string?)o["kind"] is "ConfigMap")["data"]!["policies.yaml"]!);
        var container = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!;
        _environment = (container["env"]?.AsArray() ?? [])
            .Where(v => v!["value"] is not null)
            .ToDictionary(v => (string)v!["name"]!, v => (string)v!["value"]!);
        _arguments =
        [
            .. container["args"]!
                .AsArray()
                .Select(a => (string)a!)
                .Where(a => !a.StartsWith("--address", StringComparison.Ordinal))
                .Select(a => a.Replace("/policy/policies.yaml", PolicyFile, StringComparison.Ordinal)),
            $"--namespace={Own}",
            "--service=localhost",
        ];
    }

    public Balancer Service { get; } = new();

    public string PolicyFile => Path.Combine(_folder, "policies.yaml");

    /// <summary>Installs it for namespaces with a label.</summary>
    public static async Task<Installation> In(Cluster cluster, string label, string failurePolicy = "Ignore", string? kustomization = null)
    {
        var installation = await Of(cluster, kustomization ?? Repository.Path("deploy", "manifests", "self-managed"));
        installation.Point(label, failurePolicy);
        await installation.Apply(o => !((string?)o["kind"])!.EndsWith("WebhookConfiguration", StringComparison.Ordinal));
        await installation.WriteKubeconfig();
        return installation;
    }

    /// <summary>What somebody else has installed.</summary>
    public static async Task<Installation> Found(Cluster cluster)
    {
        var installation = await Of(cluster, Repository.Path("deploy", "manifests", "self-managed"));
        await installation.WriteKubeconfig();
        return installation;
    }

    private static async Task<Installation> Of(Cluster cluster, string kustomization)
    {
        Assert.SkipWhen(cluster.Obstacle is not null, cluster.Obstacle ?? string.Empty);
        var (code, output, error) = await Kubectl.Run(cluster, ["kustomize", kustomization]);
        Assert.True(code == 0, error);
        var objects = YamlReader.Read(output, kustomization)
            .Cast<YamlDocument.Readable>()
            .Select(d => JsonNode.Parse(d.Root.GetRawText())!.AsObject())
            .Where(o => cluster.Minor >= 21 || (string?)o["kind"] is not "PodDisruptionBudget")
            .ToArray();
        return new Installation(cluster, objects);
    }

    /// <summary>Makes the API server ask; as Flux does it, once a server is ready.</summary>
    public Task ApplyWebhooks() => Apply(o => ((string?)o["kind"])!.EndsWith("WebhookConfiguration", StringComparison.Ordinal));

    /// <summary>Starts a server and puts it behind the Service.</summary>
    public async Task<ServerProcess> Start(string name)
    {
        var server = await ServerProcess.Start(_arguments, _environment, Path.Combine(_folder, "kubeconfig"), name);
        _servers.Add(server);
        Service.Add(server);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await Kubectl.Run(_cluster, ["delete", "mutatingwebhookconfiguration,validatingwebhookconfiguration", Own, "--ignore-not-found"]);
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await Service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The configurations with an address in the Service's place, and for the namespaces of one test.</summary>
    private void Point(string label, string failurePolicy)
    {
        foreach (var webhook in _objects.Where(o => o["webhooks"] is not null).SelectMany(o => o["webhooks"]!.AsArray()))
        {
            var path = (string?)webhook!["clientConfig"]!["service"]!["path"];
            webhook["clientConfig"] = new JsonObject { ["url"] = string.Create(CultureInfo.InvariantCulture, $"https://localhost:{Service.Port}{path}") };
            webhook["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["homelab-storage-e2e"] = label } };
            if ((string?)webhook["failurePolicy"] is "Ignore")
            {
                webhook["failurePolicy"] = failurePolicy;
            }
        }
    }

    private async Task Apply(Func<JsonObject, bool> isWanted)
    {
        var list = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. _objects.Where(isWanted).Select(o => o.DeepClone())]),
        };
        var (code, output, error) = await Kubectl.Run(_cluster, ["apply", "--validate=false", "-f", "-"], list.ToJsonString());
        Assert.True(code == 0, $"{error}{output}");
    }

    /// <summary>A kubeconfig with the service account's own token: the server has the rights that the manifests give, and no others.</summary>
    private async Task WriteKubeconfig()
    {
        var (code, output, error) = await Kubectl.Run(
            _cluster,
            ["create", "--raw", $"/api/v1/namespaces/{Own}/serviceaccounts/homelab-storage/token", "-f", "-"],
            """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":7200}}""");
        Assert.True(code == 0, error);
        using var token = JsonDocument.Parse(output);
        await File.WriteAllTextAsync(Path.Combine(_folder, "kubeconfig"), $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: e2e, cluster: {server: "{{_cluster.Server}}", insecure-skip-tls-verify: true} }]
            users: [{name: server, user: {token: "{{token.RootElement.GetProperty("status").GetProperty("token").GetString()}}"} }]
            contexts: [{name: e2e, context: {cluster: e2e, user: server} }]
            current-context: e2e
            """);
    }
}
