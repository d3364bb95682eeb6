using System.Net;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.TestKit;
using Microsoft.Extensions.Time.Testing;
using WireMock.ResponseBuilders;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

public sealed class MissingLinksTests : IDisposable
{
    private const string Path = "/api/v1/namespaces/media/persistentvolumeclaims/data";

    private readonly FakeTimeProvider _time = new();
    private readonly FakeApiServer _fake = new();
    private readonly ApiServer _server;
    private readonly LiveInventory _inventory;
    private readonly MissingLinks _links;
    private Inventory _now = Inventory.Empty;

    public MissingLinksTests()
    {
        _server = _fake.Connect();
        _inventory = new LiveInventory([FakeApiServer.Resource], inventory => _now = inventory, _time);
        _inventory.Replace(FakeApiServer.Resource, []);
        _links = new MissingLinks(_server, _inventory, _time);
    }

    public void Dispose()
    {
        _links.Dispose();
        _inventory.Dispose();
        _server.Dispose();
        _fake.Dispose();
    }

    [Fact]
    public async Task A_claim_that_no_watch_has_told_of_yet_is_found()
    {
        _fake.On(
            "GET",
            Path,
            FakeApiServer.Json(
                """{"kind":"PersistentVolumeClaim","apiVersion":"v1","metadata":{"name":"data","namespace":"media"},"spec":{"storageClassName":"nfs"}}"""));
        await Seek();
        Assert.Equal("nfs", Assert.Single(_now.Claims.All).Spec.Class.Name);
        await Seek();
        Assert.Equal(1, _fake.Count(Path));
    }

    [Fact]
    public async Task A_claim_that_is_not_there_is_not_asked_for_again_at_once()
    {
        _fake.On("GET", Path, FakeApiServer.Json("""{"kind":"Status","message":"not found","code":404}""", HttpStatusCode.NotFound));
        await Seek();
        await Seek();
        Assert.Empty(_now.Claims.All);
        Assert.Equal(1, _fake.Count(Path));
    }

    [Fact]
    public async Task A_slow_API_server_is_not_waited_for()
    {
        _fake.On("GET", Path, Response.Create().WithStatusCode(200).WithDelay(Eventually.Longest * 2));
        var seeking = Seek();
        _time.Advance(TimeSpan.FromSeconds(1));
        await seeking.WaitAsync(Eventually.Longest, TestContext.Current.CancellationToken);
        Assert.Empty(_now.Claims.All);
    }

    [Fact]
    public async Task What_is_in_sight_is_not_asked_for()
    {
        using var document = JsonDocument.Parse("""{"metadata":{"name":"data","namespace":"media"},"spec":{}}""");
        _inventory.Put(FakeApiServer.Resource, Observed.Of(document.RootElement, FakeApiServer.Resource)!);
        _inventory.Believe(_now.Claims.All.FirstOrDefault()
            ?? Assert.IsType<ManifestReading.Understood>(ManifestReader.Read(document.RootElement, "v1", "PersistentVolumeClaim")).Manifest);
        await Seek();
        Assert.Equal(0, _fake.Count(Path));
    }

    private async Task Seek()
    {
        using var document =
            JsonDocument.Parse(
                """
                {
                  "apiVersion": "v1",
                  "kind": "Pod",
                  "metadata": {"name": "p", "namespace": "media"},
                  "spec": {"containers": [], "volumes": [{"name": "d", "persistentVolumeClaim": {"claimName": "data"}}]}
                }
                """);
        await _links.Seek(
            Assert.IsType<ManifestReading.Understood>(ManifestReader.Read(document.RootElement)).Manifest,
            _now,
            TestContext.Current.CancellationToken);
    }
}
