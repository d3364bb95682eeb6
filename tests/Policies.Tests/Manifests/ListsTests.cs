using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;
using Xunit;

namespace HomelabStorage.Policies.Tests.Manifests;

/// <summary>No item of a list and no document that was meant to be an object is skipped silently.</summary>
public sealed class ListsTests
{
    private const string Wanted = "apiVersion is {0}, and Kubernetes takes text such as apps/v1 there";
    private const string WantedKind = "kind is {0}, and Kubernetes takes text such as Deployment there";

    [Theory]
    [InlineData("5", "object without a name: it is 5, and the items of a list are objects")]
    [InlineData("~", "object without a name: it is null, and the items of a list are objects")]
    [InlineData("x", "object without a name: it is \"x\", and the items of a list are objects")]
    [InlineData("[]", "object without a name: it is a list, and the items of a list are objects")]
    [InlineData("{}", "object without a name: apiVersion is missing, and Kubernetes takes text such as apps/v1 there")]
    [InlineData("{kind: Pod, apiVersion: 5, metadata: {name: a}}", "Pod a: apiVersion is 5, and Kubernetes takes text such as apps/v1 there")]
    [InlineData("{kind: Pod, apiVersion: {a: 1}, metadata: {name: a}}", "Pod a: apiVersion is an object, and Kubernetes takes text such as apps/v1 there")]
    [InlineData("{kind: Pod, metadata: {name: a}}", "Pod a: apiVersion is missing, and Kubernetes takes text such as apps/v1 there")]
    [InlineData("{apiVersion: v1, kind: [Pod], metadata: {name: a}}", "object a: kind is a list, and Kubernetes takes text such as Deployment there")]
    [InlineData("{apiVersion: v1, kind: ~, metadata: {name: a}}", "object a: kind is null, and Kubernetes takes text such as Deployment there")]
    [InlineData("{apiVersion: v1, kind: '', metadata: {name: a}}", "object a: kind is \"\", and Kubernetes takes text such as Deployment there")]
    public void An_item_that_is_no_object_has_a_row_with_its_place(string item, string expected)
    {
        var readings = Read($"apiVersion: v1\nkind: List\nitems:\n  - {{apiVersion: v1, kind: Namespace, metadata: {{name: b}}}}\n  - {item}\n");
        var unreadable = Assert.Single(readings.OfType<ManifestReading.Unreadable>());
        Assert.Equal((expected, "f.yaml", 5), (unreadable.ToString(), unreadable.File, unreadable.Position.Line));
        Assert.True(unreadable.Position.Column >= 5);
        Assert.Single(readings.OfType<ManifestReading.Understood>());
        Assert.Equal(2, readings.Length);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: List\nitems: {a: {}}\n", "List without a name: items is an object, and Kubernetes takes a list there")]
    [InlineData("apiVersion: v1\nkind: List\nitems: 5\n", "List without a name: items is 5, and Kubernetes takes a list there")]
    [InlineData("apiVersion: v1\nkind: List\n", "List without a name: items is missing, and Kubernetes takes a list there")]
    [InlineData("apiVersion: apps/v1\nkind: DeploymentList\nitems: x\n", "DeploymentList without a name: items is \"x\", and Kubernetes takes a list there")]
    public void A_list_of_no_list_has_a_row(string text, string expected) =>
        Assert.Equal(expected, Assert.IsType<ManifestReading.Unreadable>(Assert.Single(Read(text))).ToString());

    [Fact]
    public void A_list_whose_items_are_null_is_empty_and_says_so()
    {
        var row = Assert.IsType<ManifestReading.NotJudged>(Assert.Single(Read("apiVersion: v1\nkind: List\nitems: ~\n")));
        Assert.Equal(("List whose items are null, so that it holds nothing", new Position(1, 1)), (row.Reason, row.Position));
    }

    [Theory]
    [InlineData("apps/v1", "DeploymentList", "Deployment")]
    [InlineData("v1", "PersistentVolumeClaimList", "PersistentVolumeClaim")]
    [InlineData("storage.k8s.io/v1", "StorageClassList", "StorageClass")]
    public void The_items_of_a_list_of_one_kind_take_it_from_the_list(string apiVersion, string list, string kind)
    {
        var readings = Read($"apiVersion: {apiVersion}\nkind: {list}\nitems:\n  - {{metadata: {{name: a}}}}\n  - {{kind: ~, metadata: {{name: b}}}}\n"
            + $"  - {{apiVersion: {apiVersion}, kind: {kind}, metadata: {{name: c}}}}\n  - {{metadata: {{name: d, labels: 5}}}}\n");
        Assert.Equal(
            [$"{kind} a", $"{kind} b", $"{kind} c"],
            readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest.Reference.ToString()));
        Assert.All(readings.OfType<ManifestReading.Understood>(), r => Assert.Equal(apiVersion, r.Manifest.Reference.ApiVersion));
        Assert.Equal("/metadata/labels", Assert.Single(readings.OfType<ManifestReading.Unreadable>()).Pointer);
    }

    [Theory]
    [InlineData("kind: Deployment\napiVersion: {a: 1}\nmetadata: {name: a}\n", Wanted, "an object", 2)]
    [InlineData("kind: Deployment\napiVersion: 5\nmetadata: {name: a}\n", Wanted, "5", 2)]
    [InlineData("kind: Deployment\napiVersion: ~\n", Wanted, "null", 2)]
    [InlineData("kind: Deployment\nmetadata: {name: a}\n", Wanted, "missing", 1)]
    [InlineData("apiVersion: apps/v1\nkind: [Deployment]\n", WantedKind, "a list", 2)]
    [InlineData("apiVersion: apps/v1\nkind: ~\n", WantedKind, "null", 2)]
    [InlineData("apiVersion: apps/v1\nmetadata: {generateName: a-}\n", WantedKind, "missing", 1)]
    [InlineData("apiVersion: v1\nkind: Deployment\nmetadata: {name: a}\n", "apiVersion is {0}, and Kubernetes takes apps/v1 there", "\"v1\"", 1)]
    [InlineData("apiVersion: apps/v1\nkind: deployment\nmetadata: {name: a}\n", "kind is {0}, and Kubernetes takes Deployment there", "\"deployment\"", 2)]
    [InlineData("apiVersion: v1\nkind: pod\n", "kind is {0}, and Kubernetes takes Pod there", "\"pod\"", 2)]
    [InlineData("apiVersion: v1\nkind: deployment\n", "apiVersion is {0}, and Kubernetes takes apps/v1 there", "\"v1\"", 1)]
    [InlineData("apiVersion: v1\nkind: list\nitems: []\n", "kind is {0}, and Kubernetes takes List there", "\"list\"", 2)]
    [InlineData("kind: List\nitems: []\n", Wanted, "missing", 1)]
    [InlineData("kind: PodList\nitems: [{metadata: {name: a}}]\n", Wanted, "missing", 1)]
    public void A_document_that_was_meant_to_be_an_object_has_a_row(string text, string expected, string written, int line)
    {
        var unreadable = Assert.IsType<ManifestReading.Unreadable>(Assert.Single(Read(text)));
        Assert.Equal(
            (expected.Replace("{0}", written, StringComparison.Ordinal), line),
            (unreadable.Reason, unreadable.Position.Line));
    }

    [Theory]
    [InlineData("image: {repository: x}\nreplicas: two\n", "values of a chart")]
    [InlineData("apiVersion: 1\ndatasources: [{name: Prometheus}]\n", "what Grafana is provisioned with")]
    [InlineData("kind: pipeline\ntype: docker\nname: build\n", "a pipeline")]
    [InlineData("kind: DaemonSet\nimage: {tag: 1}\n", "values of a chart that asks for a kind")]
    [InlineData("[5, x]\n", "a list")]
    [InlineData("[{op: add, path: /kind, value: Pod}, {apiVersion: v1, kind: Pod}]\n", "a list of patches, or of references")]
    [InlineData("kind: menu\nitems: [{name: a}]\n", "a list of something else")]
    [InlineData("metadata: {name: a}\nspec: {}\n", "a part of a patch")]
    public void What_is_plainly_no_object_costs_nothing(string text, string what) =>
        Assert.True(Assert.Single(Read(text)) is ManifestReading.NoObject, what);

    [Theory]
    [InlineData("# two\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n")]
    [InlineData("# a list in a list\n[{apiVersion: v1, kind: List, items: []}]\n")]
    public void Objects_in_a_bare_list_have_a_row(string text)
    {
        var unreadable = Assert.IsType<ManifestReading.Unreadable>(Assert.Single(Read(text)));
        Assert.StartsWith("it is a list of objects, and Kubernetes takes one object there", unreadable.Reason, StringComparison.Ordinal);
        Assert.Equal(2, unreadable.Position.Line);
    }

    [Theory]
    [InlineData("example.org/v1", "deployment")]
    [InlineData("example.org/v1", "list")]
    public void A_kind_of_somebody_elses_group_may_be_spelled_as_they_like(string apiVersion, string kind) =>
        Assert.IsNotType<ManifestReading.Unreadable>(Assert.Single(Read($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: a}}\n")));

    [Theory]
    [InlineData("patches: [{path: f.yaml}]", 0)]
    [InlineData("patchesStrategicMerge: [f.yaml]", 0)]
    [InlineData("resources: [f.yaml]", 1)]
    public void A_patch_need_not_say_what_it_is_a_part_of(string kustomization, int expected)
    {
        var readings = Read("kind: Deployment\nmetadata: {name: a}\nspec: {replicas: 2}\n")
            .Concat(ManifestReader.ReadAll(kustomization, "kustomization.yaml"))
            .ToArray();
        Assert.Equal(expected, Policies.Charts.Deployed.Of(readings).OfType<ManifestReading.Unreadable>().Count());
    }

    private static ManifestReading[] Read(string text) => [.. ManifestReader.ReadAll(text, "f.yaml")];
}
