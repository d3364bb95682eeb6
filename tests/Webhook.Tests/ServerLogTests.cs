using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class ServerLogTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_logs_on_the_console_unless_it_is_told_otherwise(bool isJson)
    {
        using var parts = Parts.Of(
            new ServerSettings { Address = System.Net.IPAddress.Loopback, Port = 0, LogsJson = isJson },
            new Admission.Snapshots(Some.Snapshot()),
            new Certificates.ShownCertificate(TimeProvider.System));
        var log = new ServerLog();
        await using var usual = Server.Build(parts);
        Assert.IsType<ConsoleLoggerProvider>(Assert.Single(usual.Services.GetServices<ILoggerProvider>()));
        await using var told = Server.Build(parts with { Log = (logging, _) => log.AddTo(logging) });
        Assert.Same(log, Assert.Single(told.Services.GetServices<ILoggerProvider>()));
    }

    [Fact]
    public async Task A_server_of_a_test_logs_where_the_test_can_read_it()
    {
        await using var server = await TestServer.Start();
        var (_, answer) = await server.Post(
            "/validate",
            """
            {
              "apiVersion": "admission.k8s.io/v1",
              "kind": "AdmissionReview",
              "request": {
                "uid": "u",
                "operation": "CREATE",
                "object": {
                  "apiVersion": "storage.k8s.io/v1",
                  "kind": "StorageClass",
                  "metadata": {"name": "nfs"},
                  "provisioner": "nfs.csi.k8s.io",
                  "parameters": {"server": "nas", "share": "/pool", "mountOptions": "hard"}
                }
              }
            }
            """u8.ToArray());
        Assert.Contains("\"allowed\":false", answer, StringComparison.Ordinal);
        await Eventually.Holds(
            "the denial is logged",
            () => server.Log.Lines.Any(line => line.Contains(": denied ", StringComparison.Ordinal)),
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public void No_test_starts_a_server_that_logs_on_the_console_of_the_runner()
    {
        var starting = Directory.GetFiles(Repository.Path("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("Server.Build(", StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(starting);
        Assert.All(starting, file => Assert.Contains(nameof(ServerLog), File.ReadAllText(file), StringComparison.Ordinal));
    }
}
