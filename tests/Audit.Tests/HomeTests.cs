using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What controllers apply of other repositories is named, and never looked for in the one at hand.</summary>
public sealed class HomeTests : RepositoryTests
{
    private const string Sources =
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: SOURCE, namespace: flux-system}
        spec: {url: "URL"}
        """;

    [Theory]
    [InlineData("path: ./deploy", "deploy of GitRepository upstream")]
    [InlineData("path: ./", "everything of GitRepository upstream")]
    [InlineData("prune: true", "everything of GitRepository upstream")]
    [InlineData("path: ./elsewhere", "elsewhere of GitRepository upstream")]
    public void Flux_applies_folders_of_the_repository_they_are_of(string path, string named)
    {
        Own();
        Write("cluster/upstream.yaml",
            $$"""
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: upstream, namespace: flux-system}
            spec: {sourceRef: {kind: GitRepository, name: upstream}, targetNamespace: other, {{path}}}
            ---
            {{Sources.Replace("SOURCE", "upstream", StringComparison.Ordinal).Replace("URL", "https://git.example.org/other/thing", StringComparison.Ordinal)}}
            """);
        var (code, output) = Audit(isRendered: false, "--all", "--strict");
        Assert.Equal(2, code);
        Assert.Contains($"Kustomization flux-system/upstream applies {named}, which is outside the audited folder", output, StringComparison.Ordinal);
        Assert.DoesNotContain(" other/", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./apps/gone")]
    [InlineData("../elsewhere")]
    public void Where_all_that_is_applied_is_elsewhere_nothing_was_judged_and_that_is_no_success(string path)
    {
        Write("flux.yaml", $$"""
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: apps, namespace: flux-system}
            spec: {sourceRef: {kind: GitRepository, name: home}, path: {{path}}}
            """);
        var (code, output) = Audit(isRendered: false);
        Assert.Equal(2, code);
        Assert.DoesNotContain("no object here holds storage", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://git.example.org/other/thing", "deploy", true)]
    [InlineData("https://git.example.org/other/thing", ".", true)]
    [InlineData("https://git.example.org/me/home.git", "deploy", false)]
    [InlineData("git@git.example.org:me/home.git", "deploy", false)]
    [InlineData("https://git.example.org/me/renamed", "deploy", false)]
    [InlineData("https://git.example.org/me/home", "nowhere", true)]
    public void Argo_applies_folders_of_the_repository_they_are_of(string address, string path, bool isElsewhere)
    {
        Argo("own", "https://git.example.org/me/home", "apps/shop");
        Argo("more", "https://git.example.org/me/home", "apps/more");
        Argo("asked", address, path);
        Write("apps/shop/app.yaml", App);
        Write("apps/more/claim.yaml", Claim);
        Write("deploy/claim.yaml", Claim.Replace("recipes", "other", StringComparison.Ordinal));
        var output = Audit(isRendered: false, "--all").Output;
        Assert.Equal(
            isElsewhere,
            output.Contains($"Application argocd/asked applies {(path is "." ? "everything" : path)} of {address}", StringComparison.Ordinal));
    }

    [Fact]
    public void All_of_the_own_repository_is_applied_where_that_is_asked_for()
    {
        Argo("own", "https://git.example.org/me/home", ".");
        Write("kustomization.yaml", "resources: [app.yaml, claim.yaml]\n");
        Write("app.yaml", App);
        Write("claim.yaml", Claim.Replace("CLASS", "nas", StringComparison.Ordinal));
        Write("classes.yaml", Classes);
        Assert.Contains("deny  Deployment home/mealie", Audit(isRendered: false).Output, StringComparison.Ordinal);
    }

    private void Own()
    {
        Flux("cluster", "shop", "substitute: {STORE: nas}");
        Write(
            "cluster/source.yaml",
            Sources.Replace("SOURCE", "flux-system", StringComparison.Ordinal).Replace("URL", "ssh://git@git.example.org/me/home", StringComparison.Ordinal));
        Write("apps/shop/app.yaml", App);
        Write("deploy/claim.yaml", Claim);
    }

    private void Argo(string name, string address, string path) => Write($"argo/{name}.yaml",
        $$"""
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: {{name}}, namespace: argocd}
        spec:
          destination: {server: "https://kubernetes.default.svc", namespace: home}
          source: {repoURL: "{{address}}", path: "{{path}}"}
        """);
}
