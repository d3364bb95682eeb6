using HomelabStorage.Policies.Mutation;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

public sealed class ClassTests(Cluster cluster)
{
    private const string Record = ".metadata.annotations.homelab-storage\\.io/requested-storage-class";
    private const string Class = ".spec.storageClassName";
    private const string Claim = "pvc/linkding-data";

    private static string Fixing(string policy) => policy + "\nrules:\n  - {rule: sqlite-on-network-filesystem, action: fix}\n";

    [Fact]
    public async Task The_default_class_gives_way_to_the_matrix_and_Flux_sees_no_drift()
    {
        await using var webhook = await Installed.In(cluster, "defaulted");
        await Ready(webhook, Installed.Manifest("linkding.yaml"));
        var applied = await Ready(webhook, Unasked);
        Assert.Contains(
            "Warning: [storage-class-not-chosen] claim linkding-data: storageClassName longhorn-sqlite in place of the default local-path",
            applied.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("sets no storageClassName", applied.Error, StringComparison.Ordinal);
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));
        await NothingIsWritten(webhook, Unasked);
    }

    [Fact]
    public async Task The_pin_holds_against_every_way_of_asking_again()
    {
        await using var webhook = await Installed.In(cluster, "pinned", Fixing);
        await IsRewritten(webhook);

        await NothingIsWritten(webhook, Asking("truenas-nfs"));                           // Flux, again and again
        Assert.True((await webhook.Flux.Apply(Asking("truenas-nfs"))).IsReady);           // helm-controller, which compares nothing
        await webhook.Must(["apply", "-f", "-"], Asking("truenas-nfs"));                  // kubectl's and Helm's three-way merge
        await webhook.Must(["apply", "-f", "-"], Asking("truenas-nfs"));
        await webhook.Must(["replace", "-f", "-"], Asking("truenas-nfs"));                // a PUT that knows nothing of our record
        await webhook.Must(["replace", "-f", "-"], Asking("longhorn-sqlite"));            // and one that knows what there is
        Assert.Equal("truenas-nfs", await webhook.Field(Claim, Record));
        await webhook.Must(["patch", Claim, "--type=merge", "-p", """{"spec":{"storageClassName":"truenas-nfs"}}"""]);
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));
        Assert.Equal("truenas-nfs", await webhook.Field(Claim, Record));
        await NothingIsWritten(webhook, Asking("truenas-nfs"));
    }

    [Fact]
    public async Task The_pin_holds_against_every_way_of_asking_for_no_class_again()
    {
        await using var webhook = await Installed.In(cluster, "pinned-none");
        await Ready(webhook, Installed.Manifest("linkding.yaml"));
        await webhook.Must(["apply", "-f", "-"], Unasked);                                // kubectl's and Helm's three-way merge
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));

        await webhook.Must(["apply", "-f", "-"], Unasked);
        await webhook.Must(["replace", "-f", "-"], Unasked);                              // helm upgrade --force
        await webhook.Must(["apply", "-f", "-"], Asking("null"));
        await webhook.Must(["patch", Claim, "--type=merge", "-p", """{"spec":{"storageClassName":null}}"""]);
        await webhook.Must(["replace", "-f", "-"], Unasked);                              // the record outlives a replace
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));
        Assert.Equal("storage-class-not-chosen", await webhook.Field(Claim, Record.Replace("requested-storage-class", "chosen-by", StringComparison.Ordinal)));

        foreach (var third in new[] { "local-path", "\"\"" })
        {
            var (code, _, error) = await webhook.Try(["replace", "-f", "-"], Asking(third));
            Assert.NotEqual(0, code);
            Assert.Contains("immutable", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_right_class_written_in_Git_at_last_is_taken()
    {
        await using var webhook = await Installed.In(cluster, "written", Fixing);
        await IsRewritten(webhook);
        await Ready(webhook, Asking("longhorn-sqlite"));
        await NothingIsWritten(webhook, Asking("longhorn-sqlite"));
    }

    [Fact]
    public async Task A_third_class_gets_the_API_servers_own_refusal()
    {
        await using var webhook = await Installed.In(cluster, "third", Fixing);
        await IsRewritten(webhook);
        var (isReady, _, error) = await webhook.Flux.Reconcile(Asking("local-path"));
        Assert.False(isReady);
        Assert.Contains("immutable", error, StringComparison.Ordinal);
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));
    }

    [Fact]
    public async Task A_forged_record_changes_nothing()
    {
        await using var webhook = await Installed.In(cluster, "forged");
        await webhook.Must(["apply", "-f", "-"], Asking("longhorn-sqlite"));
        var forged = Asking("truenas-nfs").Replace(
            "{name: linkding-data}",
            "{name: linkding-data, annotations: {homelab-storage.io/requested-storage-class: truenas-nfs}}",
            StringComparison.Ordinal);
        var (code, _, error) = await webhook.Try(["apply", "-f", "-"], forged);
        Assert.NotEqual(0, code);
        Assert.Contains("immutable", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_webhook_only_the_request_that_needs_it_fails()
    {
        await using var webhook = await Installed.In(cluster, "stopped", Fixing);
        Assert.SkipWhen(cluster.Minor < 28, $"matchConditions need Kubernetes 1.28; this is 1.{cluster.Minor}");
        await IsRewritten(webhook);
        await webhook.Stop();
        await webhook.Must(["label", Claim, "a=b"]);
        await webhook.Must(["patch", Claim, "--type=merge", "-p", """{"spec":{"resources":{"requests":{"storage":"5Gi"}}}}"""]);
        var (isReady, _, error) = await webhook.Flux.Reconcile(Asking("truenas-nfs"));
        Assert.False(isReady);
        Assert.Contains("failed calling webhook \"pin.homelab-storage.io\"", error, StringComparison.Ordinal);
        await webhook.Start();
        await Eventually.Holds("Flux's retry succeeds", async () => (await webhook.Flux.Reconcile(Asking("truenas-nfs"))).IsReady);
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));
    }

    [Fact]
    public async Task The_pin_policy_holds_while_the_webhook_is_away()
    {
        await using var webhook = await Installed.In(cluster, "policy", Fixing);
        Assert.SkipWhen(cluster.Minor < 36, $"MutatingAdmissionPolicy is admissionregistration.k8s.io/v1 from Kubernetes 1.36 on; this is 1.{cluster.Minor}");
        var policy = PinPolicy.Manifest.Replace(
            "  policyName: homelab-storage-pin\n",
            $"  policyName: homelab-storage-pin\n  matchResources: {{namespaceSelector: {{matchLabels: {{homelab-storage-e2e: {webhook.Namespace}}}}}}}\n",
            StringComparison.Ordinal);
        await webhook.Must(["apply", "-f", "-"], policy);
        await IsRewritten(webhook);
        await webhook.Stop();
        await Eventually.Holds("the policy is in force", async () => (await webhook.Flux.Reconcile(Asking("truenas-nfs"))).IsReady);
        await NothingIsWritten(webhook, Asking("truenas-nfs"));
        await webhook.Must(["replace", "-f", "-"], Asking("truenas-nfs"));
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));
        Assert.Equal("truenas-nfs", await webhook.Field(Claim, Record));
        Assert.False((await webhook.Flux.Reconcile(Asking("local-path"))).IsReady);
        await webhook.Start();
        await webhook.Must(["delete", Claim, "--wait=false"]);
        await Eventually.Holds("a claim without a class is made", async () => (await webhook.Try(["create", "-f", "-"], Unasked)).Code == 0);
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));
        await webhook.Stop();
        await webhook.Must(["replace", "-f", "-"], Unasked);
        await webhook.Must(["replace", "-f", "-"], Unasked);
        await webhook.Must(["patch", Claim, "--type=merge", "-p", """{"spec":{"storageClassName":null}}"""]);
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));
        await webhook.Must(["delete", "-f", "-"], policy);
    }

    [Theory]
    [InlineData("Ignore", true)]
    [InlineData("Fail", false)]
    public async Task While_the_webhook_is_away_its_failurePolicy_decides(string failurePolicy, bool isMade)
    {
        await using var webhook = await Installed.In(cluster, $"away-{(isMade ? "ignored" : "failing")}", failurePolicy: failurePolicy);
        await webhook.Stop();
        var (code, _, error) = await webhook.Try(["apply", "-f", "-"], Asking("longhorn-sqlite"));
        Assert.Equal(isMade, code == 0);
        Assert.Equal(!isMade, error.Contains("failed calling webhook", StringComparison.Ordinal));
        await webhook.Start();
        await Eventually.Holds("a retry succeeds", async () => (await webhook.Try(["apply", "-f", "-"], Asking("longhorn-sqlite"))).Code == 0);
    }

    /// <summary>Linkding, and its claim that Git wants on NFS and we put on Longhorn.</summary>
    private static async Task IsRewritten(Installed webhook)
    {
        await Ready(webhook, Installed.Manifest("linkding.yaml"));
        await Ready(webhook, Asking("truenas-nfs"));
        Assert.Equal("longhorn-sqlite", await webhook.Field(Claim, Class));
        Assert.Equal("truenas-nfs", await webhook.Field(Claim, Record));
    }

    private static async Task<Flux.Outcome> Ready(Installed webhook, string manifest)
    {
        var outcome = await webhook.Flux.Reconcile(manifest);
        Assert.True(outcome.IsReady, outcome.Error);
        return outcome;
    }

    private static async Task NothingIsWritten(Installed webhook, string manifest)
    {
        var before = await webhook.Field(Claim, ".metadata.resourceVersion");
        for (var time = 0; time < 3; time++)
        {
            Assert.False((await Ready(webhook, manifest)).IsApplied);
        }

        Assert.Equal(before, await webhook.Field(Claim, ".metadata.resourceVersion"));
    }

    private static string Unasked => Asking("CLASS").Replace("storageClassName: CLASS, ", string.Empty, StringComparison.Ordinal);

    private static string Asking(string storageClass) => Installed.Manifest("claim.yaml").Replace("CLASS", storageClass, StringComparison.Ordinal);
}
