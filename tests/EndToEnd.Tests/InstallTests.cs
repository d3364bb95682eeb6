using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>The story of the strategy, on what the manifests install. In a cluster of its own, because what is installed sees all of it.</summary>
public sealed class InstallTests : IAsyncLifetime
{
    private readonly Cluster _cluster = new() { Controllers = string.Empty };

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task From_the_manifests_to_a_household_that_is_safe()
    {
        await using var installation = await Installation.In(_cluster, "story");
        var home = await Home.In(_cluster, "story");
        await home.Must(["apply", "-f", "-"], Installed.Manifest("openreports.yaml"));
        var server = await installation.Start("one");
        await installation.ApplyWebhooks();

        await IsAsked(home);

        // Linkding on NFS is refused, whichever half comes last, and Flux is told what to write.
        Assert.True((await home.Flux.Reconcile(Installed.Manifest("linkding.yaml"))).IsReady);
        var refused = await home.Flux.Reconcile(Claim("truenas-nfs"));
        Assert.False(refused.IsReady);
        Assert.Contains(
            "[sqlite-on-network-filesystem] linkding keeps SQLite at /etc/linkding/data, but claim linkding-data is on NFS (class truenas-nfs): "
                + "use longhorn-sqlite.",
            refused.Error,
            StringComparison.Ordinal);

        // What it says to write is accepted.
        Assert.True((await home.Flux.Reconcile(Claim("longhorn-sqlite"))).IsReady);

        // Ollama's cache goes where caches go, and its models where models go.
        Assert.True((await home.Flux.Reconcile(Installed.Manifest("ollama.yaml"))).IsReady);
        Assert.True((await home.Flux.Reconcile(Claim("truenas-nfs", "ollama-cache-pvc"))).IsReady);
        Assert.True((await home.Flux.Reconcile(Claim("truenas-nfs", "ollama-models-pvc"))).IsReady);
        Assert.Equal("local-path", await home.Field("pvc/ollama-cache-pvc", ".spec.storageClassName"));
        Assert.Equal("truenas-nfs", await home.Field("pvc/ollama-models-pvc", ".spec.storageClassName"));
        Assert.False((await home.Flux.Reconcile(Claim("truenas-nfs", "ollama-cache-pvc"))).IsApplied);

        // What was made while nobody was here has a report once somebody is.
        await server.Kill();
        installation.Service.Remove(server);
        Assert.True((await home.Flux.Reconcile(Kuma)).IsReady);
        Assert.True((await home.Flux.Reconcile(Claim("truenas-nfs", "kuma-data"))).IsReady);
        var next = await installation.Start("two");
        await Eventually.Holds(
            "there is a report on what was made meanwhile",
            async () => (await home.Must(["get", "reports.openreports.io", "-o", "json"])).Output.Contains("uptime-kuma keeps "
                + "SQLite", StringComparison.Ordinal));
        await Eventually.Holds(
            "there is an event on it",
            async () => (await home.Must(["get", "events", "-o", "json"])).Output.Contains("SqliteOnNetworkFilesystem", StringComparison.Ordinal));

        await Eventually.Holds(
            "the absence, of a second or two, is named",
            async () => (await home.Must(["get", "events", "-o", "json"])).Output.Contains("AdmittedUnseen", StringComparison.Ordinal));

        // It can be labelled and deleted, but not made worse; and Linkding goes on.
        await home.Must(["label", "deployment/kuma", "a=b"]);
        Assert.True((await home.Flux.Reconcile(Claim("longhorn-sqlite"))).IsReady);

        // Another policy is in force without a restart, and a broken one is not.
        Assert.Equal(0, (await home.Try(["apply", "--dry-run=server", "-f", "-"], Claim("no-such-class", "probe"))).Code);
        var policy = await File.ReadAllTextAsync(installation.PolicyFile, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            installation.PolicyFile,
            policy + "\nrules:\n  - {rule: storage-class-not-found, action: deny}\n",
            TestContext.Current.CancellationToken);
        await Eventually.Holds(
            "the new policy is in force",
            async () => (await home.Try(["apply", "--dry-run=server", "-f", "-"], Claim("no-such-class", "probe"))).Code != 0);
        await File.WriteAllTextAsync(installation.PolicyFile, "matrix: 7\n", TestContext.Current.CancellationToken);
        await Eventually.Holds(
            "the broken policy is counted",
            async () => (await next.Metrics()).Contains("homelab_storage_policy_load_errors_total{} 1", StringComparison.Ordinal));
        Assert.NotEqual(0, (await home.Try(["apply", "--dry-run=server", "-f", "-"], Claim("no-such-class", "probe"))).Code);

        // Whatever it did, it was allowed to by the manifests.
        Assert.DoesNotContain("403: ", server.Log + next.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("forbidden", server.Log + next.Log, StringComparison.Ordinal);
        Assert.Equal(0, await next.Terminate());
    }

    [Fact]
    public async Task A_drain_strands_no_app_whose_owner_is_not_judged()
    {
        // It ran before the webhook came: nothing refused it.
        await using var installation = await Installation.In(_cluster, "drain");
        var home = await Home.In(_cluster, "drain");
        await home.Must(["apply", "-f", "-"], Claim("truenas-nfs"));
        await home.Must(["apply", "-f", "-"], """{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1"}}""");
        await home.Must(["create", "-f", "-"], Installed.Manifest("owned-pod.yaml"));
        await installation.Start("one");
        await installation.ApplyWebhooks();
        await IsAsked(home);

        await home.Must(["drain", "n1", "--grace-period=0", "--timeout=60s"]);
        Assert.Equal(string.Empty, (await home.Must(["get", "pods", "-o", "name"])).Output);

        // The pod comes back, as its owner makes it again; the first pod of another owner is refused.
        var (_, warning) = await home.Must(["create", "-f", "-"], Installed.Manifest("owned-pod.yaml"));
        Assert.Contains("Warning: [sqlite-on-network-filesystem]", warning, StringComparison.Ordinal);
        var (code, _, error) = await home.Try(
            ["create", "-f", "-"],
            Installed.Manifest("owned-pod.yaml")
                .Replace("11111111", "22222222", StringComparison.Ordinal)
                .Replace("wiki-0", "other-0", StringComparison.Ordinal));
        Assert.NotEqual(0, code);
        Assert.Contains("denied the request: [sqlite-on-network-filesystem]", error, StringComparison.Ordinal);
        await Eventually.Holds(
            "the owner is told",
            async () => (await home.Must(["get", "events", "-o", "json"])).Output.Contains("\"kind\": \"CloneSet\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_is_to_be_judged_is_sent()
    {
        Assert.SkipWhen(_cluster.Minor < 28, $"matchConditions need Kubernetes 1.28; this is 1.{_cluster.Minor}");
        await using var installation = await Installation.In(_cluster, "sent", failurePolicy: "Fail");
        var home = await Home.In(_cluster, "sent");
        var server = await installation.Start("one");
        await installation.ApplyWebhooks();
        await IsAsked(home);
        Assert.True((await home.Flux.Reconcile(Claim("longhorn-sqlite"))).IsReady);
        Assert.True((await home.Flux.Reconcile(Installed.Manifest("linkding.yaml"))).IsReady);

        // Nobody answers from here on, so that whatever is sent fails.
        await server.Kill();
        installation.Service.Remove(server);
        await home.Must(["label", "deployment/linkding", "a=b"]);
        await home.Must(["scale", "deployment/linkding", "--replicas=0"]);
        await home.Must(["annotate", "pvc/linkding-data", "a=b"]);
        await home.Must(["create", "-f", "-"], Installed.Manifest("child.yaml"));
        string[] glass = ["--as=somebody", "--as-group=homelab-storage:break-glass", "--as-group=system:masters"];
        await home.Must(["create", "-f", "-", "--dry-run=server", .. glass], Kuma);

        await Fails(["annotate", "pvc/linkding-data", "homelab-storage.io/backup-schedule=0 3 * * *"]);
        await Fails(["annotate", "deployment/linkding", "a=b"]);
        await Fails(["scale", "deployment/linkding", "--replicas=1"]);
        await Fails(["set", "image", "deployment/linkding", "linkding=sissbruecker/linkding:1.42.0"]);
        await Fails(["create", "-f", "-"], Installed.Manifest("child.yaml").Replace("controller: true", "controller: false", StringComparison.Ordinal));
        await Fails(["create", "-f", "-"], Kuma);

        async Task Fails(string[] arguments, string input = "")
        {
            var (code, _, error) = await home.Try(arguments, input);
            Assert.True(code != 0, string.Join(' ', arguments));
            Assert.Contains("failed calling webhook \"validate.homelab-storage.io\"", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_rollout_under_load_loses_no_request()
    {
        await using var installation = await Installation.In(_cluster, "rollout", failurePolicy: "Fail");
        var home = await Home.In(_cluster, "rollout");
        var (one, two) = (await installation.Start("one"), await installation.Start("two"));
        await installation.ApplyWebhooks();
        await IsAsked(home);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var client = new Requests(_cluster, "rollout");
        var load = client.Send(stop.Token);
        foreach (var (old, name) in new[] { (one, "three"), (two, "four") })
        {
            // As a Deployment with maxUnavailable 0 does it: a new one is ready before an old one is told to go.
            await installation.Start(name);
            Assert.Equal(0, await old.Terminate());
            installation.Service.Remove(old);
        }

        await stop.CancelAsync();
        await load;
        Assert.True(client.Answered > 200, $"only {client.Answered} requests were sent");
        Assert.True(client.Lost.IsEmpty, string.Join(Environment.NewLine, client.Lost));
    }

    [Fact]
    public async Task The_API_server_restarts_under_load_and_sight_comes_back()
    {
        await using var installation = await Installation.In(_cluster, "restart");
        var home = await Home.In(_cluster, "restart");
        var server = await installation.Start("one");
        await installation.ApplyWebhooks();
        await IsAsked(home);
        Assert.True((await home.Flux.Reconcile(Installed.Manifest("linkding.yaml"))).IsReady);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var client = new Requests(_cluster, "restart");
        var load = client.Send(stop.Token);
        for (var time = 0; time < 2; time++)
        {
            await _cluster.RestartApiServer();
            Assert.True(await server.IsReady());
        }

        await stop.CancelAsync();
        await load;
        var refused = await home.Flux.Reconcile(Claim("truenas-nfs"));
        Assert.Contains("linkding keeps SQLite", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, await server.Terminate());
    }

    private static Task IsAsked(Home home) => Eventually.Holds(
        "the API server trusts our certificate and asks",
        async () => (await home.Try(
            ["apply", "--dry-run=server", "-f", "-"],
            Installed.Manifest("probe.yaml"))).Error.Contains("[storage-class-not-found]", StringComparison.Ordinal));

    private static string Kuma =>
        Installed.Manifest("linkding.yaml")
            .Replace("sissbruecker/linkding:1.41.0", "louislam/uptime-kuma:2", StringComparison.Ordinal)
            .Replace("/etc/linkding/data", "/app/data", StringComparison.Ordinal)
            .Replace("linkding", "kuma", StringComparison.Ordinal);

    private static string Claim(string storageClass, string name = "linkding-data") =>
        Installed.Manifest("claim.yaml").Replace("CLASS", storageClass, StringComparison.Ordinal).Replace("linkding-data", name, StringComparison.Ordinal);
}
