using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>Which Flux Kustomization applies a claim.</summary>
public sealed class KustomizationTests
{
    [Theory]
    [InlineData("apps/home/claim.yaml", "x: y", "apps", "the folder it lies in")]
    [InlineData("apps/other/deep/claim.yaml", "x: y", "apps-other", "the longer of two paths")]
    [InlineData("repository/apps/home/claim.yaml", "x: y", "apps", "the repository's root may be anywhere above")]
    [InlineData("a/b/infra/c/claim.yaml", "x: y", "infra", "a path may begin and end in the middle")]
    [InlineData("appsx/claim.yaml", "x: y", "", "half a name is another folder")]
    [InlineData("claim.yaml", "x: y", "", "no folder, no path")]
    [InlineData(
        "infra/claim.yaml",
        "kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system",
        "apps",
        "Flux's own labels know better")]
    [InlineData(
        "infra/claim.yaml",
        "kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: elsewhere",
        "",
        "even where they lead nowhere")]
    [InlineData("infra/claim.yaml", "kustomize.toolkit.fluxcd.io/name: apps", "infra", "half of the labels is none")]
    public void A_claim_is_applied_by_what_its_labels_or_its_folder_say(string file, string labels, string expected, string why)
    {
        static string Flux(
            string name,
            string path) =>
                $"---\n{{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {{name: {name}, namespace: flux-system}}, "
                    + $"spec: {{path: ./{path}}}}}\n";
        var scene = new Scene(
            string.Empty,
            ("flux.yaml", Flux("apps", "apps") + Flux("apps-other", "apps/other") + Flux("infra", "infra")),
            (file, $"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: home, labels: {{{labels}}}}}, spec: {{}}}}\n"));
        var found = scene.Claim("data").Kustomization?.Name ?? string.Empty;
        Assert.True(string.Equals(expected, found, StringComparison.Ordinal), $"{why}: {found}");
    }

    [Fact]
    public void Without_any_there_is_none() =>
        Assert.Null(Scene.Of("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {}}").Claim("data").Kustomization);
}
