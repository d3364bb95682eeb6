using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What a user hears who wants a cluster audited and does not reach one.</summary>
public sealed class ClusterInputTests : IDisposable
{
    private const string Kubeconfig = "apiVersion: v1\nkind: Config\nclusters: [{name: home, cluster: {server: 'https://127.0.0.1:9'}}]\nusers: "
        + "[{name: me, user: {token: secret-token}}]\ncontexts: [{name: home, context: {cluster: home, user: me}}]\ncurrent-context: home\n";

    private const string Both = "--context and --namespace are about a cluster: name files or one of these, not both";

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable("KUBECONFIG");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("KUBECONFIG", _before);
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("audit", "--cluster")]
    [InlineData("audit", "--context", "home")]
    [InlineData("backups", "--context", "home", "-n", "books")]
    [InlineData("backups", "-n", "books")]
    [InlineData("drill")]
    [InlineData("drill", "--last", "--critical", "-n", "media")]
    [InlineData("restore", "books/linkding-data", "--dry-run")]
    [InlineData("recover", "--node", "n2", "--dry-run")]
    [InlineData("explain", "--cluster", "--for", "Deployment/media/sonarr")]
    public void A_server_that_does_not_answer_is_named(params string[] arguments)
    {
        Use(Kubeconfig);
        var (code, output, error) = FolderDoor.Run(arguments);
        Assert.Equal(3, code);
        Assert.Empty(output);
        Assert.Contains("127.0.0.1:9", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody can be asked here", "books/linkding-data")]
    [InlineData("'linkding-data' is not a claim; write NAMESPACE/CLAIM", "linkding-data", "--yes")]
    [InlineData("--at 'yesterday' is not a time; write a day", "books/linkding-data", "--yes", "--at", "yesterday")]
    [InlineData("--undo '../x' is not an id of a restore", "books/linkding-data", "--yes", "--undo", "../x")]
    [InlineData("it goes with neither --at nor --to", "books/linkding-data", "--yes", "--undo", "4f2a91bc", "--to", "other")]
    [InlineData("write the name of a claim in the same namespace", "books/linkding-data", "--yes", "--to", "films/other")]
    public void A_restore_that_is_not_understood_asks_no_cluster(string said, params string[] arguments)
    {
        var (code, _, error) = FolderDoor.Run(["restore", .. arguments]);
        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody can be asked here", "--node", "n2")]
    [InlineData("'--node' is required", "--yes")]
    [InlineData("--accept-loss 'cache' is not a claim; write NAMESPACE/CLAIM", "--node", "n2", "--yes", "--accept-loss", "cache")]
    public void A_recovery_that_is_not_understood_asks_no_cluster(string said, params string[] arguments)
    {
        var (code, _, error) = FolderDoor.Run(["recover", .. arguments]);
        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Kubeconfig, "work", "there is no context 'work' in FILE; there are: home")]
    [InlineData("apiVersion: v1\nkind: Config\n", "work", "there is no context 'work' in FILE; there is no context at all")]
    [InlineData(
        "contexts: [{name: home, context: {}}, {name: away, context: {}}]\n",
        null,
        "FILE has no current-context; name one with --context; there are: home, away")]
    [InlineData(
        "contexts: [{name: home, context: {cluster: gone}}]\ncurrent-context: home\n",
        null,
        "context 'home' of FILE names cluster 'gone', which is not in it")]
    [InlineData("", null, "FILE is not a kubeconfig: it has no clusters, users and contexts")]
    [InlineData("hello\n", null, "FILE is not a kubeconfig: it has no clusters, users and contexts")]
    [InlineData("[]\n", null, "FILE is not a kubeconfig: it has no clusters, users and contexts")]
    [InlineData("clusters:\n\t- name: home\n", null, "FILE:1:1 is not a kubeconfig: ")]
    [InlineData("just: [a, file", null, "FILE:2:1 is not a kubeconfig: ")]
    public void What_is_wrong_with_a_kubeconfig_is_said_with_its_name(string kubeconfig, string? context, string said)
    {
        Use(kubeconfig);
        var (code, _, error) = FolderDoor.Run(["audit", "--cluster", .. context is null ? Array.Empty<string>() : ["--context", context]]);
        Assert.Equal(3, code);
        var named = said.Replace("FILE", Path.Combine(_folder, "config"), StringComparison.Ordinal);
        Assert.StartsWith($"no cluster to read: {named}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Environment.SetEnvironmentVariable("KUBECONFIG", Path.Combine(_folder, "missing"));
        var (code, _, error) = FolderDoor.Run(["audit", "--cluster"]);
        Assert.Equal(3, code);
        Assert.Contains(Path.Combine(_folder, "missing"), error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name files or --cluster, not both", "audit", "x.yaml", "--cluster")]
    [InlineData(Both, "audit", "x.yaml", "--context", "home")]
    [InlineData(Both, "explain", "x.yaml", "-n", "media", "--for", "Deployment/media/sonarr")]
    [InlineData("or give --cluster", "audit")]
    public void What_does_not_go_together_is_wrong_usage(string said, params string[] arguments)
    {
        var (code, _, error) = FolderDoor.Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    private void Use(string kubeconfig)
    {
        var file = Path.Combine(_folder, "config");
        File.WriteAllText(file, kubeconfig);
        Environment.SetEnvironmentVariable("KUBECONFIG", file);
    }
}
