using System.Net;
using HomelabStorage.Cluster.Connection;
using k8s;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

public sealed class ApiServerTests : IDisposable
{
    private readonly FakeApiServer _fake = new();

    public void Dispose() => _fake.Dispose();

    [Fact]
    public async Task A_token_that_was_rotated_is_read_again_when_the_old_one_is_refused()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "old", TestContext.Current.CancellationToken);
        _fake.OnToken("old", "/api", FakeApiServer.Json("""{"kind":"Status","message":"Unauthorized"}""", HttpStatusCode.Unauthorized));
        _fake.OnToken("new", "/api", FakeApiServer.Json("{}"));
        using var server = ApiServer.Of(() => new KubernetesClientConfiguration { Host = _fake.Address.ToString(), AccessToken = File.ReadAllText(file) });
        var first = await server.Get("api", TestContext.Current.CancellationToken);
        Assert.Equal(401, Assert.IsType<ApiAnswer.Refused>(first).Status);
        await File.WriteAllTextAsync(file, "new", TestContext.Current.CancellationToken);
        Assert.IsType<ApiAnswer.Refused>(await server.Get("api", TestContext.Current.CancellationToken));
        using var second = Assert.IsType<ApiAnswer.Done>(await server.Get("api", TestContext.Current.CancellationToken));
        File.Delete(file);
    }

    [Fact]
    public async Task A_refusal_has_the_API_servers_own_words()
    {
        _fake.On("GET", "/api", FakeApiServer.Json("""{"kind":"Status","message":"pods is forbidden"}""", HttpStatusCode.Forbidden));
        using var server = _fake.Connect();
        Assert.Equal("403: pods is forbidden", (await server.Get("api", TestContext.Current.CancellationToken)).Complaint);
    }

    [Fact]
    public async Task No_answer_is_a_value_that_names_the_address()
    {
        using var server = ApiServer.Of(() => new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" });
        var answer = Assert.IsType<ApiAnswer.Unreachable>(await server.Get("api", TestContext.Current.CancellationToken));
        Assert.StartsWith("127.0.0.1:1: ", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_none()
    {
        _fake.On("GET", "/api", FakeApiServer.Json("<html>login</html>"));
        using var server = _fake.Connect();
        Assert.IsType<ApiAnswer.Unreachable>(await server.Get("api", TestContext.Current.CancellationToken));
    }
}
