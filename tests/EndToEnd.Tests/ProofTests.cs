using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// A backup has to prove itself: what an operator writes into a status is seen, believed for a while, and no longer. In a cluster of its own, because what
/// is installed sees all of it.
/// </summary>
public sealed class ProofTests : IAsyncLifetime
{
    private const string Plans = "/apis/volsync.backube/v1alpha1/namespaces/proof/replicationsources/plan";

    /// <summary>Every fifteen seconds, so that two intervals can be waited for.</summary>
    private const string Plan =
        """
        apiVersion: volsync.backube/v1alpha1
        kind: ReplicationSource
        metadata: {name: plan}
        spec: {sourcePVC: linkding-data, paused: false, trigger: {schedule: "@every 15s"}, restic: {repository: r, copyMethod: Direct}}
        """;

    private readonly Cluster _cluster = new() { Controllers = string.Empty };

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_backup_softens_a_denial_while_it_is_new_and_when_it_has_run_in_time()
    {
        await using var installation = await Installation.In(_cluster, "proof");
        var home = await Home.In(_cluster, "proof");
        await home.Must(["apply", "-f", "-"], Installed.Manifest("openreports.yaml"));
        await home.Must(["apply", "-f", "-"], Installed.Manifest("replicationsources.yaml"));
        await home.Must(["wait", "--for=condition=Established", "crd", "--all"]);
        var server = await installation.Start("one");
        await installation.ApplyWebhooks();
        await Eventually.Holds(
            "the server is asked",
            async () => (await home.Try(
                ["apply", "--dry-run=server", "-f", "-"],
                Installed.Manifest("probe.yaml"))).Error.Contains("[storage-class-not-found]", StringComparison.Ordinal));
        await home.Must(["apply", "-f", "-"], Installed.Manifest("linkding.yaml"));
        await Answers(home, "nothing backs it up, so it is refused", isRefused: true, "[critical-data-on-node-local]");

        // A plan is believed while there is no claim, and as long as the claim is younger than two intervals.
        await home.Must(["apply", "-f", "-"], Plan);
        await Answers(home, "a plan is enough for a claim to come", isRefused: false, "ReplicationSource proof/plan has to succeed by ");
        await home.Must(["apply", "-f", "-"], Claim);
        await Answers(home, "the deadline is named", isRefused: false, "ReplicationSource proof/plan has to succeed by ");
        await Answers(
            home,
            "two intervals later it had its time",
            isRefused: true,
            "ReplicationSource proof/plan does not count as a backup: it had time to run, and has not succeeded");

        // What ran is believed for two intervals, and no longer, though nothing else changes.
        await Ran(home);
        await Answers(home, "it ran", isRefused: false, "ReplicationSource proof/plan backs it up every 15s (ran ");
        await Answers(home, "what ran once has to run again", isRefused: true, "ReplicationSource proof/plan does not count as a backup: its last success, ");

        await Eventually.Holds(
            "the report on linkding says so, too",
            async () => (await home.Must(["get", "reports.openreports.io", "-o", "json"])).Output.Contains(
                "does not count as a backup: its last success, ",
                StringComparison.Ordinal));

        await home.Must(["patch", "replicationsource", "plan", "--type=merge", "-p", """{"spec": {"paused": true}}"""]);
        await Answers(home, "a paused plan covers nothing", isRefused: true, "ReplicationSource proof/plan does not count as a backup: it is paused");
        Assert.DoesNotContain("forbidden", server.Log, StringComparison.Ordinal);

        // Not being allowed to look is no absence.
        await Forbid();
        await server.Kill();
        installation.Service.Remove(server);
        await installation.Start("two");
        await Answers(
            home,
            "what may not be seen refuses nothing",
            isRefused: false,
            "whether VolSync backs it up is not known");
    }

    private static string Second => Installed.Manifest("linkding.yaml").Replace("{name: linkding}", "{name: second}", StringComparison.Ordinal);

    private static string Claim => Installed.Manifest("claim.yaml").Replace("CLASS", "local-path", StringComparison.Ordinal);

    /// <summary>
    /// What the claim is told as long as there is none, and then a second app on it: something new each time, because an update is not refused for
    /// what was so before.
    /// </summary>
    private static async Task Answers(Home home, string what, bool isRefused, string said)
    {
        var last = string.Empty;
        try
        {
            await Eventually.Holds(what, async () =>
            {
                var isThere = (await home.Try(["get", "pvc", "linkding-data"])).Code == 0;
                var (code, _, error) = await home.Try(["apply", "--dry-run=server", "-f", "-"], isThere ? Second : Claim);
                last = error;
                return code != 0 == isRefused && error.Contains(said, StringComparison.Ordinal);
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{what}: {last}");
        }
    }

    /// <summary>What the operator writes when a copy has been made.</summary>
    private static async Task Ran(Home home)
    {
        var plan = JsonNode.Parse((await home.Must(["get", "--raw", Plans])).Output)!;
        plan["status"] = new JsonObject { ["lastSyncTime"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) };
        await home.Must(["replace", "--raw", $"{Plans}/status", "-f", "-"], plan.ToJsonString());
    }

    /// <summary>Takes from the role the right to see the plans.</summary>
    private async Task Forbid()
    {
        var (_, output, _) = await Kubectl.Run(_cluster, ["get", "clusterrole", "homelab-storage", "-o", "json"]);
        var role = JsonNode.Parse(output)!;
        foreach (var rule in role["rules"]!.AsArray())
        {
            var resources = rule!["resources"]?.AsArray();
            if (resources?.FirstOrDefault(r => (string?)r is "replicationsources") is { } plans)
            {
                resources.Remove(plans);
                if (resources.Count == 0)
                {
                    resources.Add("none");
                }
            }
        }

        var (code, _, error) = await Kubectl.Run(_cluster, ["replace", "-f", "-"], role.ToJsonString());
        Assert.True(code == 0, error);
    }
}
