using System.Security.Cryptography.X509Certificates;
using System.Text;
using HomelabStorage.Cluster.Certificates;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.TestKit;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

public sealed class CertificateTests : IDisposable
{
    private const string Secret = "api/v1/namespaces/homelab-storage/secrets/homelab-storage-tls";
    private const string Mutating = "apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/homelab-storage";
    private const string Validating = "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/homelab-storage";

    private static readonly string[] Names = ["homelab-storage.homelab-storage.svc"];

    private readonly FakeStore _store = new();
    private readonly ApiServer _server;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly FakeLogger _log = new();
    private readonly CertificateKeeper _keeper;

    public CertificateTests()
    {
        _server = _store.Connect();
        _keeper = new CertificateKeeper(_server, "homelab-storage", "homelab-storage-tls", "homelab-storage", "homelab-storage", _time, _log);
    }

    public void Dispose()
    {
        _server.Dispose();
        _store.Dispose();
    }

    /// <summary>
    /// Twenty-five years, in steps of ten minutes while something changes and of a day in between. What was shown ten minutes ago still may be.
    /// </summary>
    [Fact]
    public void Through_every_renewal_what_is_shown_is_trusted_and_valid()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var end = now.AddYears(25);
        var secret = CertificatePlan.Next(null, string.Empty, Names, now)!;
        var (leaves, authorities) = (1, 1);
        while (now < end)
        {
            var before = secret;
            var next = CertificatePlan.Next(before, string.Empty, Names, now);
            secret = next ?? before;
            leaves += before.Server == secret.Server ? 0 : 1;
            authorities += string.Equals(before.AuthorityKey, secret.AuthorityKey, StringComparison.Ordinal) ? 0 : 1;

            // Servers may show the old certificate or the new one, and API servers may know the old bundle or the new one.
            foreach (var shown in new[] { before.Server, secret.Server })
            {
                Assert.True(IsTrusted(shown.Certificate, before.Authorities, now), $"at {now:u} the old bundle does not trust what is shown");
                Assert.True(IsTrusted(shown.Certificate, secret.Authorities, now), $"at {now:u} the new bundle does not trust what is shown");
            }

            Assert.InRange(secret.Authorities.Count, 1, 2);
            now += next is null && secret.Authorities.Count == 1 ? TimeSpan.FromDays(1) : CertificatePlan.Spreads;
        }

        Assert.InRange(leaves, 30, 45);
        Assert.InRange(authorities, 3, 4);
    }

    [Fact]
    public void A_certificate_for_other_names_is_made_anew()
    {
        var first = CertificatePlan.Next(null, string.Empty, ["other.svc"], _time.GetUtcNow())!;
        var next = CertificatePlan.Next(first, string.Empty, Names, _time.GetUtcNow())!;
        Assert.Equal(first.Authorities, next.Authorities);
        using var server = X509Certificate2.CreateFromPem(next.Server.Certificate);
        Assert.True(server.MatchesHostname(Names[0]));
    }

    [Fact]
    public async Task The_empty_Secret_is_filled_and_every_webhook_is_told()
    {
        Install();
        await _keeper.Look(TestContext.Current.CancellationToken);
        var bundle = Encoding.UTF8.GetString(Convert.FromBase64String((string)_store[Secret]!["data"]!["ca.crt"]!));
        Assert.All(
            new[] { Mutating, Validating },
            path => Assert.All(
                _store[path]!["webhooks"]!.AsArray(),
                w => Assert.Equal(bundle, Encoding.UTF8.GetString(Convert.FromBase64String((string)w!["clientConfig"]!["caBundle"]!)))));
        var writes = _store.Writes.Count;
        await _keeper.Look(TestContext.Current.CancellationToken);
        Assert.Equal(writes, _store.Writes.Count);
    }

    [Fact]
    public async Task Only_the_three_objects_are_written()
    {
        Install();
        await _keeper.Look(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromDays(300));
        await _keeper.Look(TestContext.Current.CancellationToken);
        Assert.Equal([$"PATCH {Secret}", $"PATCH {Mutating}", $"PATCH {Validating}"], _store.Writes.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_Secret_keeps_the_marks_of_whoever_applied_it()
    {
        _store.Put(Secret, """{"metadata":{"name":"homelab-storage-tls","labels":{"kustomize.toolkit.fluxcd.io/name":"homelab-storage"}}}""");
        await _keeper.Look(TestContext.Current.CancellationToken);
        Assert.Equal("homelab-storage", (string?)_store[Secret]!["metadata"]!["labels"]!["kustomize.toolkit.fluxcd.io/name"]);
        Assert.NotNull(_store[Secret]!["data"]!["tls.key"]);
    }

    [Fact]
    public async Task Configurations_that_are_not_installed_yet_are_told_later()
    {
        _store.Put(Secret, """{"metadata":{"name":"homelab-storage-tls"}}""");
        await _keeper.Look(TestContext.Current.CancellationToken);
        _store.Put(Validating, """{"metadata":{},"webhooks":[{"name":"validate.homelab-storage.io","clientConfig":{"service":{}}}]}""");
        await _keeper.Look(TestContext.Current.CancellationToken);
        Assert.NotNull(_store[Validating]!["webhooks"]![0]!["clientConfig"]!["caBundle"]);
    }

    [Fact]
    public async Task A_Secret_that_was_deleted_is_asked_for_with_growing_waits_and_filled_as_soon_as_it_is_back()
    {
        _store.Forbidden["POST api/v1/namespaces/homelab-storage/secrets"] = """{"kind":"Status","message":"secrets is forbidden","reason":"Forbidden"}""";
        await LookFor(TimeSpan.FromMinutes(6));
        Assert.Equal(3, _store.Writes.Count); // at once, after a minute, after two more
        var said = _log.Collector.GetSnapshot().Where(r => r.Id == 71).ToArray();
        Assert.Equal(3, said.Length);
        Assert.Equal(
            "Secret homelab-storage/homelab-storage-tls could not be written: 403: secrets is forbidden; if it was deleted, create it empty and "
                + "it will be filled: kubectl -n homelab-storage create secret generic homelab-storage-tls",
            said[0].Message);

        _store.Put(Secret, """{"metadata":{"name":"homelab-storage-tls"}}""");
        await _keeper.Look(TestContext.Current.CancellationToken);
        Assert.NotNull(_store[Secret]!["data"]!["tls.key"]);
    }

    [Fact]
    public async Task A_configuration_that_may_not_be_written_is_tried_with_growing_waits()
    {
        Install();
        _store.Forbidden[$"PATCH {Mutating}"] = """{"kind":"Status","message":"mutatingwebhookconfigurations is forbidden","reason":"Forbidden"}""";
        await LookFor(TimeSpan.FromMinutes(6));
        Assert.Equal(3, _store.Writes.Count(w => w.EndsWith(Mutating, StringComparison.Ordinal)));
        Assert.Equal(3, _log.Collector.GetSnapshot().Count(r => r.Id == 74));
    }

    [Theory]
    [InlineData(
        null,
        "Secret homelab-storage/homelab-storage-tls does not exist; create it, and it will be filled: kubectl -n homelab-storage create secret generic "
            + "homelab-storage-tls")]
    [InlineData("""{"metadata":{"name":"homelab-storage-tls"}}""", "Secret homelab-storage/homelab-storage-tls is empty until the leader fills it")]
    public async Task A_server_without_a_certificate_says_what_is_missing(string? secret, string reason)
    {
        if (secret is not null)
        {
            _store.Put(Secret, secret);
        }

        using var stop = new CancellationTokenSource(Eventually.Longest);
        var lack = new TaskCompletionSource<string>();
        var following = _keeper.Follow(_ => { }, why => lack.TrySetResult(why), stop.Token);
        Assert.Equal(reason, await lack.Task.WaitAsync(stop.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task A_Secret_that_holds_rubbish_is_filled_anew()
    {
        _store.Put(Secret, """{"metadata":{"name":"homelab-storage-tls"},"data":{"ca.crt":"bm8=","ca.key":"!","tls.crt":"","tls.key":""}}""");
        await _keeper.Look(TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource(Eventually.Longest);
        var shown = new TaskCompletionSource<KeyPair>();
        var following = _keeper.Follow(pair => shown.TrySetResult(pair), _ => { }, stop.Token);
        using var server = X509Certificate2.CreateFromPem((await shown.Task).Certificate);
        Assert.True(server.MatchesHostname("homelab-storage.homelab-storage.svc"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    private async Task LookFor(TimeSpan howLong)
    {
        var end = _time.GetUtcNow() + howLong;
        for (; _time.GetUtcNow() < end; _time.Advance(CertificateKeeper.Every))
        {
            await _keeper.Look(TestContext.Current.CancellationToken);
        }
    }

    private void Install()
    {
        _store.Put(Secret, """{"metadata":{"name":"homelab-storage-tls"}}""");
        _store.Put(Mutating, """{"metadata":{},"webhooks":[{"name":"a","clientConfig":{"service":{}}},{"name":"b","clientConfig":{"caBundle":"b2xk"}}]}""");
        _store.Put(Validating, """{"metadata":{},"webhooks":[{"name":"c","clientConfig":{"service":{}}}]}""");
    }

    private static bool IsTrusted(string certificate, IReadOnlyList<string> authorities, DateTimeOffset now)
    {
        using var leaf = X509Certificate2.CreateFromPem(certificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        foreach (var authority in authorities)
        {
            chain.ChainPolicy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(authority));
        }

        return chain.Build(leaf);
    }
}
