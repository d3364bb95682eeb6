using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Templates;

namespace HomelabStorage.Policies.Charts;

/// <summary>What the dot of a chart's templates holds: values, release, chart, and what Helm says of the cluster.</summary>
internal static class ChartDot
{
    /// <summary>Charts ask for the version to leave out what is old.</summary>
    private const string Kubernetes = "v1.34.0";

    public static GoMap Of(ChartRelease asked, LocalChart chart, JsonElement values, string ns, string path) => new()
    {
        ["Values"] = GoValue.Of(values) is GoMap map ? map : [],
        ["Release"] = new GoMap
        {
            ["Name"] = asked.ReleaseName,
            ["Namespace"] = ns.Length > 0 ? ns : "default",
            ["Service"] = "Helm",
            ["IsInstall"] = true,
            ["IsUpgrade"] = false,
            ["Revision"] = 1L,
        },
        ["Chart"] = new GoMap
        {
            ["Name"] = chart.Name,
            ["Version"] = chart.Version,
            ["AppVersion"] = chart.AppVersion,
            ["Type"] = "application",
        },
        ["Capabilities"] = new GoMap
        {
            ["KubeVersion"] = new GoMap { ["Version"] = Kubernetes, ["GitVersion"] = Kubernetes, ["Major"] = "1", ["Minor"] = "34" },
            ["APIVersions"] = new GoMap { ["Has"] = (Func<object?[], object?>)(_ => true) },
            ["HelmVersion"] = new GoMap { ["Version"] = "v3.19.0" },
        },
        ["Template"] = new GoMap { ["Name"] = path, ["BasePath"] = $"{chart.Name}/{ManifestReading.ChartTemplate.FolderName}" },
        ["Subcharts"] = new GoMap(),
        ["Files"] = new GoMap
        {
            ["Get"] = Unseen,
            ["GetBytes"] = Unseen,
            ["Glob"] = Unseen,
            ["Lines"] = Unseen,
            ["AsConfig"] = Unseen,
            ["AsSecrets"] = Unseen,
        },
    };

    private static readonly Func<object?[], object?> Unseen = asked =>
        throw new TemplateException($"it takes in the file {(asked.Length > 0 ? GoValue.Text(asked[0]) : string.Empty)} of the chart");
}
