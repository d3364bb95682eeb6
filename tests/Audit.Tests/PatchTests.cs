using System.Text.Json;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What a patch set is found where the patch says it, explained as it will be, and changed nowhere else.</summary>
public sealed class PatchTests : RepositoryTests
{
    private const string Volumes = "spec: {template: {spec: {volumes: [{name: data, nfs: {server: nas, path: /x}, persistentVolumeClaim: null}]}}}";

    private const string Part = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: mealie}\n" + Volumes;

    [Theory]
    [InlineData("patches: [{path: patch.yaml}]", "patch.yaml", Part, "overlay/patch.yaml", 4)]
    [InlineData("patchesStrategicMerge: [patch.yaml]", "patch.yaml", Part, "overlay/patch.yaml", 4)]
    [InlineData(
        "patches:\n  - target: {kind: Deployment}\n    patch: |\n      - op: replace\n        path: /spec/template/spec/volumes/0\n"
            + "        value: {name: data, nfs: {server: nas, path: /x}}",
        "",
        "",
        "overlay/kustomization.yaml",
        6)]
    [InlineData(
        "patches: [{target: {kind: Deployment}, path: patch.json}]",
        "patch.json",
        "[{\"op\": \"replace\", \"path\": \"/spec/template/spec/volumes/0\",\n"
            + "  \"value\": {\"name\": \"data\", \"nfs\": {\"server\": \"nas\", \"path\": \"/x\"}}}]",
        "overlay/patch.json",
        2)]
    public void A_finding_points_at_the_line_of_the_patch_that_set_the_field(string patches, string name, string patch, string file, int line)
    {
        Write("base/kustomization.yaml", "resources: [app.yaml]\n");
        Write("base/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "block", StringComparison.Ordinal)}");
        Write("overlay/kustomization.yaml", $"namespace: home\nresources: [../base]\n{patches}\n");
        if (name.Length > 0)
        {
            Write($"overlay/{name}", patch + "\n");
        }

        Write("classes.yaml", Classes);
        var finding = Finding(isRendered: true);
        Assert.Equal($"{Root}/{file}:{line + (name.Length == 0 ? 2 : 0)}", finding);
    }

    /// <summary>Several apps of one base patch what the base calls it, and give it their own name.</summary>
    [Fact]
    public void A_finding_points_at_the_patch_of_its_own_app()
    {
        Write("base/kustomization.yaml", "resources: [app.yaml]\n");
        Write("base/app.yaml", App);
        Write("all/kustomization.yaml", "namespace: home\nresources: [../first, ../second]\n");
        Write("classes.yaml", Classes);
        foreach (var app in new[] { "first", "second" })
        {
            Write($"{app}/kustomization.yaml", "resources: [../base]\npatches: [{path: patch.yaml, target: {kind: Deployment}}, {target: {kind: Deployment, "
                + $"name: mealie}}, patch: \"- {{op: replace, path: /metadata/name, value: {app}}}\"}}]\n");
            Write($"{app}/patch.yaml", Part + "\n");
        }

        var output = Audit(isRendered: true).Output;
        Assert.All(["first", "second"], app => Assert.Contains($"at {Root}/{app}/patch.yaml:4:", output, StringComparison.Ordinal));
    }

    [Fact]
    public void What_no_patch_set_stays_where_it_was_written()
    {
        Write("base/kustomization.yaml", "resources: [app.yaml]\n");
        Write("base/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}");
        Write(
            "overlay/kustomization.yaml",
            "namespace: home\nresources: [../base]\npatches: [{target: {kind: Deployment}, patch: \"- {op: replace, path: /spec/replicas, value: 1}\"}]\n");
        Write("base/kustomization.yaml", "resources: [app.yaml]\nreplicas: [{name: mealie, count: 1}]\n");
        Write("classes.yaml", Nas);
        Assert.StartsWith($"{Root}/base/app.yaml:", Finding(isRendered: true), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_is_explained_as_it_will_be()
    {
        var kustomize = Environment.GetEnvironmentVariable("KUSTOMIZE");
        Assert.SkipWhen(kustomize is null, "KUSTOMIZE names no kustomize");
        Patched();
        var (code, output, _) = FolderDoor.Run(["explain", "--kustomize", kustomize!, "--for", "Deployment/home/mealie", Root]);
        Assert.Equal(0, code);
        Assert.Contains("class longhorn-sqlite", output, StringComparison.Ordinal);
        Assert.DoesNotContain("sets no storageClassName", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--diff")]
    [InlineData("--fix")]
    public void What_is_patched_on_its_way_is_not_changed_where_it_is_written(string verb)
    {
        Patched();
        var before = File.ReadAllText(Path.Combine(Root, "base/claim.yaml"));
        var (_, output, error) = FolderDoor.Run(["audit", verb, Root]);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Root, "base/claim.yaml")));
        Assert.DoesNotContain("+  storageClassName", output, StringComparison.Ordinal);
        Assert.Contains("overlay/kustomization.yaml patches it on its way: change it there", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_is_not_overwritten()
    {
        Write("claim.yaml", Unclassed.Replace("{name: recipes}", "{name: \"${APP:=recipes}\"}", StringComparison.Ordinal));
        Write("app.yaml", App);
        Write("classes.yaml", Chosen);
        var before = File.ReadAllText(Path.Combine(Root, "claim.yaml"));
        var (_, output, error) = FolderDoor.Run(["audit", "--fix", Root]);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Root, "claim.yaml")));
        Assert.Contains("a variable of Flux stands in it", output + error, StringComparison.Ordinal);
    }

    private void Patched()
    {
        Write("base/kustomization.yaml", "resources: [app.yaml, claim.yaml]\n");
        Write("base/app.yaml", App);
        Write("base/claim.yaml", Unclassed);
        Write(
            "overlay/kustomization.yaml",
            "namespace: home\nresources: [../base]\npatches: [{target: {kind: PersistentVolumeClaim}, patch: \"- {op: add, path: "
                + "/spec/storageClassName, value: longhorn-sqlite}\"}]\n");
        Write("classes.yaml", Chosen);
    }

    private static string Unclassed => Claim.Replace("storageClassName: \"CLASS\", ", string.Empty, StringComparison.Ordinal);

    /// <summary>A class that the policy names, so that it is chosen.</summary>
    private static string Chosen => Classes.Replace("{name: block}", "{name: longhorn-sqlite}", StringComparison.Ordinal);

    private string Finding(bool isRendered)
    {
        var (_, output) = Audit(isRendered, "--format", "json");
        using var report = JsonDocument.Parse(output[..(output.LastIndexOf('}') + 1)]);
        return report.RootElement
            .GetProperty("results")
            .EnumerateArray()
            .Where(r => r.GetProperty("resource").GetProperty("kind").ValueEquals("Deployment"))
            .SelectMany(r => r.GetProperty("findings").EnumerateArray())
            .Where(f => f.GetProperty("rule").ValueEquals("sqlite-on-network-filesystem"))
            .Select(f => $"{f.GetProperty("file").GetString()}:{f.GetProperty("line").GetInt32()}")
            .First();
    }
}
