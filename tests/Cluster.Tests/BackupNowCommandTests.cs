using HomelabStorage.Audit;
using HomelabStorage.Audit.Commands;
using HomelabStorage.Cluster.Connection;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>What <c>backup now</c> says of a claim that it cannot back up.</summary>
public sealed class BackupNowCommandTests : IDisposable
{
    private const string Claims = "api/v1/namespaces/books/persistentvolumeclaims";

    private readonly FakeStore _store = new();
    private readonly ApiServer _server;
    private readonly string _kubeconfig = Path.GetTempFileName();
    private readonly string? _before = Environment.GetEnvironmentVariable("KUBECONFIG");

    public BackupNowCommandTests()
    {
        _server = _store.Connect();
        File.WriteAllText(
            _kubeconfig,
            $"clusters: [{{name: home, cluster: {{server: '{_server.Address}'}}}}]\ncontexts: [{{name: home, context: {{cluster: home, user: me}}}}]\n"
                + "users: [{name: me, user: {token: t}}]\ncurrent-context: home\n");
        Environment.SetEnvironmentVariable("KUBECONFIG", _kubeconfig);
        _store.Put($"{Claims}/linkding-data", """{"metadata": {"name": "linkding-data", "namespace": "books", "uid": "c1"}}""");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("KUBECONFIG", _before);
        File.Delete(_kubeconfig);
        _server.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("books/linkding-dat", "there is no claim books/linkding-dat; did you mean 'books/linkding-data'?\n")]
    [InlineData("nope/nope", "there is no claim nope/nope. There are: books/linkding-data\n")]
    [InlineData("books/linkding-data", "claim books/linkding-data has no CronJob of homelab-storage: ")]
    public async Task A_claim_that_is_not_there_is_said_not_to_be_there(string claim, string said)
    {
        using var error = new StringWriter();
        var command = BackupNowCommand.Make(new Terminal(TextReader.Null, TextWriter.Null, error), TimeProvider.System);
        Assert.Equal(2, await command.Parse([claim]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.StartsWith(said, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_only_one_namespace_may_be_listed_its_claims_are_named()
    {
        _store.Forbidden["GET api/v1/persistentvolumeclaims"] = """{"kind": "Status", "message": "forbidden"}""";
        using var error = new StringWriter();
        var command = BackupNowCommand.Make(new Terminal(TextReader.Null, TextWriter.Null, error), TimeProvider.System);
        Assert.Equal(2, await command.Parse(["books/other"]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("there is no claim books/other. There are: books/linkding-data\n", error.ToString());
    }
}
