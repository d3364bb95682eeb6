using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Inventories;

/// <summary>What kustomizations do to manifests on their way to the cluster.</summary>
public sealed class KustomizingTests
{
    private const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: app}, spec: {containers: [{name: c, image: 'nginx:1.27'}, {name: d, "
        + "image: busybox}]}}";

    [Theory]
    [InlineData("{name: nginx, newName: example.com/web}", "", "example.com/web")]
    [InlineData("{name: nginx, newName: example.com/web, newTag: '2'}", "", "example.com/web:2")]
    [InlineData("{name: apache, newName: example.com/web}", "", "nginx:1.27")]
    [InlineData("{name: nginx, newName: example.com/web}", "{name: example.com/web, newName: example.com/site}", "example.com/site")]
    [InlineData("{name: nginx, newName: example.com/web}", "{name: nginx, newName: example.com/site}", "example.com/web")]
    [InlineData("{name: example.com/web, newName: example.com/site}", "{name: nginx, newName: example.com/web}", "example.com/web")]
    [InlineData("", "{name: nginx, newName: example.com/web}", "example.com/web")]
    public void The_base_replaces_an_image_before_the_overlay_does(string inBase, string inOverlay, string image)
    {
        var pod = Assert.Single(Applied(
            ("base/pod.yaml", Pod),
            ("base/kustomization.yaml", Kustomize("[pod.yaml]", inBase)),
            ("overlay/kustomization.yaml", Kustomize("[../base]", inOverlay))).OfType<Workload>());
        Assert.Equal([image, "busybox"], pod.Pod.Containers.Select(c => c.Image.Written));
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("inner", "", "inner")]
    [InlineData("", "outer", "outer")]
    [InlineData("inner", "outer", "outer")]
    public void The_outermost_namespace_wins(string inner, string outer, string expected)
    {
        var applied = Applied(
            ("base/pod.yaml", Pod
                + "\n---\n{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {nfs: {server: x}}}\n---\n{apiVersion: v1, kind: "
                    + "Pod, metadata: {name: own, namespace: written}, spec: {}}"),
            ("base/kustomization.yaml", Kustomize("[pod.yaml]", string.Empty, inner)),
            ("overlay/kustomization.yaml", Kustomize("[../base]", string.Empty, outer)));
        Assert.Equal(expected, applied.Single(m => m.Name is "app").Namespace);
        Assert.Equal("written", applied.Single(m => m.Name is "own").Namespace);
        Assert.Empty(applied.Single(m => m.Name is "pv").Namespace);
    }

    [Theory]
    [InlineData("a", "b", "", "a,b")]
    [InlineData("a", "a", "a", "")]
    [InlineData("", "b", "b", "")]
    public void What_two_overlays_treat_differently_is_left_as_it_is(string one, string two, string expected, string shared)
    {
        (string, string)[] files =
        [
            ("base/pod.yaml", Pod), ("base/kustomization.yaml", Kustomize("[pod.yaml]", string.Empty)),
            ("one/kustomization.yaml", Kustomize("[../base]", string.Empty, one)), ("two/kustomization.yaml", Kustomize("[../base]", string.Empty, two)),
        ];
        Assert.Equal(expected, Assert.Single(Applied(files).OfType<Workload>()).Namespace);
        var found = Kustomizing.Shared(Read(files));
        Assert.Equal(shared, string.Join(',', found.SelectMany(f => f.Value)));
        Assert.All(found.Keys, file => Assert.Equal("base/pod.yaml", file));
    }

    [Theory]
    [InlineData("{name: nginx, newName: x/one}", "{name: nginx, newName: x/two}", "nginx:1.27")]
    [InlineData("{name: nginx, newName: x/one}", "{name: nginx, newName: x/one}", "x/one")]
    [InlineData("{name: nginx, newName: x/one}", "", "nginx:1.27")]
    public void An_image_that_two_overlays_replace_differently_stays(string one, string two, string expected)
    {
        var applied = Applied(
            ("base/pod.yaml", Pod),
            ("base/kustomization.yaml", Kustomize("[pod.yaml]", string.Empty)),
            ("one/kustomization.yaml", Kustomize("[../base]", one)),
            ("two/kustomization.yaml", Kustomize("[../base]", two)));
        Assert.Equal(expected, Assert.Single(applied.OfType<Workload>()).Pod.Containers[0].Image.Written);
    }

    [Theory]
    [InlineData("patches: [{path: pod.yaml}]", 0)]
    [InlineData("patches: [{path: ./sub/../pod.yaml}]", 0)]
    [InlineData("patchesStrategicMerge: [pod.yaml]", 0)]
    [InlineData("patchesJson6902: [{path: pod.yaml}]", 0)]
    [InlineData("patches: [{path: other.yaml}]", 1)]
    [InlineData("patches: [{patch: 'pod.yaml'}]", 1)]
    public void A_patch_is_no_object(string patches, int expected) =>
        Assert.Equal(
            expected,
            Applied(("base/pod.yaml", Pod), ("base/kustomization.yaml", $"{{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, {patches}}}"))
                .OfType<Workload>()
                .Count());

    [Theory]
    [InlineData("[../one]", "Pod", "two/patch.yaml", "a component of a component patches as well")]
    [InlineData("[../one]", "ConfigMap", "", "what is patched is another object")]
    [InlineData("[]", "Pod", "", "a component that nobody takes in patches nothing")]
    public void What_components_patch_is_marked_even_where_they_take_in_each_other(string components, string kind, string expected, string why)
    {
        const string Component = "{apiVersion: kustomize.config.k8s.io/v1alpha1, kind: Component, components: [";
        var applied = Applied(
            ("base/pod.yaml", Pod),
            ("base/kustomization.yaml", "{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, "
                + $"resources: [pod.yaml], components: {components}}}"),
            ("one/kustomization.yaml", Component + "../two]}"),
            ("two/kustomization.yaml", Component + "../one], patches: [{path: patch.yaml}]}"),
            ("two/patch.yaml", "{apiVersion: v1, kind: " + kind + ", metadata: {name: app}}"));
        var pod = Assert.Single(applied.OfType<Workload>(), w => w.Name is "app");
        Assert.True(string.Equals(expected, pod.PatchedBy, StringComparison.Ordinal), $"{why}: '{pod.PatchedBy}'");
    }

    [Fact]
    public void Kustomizations_that_name_each_other_come_to_an_end()
    {
        var applied = Applied(
            ("root/kustomization.yaml", Kustomize("[../a]", string.Empty, "home")),
            ("a/kustomization.yaml", Kustomize("[../b, pod.yaml]", string.Empty)),
            ("b/kustomization.yaml", Kustomize("[../a]", string.Empty)),
            ("a/pod.yaml", Pod));
        Assert.Equal("home", Assert.Single(applied.OfType<Workload>()).Namespace);
    }

    [Theory]
    [InlineData("pod.yaml", "home")]
    [InlineData("./pod.yaml", "home")]
    [InlineData("sub/../pod.yaml", "home")]
    [InlineData("../base/pod.yaml", "home")]
    [InlineData("../../outside/pod.yaml", "")]
    [InlineData("other.yaml", "")]
    public void A_resource_is_named_from_the_folder(string resource, string expected) =>
        Assert.Equal(
            expected,
            Assert.Single(Applied(
                ("base/pod.yaml", Pod),
                ("base/kustomization.yaml", Kustomize($"[{resource}]", string.Empty, "home"))).OfType<Workload>()).Namespace);

    [Fact]
    public void Without_a_kustomization_nothing_is_touched()
    {
        var manifests = Read(("base/pod.yaml", Pod));
        Assert.Same(manifests, Kustomizing.Apply(manifests));
        Assert.Empty(Kustomizing.Shared(manifests));
    }

    private static Manifest[] Applied(params (string File, string Text)[] files) => [.. Kustomizing.Apply(Read(files))];

    private static Manifest[] Read(params (string File, string Text)[] files) => [.. files.SelectMany(f => Scene.Manifests(f.Text, f.File))];

    private static string Kustomize(string resources, string image, string ns = "") =>
        $"{{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, resources: {resources}, images: [{image}], namespace: '{ns}'}}";
}
