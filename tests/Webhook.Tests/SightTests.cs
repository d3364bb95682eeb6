using System.Net;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Sight;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class SightTests
{
    private static readonly string Folder = Repository.Path("tests", "fixtures", "admission-reviews");

    [Fact]
    public async Task Before_everything_is_in_sight_all_passes_with_a_word_and_readiness_says_why()
    {
        await using var server = await TestServer.Start(new Blind());
        var (status, body) = await server.Post("/validate", await Linkding());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"allowed\":true", body, StringComparison.Ordinal);
        Assert.Contains("[not-judged] homelab-storage has not seen the whole cluster yet", body, StringComparison.Ordinal);
        using var ready = await server.Client.GetAsync(new Uri("readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "not ready: not listed yet: pods\n"),
            (ready.StatusCode, await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void The_pin_holds_before_anything_is_in_sight()
    {
        var pinned = new MutationCase("pins-the-class-that-git-asks-for-again");
        var handler = new MutationHandler(new Snapshots(pinned.Snapshot()), new Blind(), new FixedTime(), string.Empty);
        Assert.NotEmpty(Review.Ask(handler, Review.Of(pinned.Sent, pinned.Before)).Patch);
    }

    [Fact]
    public void Nothing_is_chosen_before_everything_is_in_sight()
    {
        var chosen = new MutationCase("chooses-a-class-where-the-default-was-put-in");
        var handler = new MutationHandler(new Snapshots(chosen.Snapshot()), new Blind(), new FixedTime(), string.Empty);
        Assert.Empty(Review.Ask(handler, Review.Of(chosen.Sent)).Patch);
    }

    private static Task<byte[]> Linkding() =>
        File.ReadAllBytesAsync(Directory.GetFiles(Folder, "*validate-create-deployments-linkding*")[0], TestContext.Current.CancellationToken);

    private sealed class Blind : ISight
    {
        public string NotYet => "not listed yet: pods";

        public void Admit(Manifest manifest) => throw new InvalidOperationException("nothing is admitted into what is not known");

        public void Forget(Manifest manifest) => throw new InvalidOperationException("nothing is forgotten that was never seen");

        public ValueTask Seek(Manifest manifest, Inventory known, CancellationToken stop) => throw new InvalidOperationException("nothing is looked for");
    }
}
