using System.Globalization;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>docs/operating.md, command by command, from installing to uninstalling. In a cluster of its own that deletes namespaces, too.</summary>
public sealed class OperatingTests : IAsyncLifetime
{
    private static readonly string[] NotHere = ["Flux", "cert-manager", "the Prometheus operator"];
    private static readonly Page Operating = Page.Read("operating.md");

    private readonly Cluster _cluster = new() { Controllers = "deployment,replicaset,namespace,garbagecollector" };

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void Every_command_can_be_run_or_says_what_it_needs()
    {
        Assert.Empty(Operating.Asides);
        Assert.All(
            Operating.Commands,
            c => Assert.True(
                c.Needs is "" or "OpenReports" || NotHere.Contains(c.Needs, StringComparer.Ordinal) || MinorOf(c) > 0,
                $"{c.Text}: nothing is known of what it needs"));
        Assert.True(Operating.Commands.Count(c => c.Needs.Length == 0) > 12, "the page is read, and most of its commands are");
    }

    [Fact]
    public async Task The_page_does_what_it_says_and_leaves_nothing_but_annotations()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(!Assets.HasControllers, "namespaces are deleted by kube-controller-manager, which is not here");
        using var terminal = new Terminal(_cluster);
        var media = await Home.In(_cluster, "media");
        await media.Must(["apply", "-f", "-"], Installed.Manifest("openreports.yaml"));
        await media.Must(["wait", "--for=condition=Established", "crd", "--all"]);
        await media.Must(["apply", "-f", "-"], Installed.Manifest("linkding.yaml"));
        await media.Must(["apply", "-f", "-"], Claim("linkding-data", "truenas-nfs", "homelab-storage.io/requested-storage-class: ''"));
        await media.Must(
            ["apply", "-f", "-"],
            Claim(
                "chosen",
                "longhorn-sqlite",
                "homelab-storage.io/requested-storage-class: truenas-nfs, homelab-storage.io/backup-keep: '7', mine: yes-it-is"));
        await File.WriteAllTextAsync(terminal.In("manifest.yaml"), Installed.Manifest("probe.yaml"), TestContext.Current.CancellationToken);
        var before = await Objects(terminal);

        await Run(terminal, "Install");
        await using var installation = await Installation.Found(_cluster);
        var server = await installation.Start("leader");
        await Eventually.Holds("there are reports", async () => (await media.Must(["get", "reports", "-o", "name"])).Output.Length > 0);
        foreach (var section in Operating.Commands
            .Select(c => c.Section)
            .Distinct(StringComparer.Ordinal)
            .Where(s => s is not ("Install" or "Certificates" or "Uninstall")))
        {
            await Run(terminal, section);
        }

        await terminal.Run("kubectl -n homelab-storage delete secret homelab-storage-tls");
        await Run(terminal, "Certificates");
        await Eventually.Holds(
            "the leader fills the Secret",
            async () => (await terminal.Run("kubectl -n homelab-storage get secret homelab-storage-tls -o "
                + "jsonpath='{.data}'")).Output.Contains("tls.key", StringComparison.Ordinal));

        // Something changes just before, so that the leader, who has not heard of it, is about to write its reports again.
        await media.Must(["label", "namespace", "media", "homelab-storage.io/ignore-"]);
        await media.Must(["label", "deployment/linkding", "touched=yes"]);
        var said = await Run(terminal, "Uninstall");
        Assert.Equal("media/chosen: longhorn-sqlite", said[0].TrimEnd());

        // kubectl waits for what it deletes, except when it did not know one of the kinds (see IsOld).
        await Eventually.Holds(
            "the namespace is gone",
            async () => (await terminal.Run("kubectl get namespace homelab-storage --ignore-not-found")) is { Code: 0, Output: "" });
        var left = (await Objects(terminal))
            .Except(before, StringComparer.Ordinal)
            .Where(o => !o.Contains(" media/", StringComparison.Ordinal) || o.Contains("Report", StringComparison.Ordinal));
        Assert.Empty(left);
        Assert.Equal(
            """{"mine":"yes-it-is"}""",
            (await terminal.Run("kubectl -n media get pvc chosen -o go-template='{{range $k, $v := .metadata.annotations}}{{if eq $k "
                + "\"mine\"}}{\"mine\":\"{{$v}}\"}{{else if ne (printf \"%.7s\" $k) \"kubectl\"}}{{$k}}{{end}}{{end}}'")).Output);
        Assert.Contains("became leader", server.Log, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> Run(Terminal terminal, string section)
    {
        var said = new List<string>();
        foreach (var command in Operating.Commands.Where(c => c.Section == section
            && !NotHere.Contains(c.Needs, StringComparer.Ordinal)
            && MinorOf(c) <= _cluster.Minor))
        {
            var (code, output, error) = await terminal.Run(command.Text);
            var isFound = code == 1 && command.Text.StartsWith("homelab-storage audit", StringComparison.Ordinal); // findings, which are there
            Assert.True(code == 0 || isFound || IsOld(error), $"{command.Text}\nended with {code}:\n{output}{error}");
            said.Add(output);
        }

        return said;
    }

    /// <summary>The page is for Kubernetes 1.28; one before 1.21 does not know one of the kinds, and does the rest.</summary>
    private bool IsOld(string error) => _cluster.Minor < 21
        && error
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => !l.StartsWith("Warning:", StringComparison.Ordinal))
            .ToArray() is { Length: > 0 } lines
        && Array.TrueForAll(
            lines,
            l => l is "ensure CRDs are installed first"
                || l.Contains("no matches for kind \"PodDisruptionBudget\" in version \"policy/v1\"", StringComparison.Ordinal));

    private static int MinorOf(Page.Command command) =>
        command.Needs.StartsWith("Kubernetes 1.", StringComparison.Ordinal)
            ? int.Parse(command.Needs.AsSpan("Kubernetes 1.".Length), CultureInfo.InvariantCulture)
            : 0;

    /// <summary>Everything there is, but for what comes and goes by itself.</summary>
    private static async Task<IReadOnlyList<string>> Objects(Terminal terminal)
    {
        var (code, output, error) = await terminal.Run(
            """
            others='events|events\.events\.k8s\.io|endpoints|endpointslices\.discovery\.k8s\.io|componentstatuses|apiservices\.apiregistration\.k8s\.io'
            kinds=$(kubectl api-resources --verbs=list -o name | grep -vE "^($others)$" | paste -sd,)
            kubectl get "$kinds" -A -o go-template='{{range .items}}{{.kind}} {{with .metadata.namespace}}{{.}}/{{end}}{{.metadata.name}}{{"\n"}}{{end}}'
            """);
        Assert.True(code == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Claim(string name, string storageClass, string annotations) =>
        Installed.Manifest("claim.yaml")
            .Replace("{name: linkding-data}", $"{{name: {name}, annotations: {{{annotations}}}}}", StringComparison.Ordinal)
            .Replace("CLASS", storageClass, StringComparison.Ordinal);
}
