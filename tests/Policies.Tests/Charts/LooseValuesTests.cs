using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using Xunit;

namespace HomelabStorage.Policies.Tests.Charts;

/// <summary>Files of values that neither Flux nor Argo installs: those of the app-template say by themselves what they become.</summary>
public sealed class LooseValuesTests
{
    private const string Values =
        """
        controllers: {main: {containers: {main: {image: {repository: lscr.io/linuxserver/radarr, tag: "5"}}}}}
        persistence: {config: {type: persistentVolumeClaim, size: 1Gi}}
        """;

    private const string Release =
        """
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: other, namespace: home}
        spec: {chart: {spec: {chart: unknown}}}
        """;

    [Theory]
    [InlineData("apps/radarr/values.yaml", "Deployment radarr, PersistentVolumeClaim radarr")]
    [InlineData("apps/radarr/helm/values.yml", "Deployment radarr, PersistentVolumeClaim radarr")]
    [InlineData("apps/radarr-values.yaml", "Deployment radarr, PersistentVolumeClaim radarr")]
    [InlineData("values.yaml", "Deployment release-name, PersistentVolumeClaim release-name")]
    public void They_are_a_release_called_after_their_file_or_folder(string file, string expected) => Assert.Equal(expected, Made((file, Values)));

    [Theory]
    [InlineData("controllers: {main: {containers: {main: {image: 'lscr.io/linuxserver/radarr:5'}}}}", "Deployment radarr", "an image in one piece")]
    [InlineData("controllers: {main: {containers: {main: {env: {TZ: UTC}}}}}", "", "no image: they lie over other values")]
    [InlineData("image: {repository: lscr.io/linuxserver/radarr}\npersistence: {config: {enabled: true}}", "", "the shape of any chart")]
    public void They_have_the_shape_and_an_image(string values, string expected, string why) =>
        Assert.True(Made(("apps/radarr/values.yaml", values)) == expected, why);

    [Fact]
    public void Beside_releases_nobody_knows_whose_they_are() =>
        Assert.Equal(string.Empty, Made(("apps/radarr/values.yaml", Values), ("apps/other.yaml", Release)));

    [Fact]
    public void Beside_a_chart_they_are_others_of_its_values() => Assert.Equal(
        string.Empty,
        Made(("apps/radarr/Chart.yaml", "apiVersion: v2\nname: radarr\n"), ("apps/radarr/values-test.yaml", Values)));

    private static string Made(params (string File, string Text)[] files) => string.Join(", ", Deployed
        .Manifests([.. files.SelectMany(f => ManifestReader.ReadAll(f.Text, f.File))])
        .Where(m => m is Workload or Claim)
        .Select(m => $"{m.Reference.Kind} {m.Name}")
        .Order(StringComparer.Ordinal));
}
