using System.Net;
using System.Net.Sockets;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>Nothing is fetched that nobody allowed: whatever a kustomization refers to in the network, nobody there is asked.</summary>
public sealed class RemoteTests : RepositoryTests
{
    [Theory]
    [InlineData("resources: [app.yaml, \"URL/claim.yaml\"]", "")]
    [InlineData("resources: [app.yaml]\ncomponents: [\"URL/component?ref=main\"]", "")]
    [InlineData("resources: [app.yaml]\nhelmCharts: [{name: c, repo: URL, version: \"1\", releaseName: c}]", "")]
    [InlineData("resources: [app.yaml]\nhelmCharts: [{name: c, repo: URL, version: \"1\", releaseName: c}]", "--enable-helm")]
    [InlineData("resources: [app.yaml]\nhelmCharts: [{name: c, repo: \"oci://HOST/charts\", version: \"1\", releaseName: c}]", "--enable-helm")]
    [InlineData("resources: [app.yaml]\nconfigMapGenerator: [{name: v, files: [\"v.txt=URL/v.txt\"]}]", "")]
    [InlineData("resources: [app.yaml]\nsecretGenerator: [{name: v, envs: [\"URL/v.env\"]}]", "")]
    [InlineData("resources: [app.yaml]\nopenapi: {path: \"URL/schema.json\"}", "")]
    [InlineData("resources: [app.yaml]\ncrds: [\"URL/crd.yaml\"]", "")]
    [InlineData("resources: [app.yaml]\npatches: [{path: \"URL/patch.yaml\"}]", "")]
    [InlineData("resources: [app.yaml]\nreplacements: [{path: \"URL/replacement.yaml\"}]", "")]
    [InlineData("resources: [app.yaml]\ntransformers: [\"URL/transformer.yaml\"]", "")]
    [InlineData("resources: [app.yaml]\ngenerators: [\"git::URL/generator\"]", "")]
    public void No_reference_of_a_nested_base_is_followed(string kustomization, string option)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var host = ((IPEndPoint)listener.LocalEndpoint).ToString();
        Write("overlay/kustomization.yaml", "resources: [../middle]\n");
        Write("middle/kustomization.yaml", "resources: [../base]\n");
        Write(
            "base/kustomization.yaml",
            kustomization.Replace("URL", $"http://{host}", StringComparison.Ordinal).Replace("HOST", host, StringComparison.Ordinal) + "\n");
        Write("base/app.yaml", App);
        var output = Audit(isRendered: true, option.Length > 0 ? [option] : []).Output;
        Assert.Contains(
            kustomization.Contains("helmCharts", StringComparison.Ordinal) && option.Length == 0
                ? "folders that were read as written, since kustomize does not run Helm"
                : "it could not be rendered; its files were read as they are",
            output,
            StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }
}
