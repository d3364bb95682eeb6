using System.Net;
using System.Net.Sockets;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>
/// Repositories of Flux, Argo and plain overlays: read as they are stored there, and rendered where KUSTOMIZE names a kustomize 5 (<c>tests/kustomize</c>
/// fetches one).
/// </summary>
public sealed class RenderTests : RepositoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Variables_of_Flux_decide_the_class(bool isRendered)
    {
        Flux("cluster", "shop", "substituteFrom: [{kind: ConfigMap, name: settings}]");
        Write("cluster/settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: flux-system}\ndata: {STORE: nas}\n");
        Write("apps/shop/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "${STORE}", StringComparison.Ordinal)}");
        Write("apps/shop/kustomization.yaml", "resources: [app.yaml]\n");
        Write("classes.yaml", Nas);
        var (code, output) = Audit(isRendered);
        Assert.Equal(1, code);
        Assert.Contains("claim recipes is on NFS (class nas)", output, StringComparison.Ordinal);
        Assert.Contains("home/mealie  " + Root + "/apps/shop/app.yaml:1", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Components_that_Flux_adds_are_followed(bool isRendered)
    {
        Flux("cluster", "shop", "substitute: {STORE: nas}", "components: [../../parts/claim]");
        Write("parts/claim/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [claim.yaml]\n");
        Write("parts/claim/claim.yaml", Claim.Replace("CLASS", "${STORE:=block}", StringComparison.Ordinal));
        Write("apps/shop/app.yaml", App);
        Write("classes.yaml", Nas);
        Assert.Contains("claim recipes is on NFS (class nas)", Audit(isRendered).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_patch_will_change_is_not_refused_unrendered()
    {
        Patched();
        var (code, output) = Audit(isRendered: false);
        Assert.Equal(0, code);
        Assert.Contains($"patched by {Root}/overlay/kustomization.yaml", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_patch_changes_is_judged_rendered_and_nothing_is_written_into_the_repository()
    {
        Patched();
        var before = Listing();
        var (code, output) = Audit(isRendered: true);
        Assert.Equal(0, code);
        Assert.DoesNotContain("patched by", output, StringComparison.Ordinal);
        Assert.DoesNotContain("deny", output, StringComparison.Ordinal);
        Assert.Equal(before, Listing());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_cluster_is_judged_on_its_own(bool isRendered)
    {
        foreach (var (cluster, store) in new[] { ("staging", "block"), ("production", "nas") })
        {
            Flux($"clusters/{cluster}", "shop", $"substitute: {{STORE: {store}}}");
        }

        Write("apps/shop/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "${STORE}", StringComparison.Ordinal)}");
        Write(
            "classes.yaml",
            $"{Nas}\n---\n{Class.Replace("CLASS", "block", StringComparison.Ordinal).Replace("PROVISIONER", "driver.longhorn.io", StringComparison.Ordinal)}");
        var output = Audit(isRendered).Output;
        Assert.Contains("app.yaml:1  in production", output, StringComparison.Ordinal);
        Assert.DoesNotContain("deny  Deployment home/mealie  " + Root + "/apps/shop/app.yaml:1  in staging", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_remote_reference_in_a_nested_base_is_found_before_anything_is_started()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Write("overlay/kustomization.yaml", "resources: [../base]\n");
        Write("base/kustomization.yaml", $"resources: [app.yaml, \"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/claim.yaml\"]\n");
        Write("base/app.yaml", App);
        var output = Audit(isRendered: true).Output;
        Assert.Contains("which is not fetched without --allow-remote", output, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Fact]
    public void Nothing_outside_of_the_repository_is_read()
    {
        var outside = Directory.CreateTempSubdirectory("outside-").FullName;
        File.WriteAllText(Path.Combine(outside, "claim.yaml"), Claim);
        Directory.CreateDirectory(Path.Combine(Root, "overlay"));
        File.CreateSymbolicLink(Path.Combine(Root, "overlay", "claim.yaml"), Path.Combine(outside, "claim.yaml"));
        Write("overlay/kustomization.yaml", "resources: [app.yaml, claim.yaml]\n");
        Write("overlay/app.yaml", App);
        Assert.Contains("is outside of the repository", Audit(isRendered: true).Output, StringComparison.Ordinal);
        Directory.Delete(outside, recursive: true);
    }

    private void Patched()
    {
        Write("base/kustomization.yaml", "resources: [app.yaml]\n");
        Write("base/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}");
        Write(
            "overlay/kustomization.yaml",
            "namespace: home\nresources: [../base]\npatches: [{target: {kind: PersistentVolumeClaim}, patch: \"- {op: replace, path: "
                + "/spec/storageClassName, value: block}\"}]\n");
        Write("classes.yaml", Classes);
    }
}
