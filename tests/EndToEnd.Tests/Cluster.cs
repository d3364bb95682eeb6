using System.Globalization;
using System.Security.Cryptography;
using HomelabStorage.TestKit;
using Xunit;

[assembly: AssemblyFixture(typeof(HomelabStorage.EndToEnd.Tests.Cluster))]

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>etcd, an API server and the controllers, once for all tests. Without the programs there is none, and the tests are skipped.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-e2e").FullName;
    private readonly List<Running> _programs = [];
    private int _port;
    private bool _diesOfPatches;

    /// <summary>Why no test can run; null when they can.</summary>
    internal string? Obstacle => !Assets.AreThere ? Assets.Missing
        : _diesOfPatches
            ? $"this API server (1.{Minor}) dies of a webhook's patch, as those before 1.24 do when they are compiled by Go 1.18 or newer: "
                + "tests/kube-assets makes one that does not"
        : null;

    /// <summary>What its controllers do, as kube-controller-manager names them; nothing without them.</summary>
    internal string Controllers { get; init; } = "deployment,replicaset,statefulset,job";

    /// <summary>The server's minor version: 29 for 1.29.</summary>
    internal int Minor { get; private set; }

    internal string Folder => _folder;

    /// <summary>The kubeconfig of somebody who may do nothing but what a test gives the user guest.</summary>
    internal string GuestKubeconfig => Path.Combine(_folder, "guest");

    /// <summary>The kubeconfig of an administrator.</summary>
    internal string Kubeconfig => Path.Combine(_folder, "kubeconfig");

    public async ValueTask InitializeAsync()
    {
        if (!Assets.AreThere)
        {
            return;
        }

        var (client, peer) = (FreePort.Next(), FreePort.Next());
        _port = FreePort.Next();
        _programs.Add(new Running("etcd", [
            "--data-dir", Path.Combine(_folder, "etcd"), "--unsafe-no-fsync",
            "--listen-client-urls", Http(client), "--advertise-client-urls", Http(client),
            "--listen-peer-urls", Http(peer), "--initial-advertise-peer-urls", Http(peer),
            "--initial-cluster", $"default={Http(peer)}"]));
        using (var key = RSA.Create(2048))
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "sa.key"), key.ExportRSAPrivateKeyPem());
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "tokens.csv"), "admin,admin,admin,system:masters\nguest,guest,guest\n");
        _programs.Add(new Running("kube-apiserver", [
            "--etcd-servers", Http(client),
            "--bind-address", "127.0.0.1",
            "--secure-port", _port.ToString(CultureInfo.InvariantCulture),
            "--cert-dir", Path.Combine(_folder, "certificates"),
            "--service-account-key-file", Path.Combine(_folder, "sa.key"),
            "--service-account-signing-key-file", Path.Combine(_folder, "sa.key"),
            "--service-account-issuer", "https://kubernetes.default.svc",
            "--token-auth-file", Path.Combine(_folder, "tokens.csv"),
            "--authorization-mode", "RBAC",
            "--disable-admission-plugins", "ServiceAccount",
            "--service-cluster-ip-range", "10.0.0.0/24"]));
        await IsReady();
        var version = (await Kubectl.Run(this, ["get", "--raw", "/version"])).Output;
        Minor = int.Parse(
            System.Text.Json.JsonDocument.Parse(version).RootElement.GetProperty("minor").GetString()!.TrimEnd('+'),
            CultureInfo.InvariantCulture);
        var classes = await Kubectl.Run(this, ["apply", "-f", "-"], Installed.Manifest("classes.yaml"));
        var flux = await Kubectl.Run(
            this,
            ["create", "clusterrolebinding", "flux", "--clusterrole=cluster-admin", "--serviceaccount=flux-system:kustomize-controller"]);
        if (classes.Code + flux.Code != 0)
        {
            throw new InvalidOperationException(classes.Error + flux.Error);
        }

        await File.WriteAllTextAsync(Kubeconfig, ConfigOf("admin"));
        await File.WriteAllTextAsync(GuestKubeconfig, ConfigOf("guest"));
        _diesOfPatches = Minor < 24 && await DiesOfPatches();
        if (Controllers.Length > 0 && Assets.HasControllers && !_diesOfPatches)
        {
            _programs.Add(new Running("kube-controller-manager", [
                "--kubeconfig", Kubeconfig, "--leader-elect=false", $"--controllers={Controllers}", "--cert-dir", Path.Combine(_folder, "controllers"),
                "--service-account-private-key-file", Path.Combine(_folder, "sa.key"), "--secure-port", FreePort.Next().ToString(CultureInfo.InvariantCulture),
                .. Minor < 24 ? ["--port=0"] : Array.Empty<string>()])); // else two of them on one machine quarrel about a port
        }
    }

    public ValueTask DisposeAsync()
    {
        _programs.Reverse();
        _programs.ForEach(p => p.Dispose());
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string ConfigOf(string user) => $$"""
        apiVersion: v1
        kind: Config
        clusters: [{name: e2e, cluster: {server: "{{Server}}", insecure-skip-tls-verify: true} }]
        users: [{name: {{user}}, user: {token: {{user}}} }]
        contexts: [{name: e2e, context: {cluster: e2e, user: {{user}}} }]
        current-context: e2e
        """;

    private async Task<bool> DiesOfPatches()
    {
        await using var webhook = await Installed.In(this, "patches");
        for (var time = 0; time < 5 && !_programs.Exists(p => p.HasEnded); time++)
        {
            await webhook.Try(
                ["apply", "--dry-run=server", "-f", "-"],
                Installed.Manifest("claim.yaml")
                    .Replace("CLASS", "local-path", StringComparison.Ordinal)
                    .Replace("{name: linkding-data}", "{name: patched, annotations: {homelab-storage.io/data: sqlite}}", StringComparison.Ordinal));
        }

        return _programs.Exists(p => p.HasEnded);
    }

    /// <summary>Ends the API server as a crash does, and starts it again.</summary>
    internal async Task RestartApiServer()
    {
        _programs[1].Restart(); // etcd is the first
        await IsReady();
    }

    private Task IsReady() => Eventually.Holds("the API server is ready", async () =>
    {
        MustRun();
        return (await Kubectl.Run(this, ["get", "--raw", "/readyz"])).Code == 0 && (await Kubectl.Run(this, ["get", "namespace", "default"])).Code == 0;
    });

    /// <summary>Fails with its own words when one of the cluster's programs is gone.</summary>
    internal void MustRun() => _programs.ForEach(p => p.MustRun());

    internal string Server => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_port}");

    private static string Http(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}
