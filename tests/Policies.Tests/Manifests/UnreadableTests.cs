using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;
using Xunit;

namespace HomelabStorage.Policies.Tests.Manifests;

public sealed class UnreadableTests
{
    [Theory]
    [InlineData("spec: {replicas: two}", "/spec/replicas", "spec.replicas is \"two\", and Kubernetes takes a whole number there")]
    [InlineData("spec: {replicas: 3000000000}", "/spec/replicas", "spec.replicas is 3000000000, and Kubernetes takes a whole number there")]
    [InlineData("spec: []", "/spec", "spec is a list, and Kubernetes takes an object there")]
    [InlineData(
        "spec: {template: {spec: {containers: {name: a}}}}",
        "/spec/template/spec/containers",
        "spec.template.spec.containers is an object, and Kubernetes takes a list there")]
    [InlineData(
        "spec: {template: {spec: {volumes: [{name: a}, {persistentVolumeClaim: data}]}}}",
        "/spec/template/spec/volumes/1/persistentVolumeClaim",
        "spec.template.spec.volumes[1].persistentVolumeClaim is \"data\", and Kubernetes takes an object there")]
    [InlineData(
        "spec: {template: {spec: {containers: [{volumeMounts: [{readOnly: maybe}]}]}}}",
        "/spec/template/spec/containers/0/volumeMounts/0/readOnly",
        "spec.template.spec.containers[0].volumeMounts[0].readOnly is \"maybe\", and Kubernetes takes true or false there")]
    public void A_field_of_another_type_is_named(string spec, string pointer, string reason)
    {
        var unreadable = Assert.IsType<ManifestReading.Unreadable>(Assert.Single(ManifestReader.ReadAll(
            $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: a, namespace: b}}\n{spec}\n",
            "f.yaml")));
        Assert.Equal((pointer, reason, "f.yaml", 4), (unreadable.Pointer, unreadable.Reason, unreadable.File, unreadable.Position.Line));
        Assert.Equal($"Deployment b/a: {reason}", unreadable.ToString());
    }

    [Theory]
    [InlineData("lots", false)]
    [InlineData("5GB", false)]
    [InlineData("[5Gi]", false)]
    [InlineData("true", false)]
    [InlineData("5368709120", true)]
    [InlineData("1319413953331200m", true)]
    [InlineData("\"${SIZE}\"", true)]
    [InlineData("\"${SIZE:=5Gi}\"", true)]
    [InlineData("\"${SIZE:=lots}\"", true)]
    [InlineData("\"{{ .Values.size }}\"", true)]
    [InlineData("~", true)]
    public void A_size_is_a_quantity_or_will_be_one(string size, bool isReadable) =>
        Assert.Equal(
            isReadable,
            Assert.Single(ManifestReader.ReadAll(
                $"apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: a}}\nspec: {{resources: {{requests: {{storage: {size}}}}}}}\n",
                "f.yaml")) is ManifestReading.Understood);

    [Theory]
    [InlineData("replicas: ${REPLICAS:=3}", 3)]
    [InlineData("replicas: ${REPLICAS}", 1)]
    [InlineData("replicas: ~", 1)]
    [InlineData("replicas: 2", 2)]
    public void A_number_may_wait_for_its_variable(string spec, int replicas)
    {
        var reading = Assert.IsType<ManifestReading.Understood>(Assert.Single(ManifestReader.ReadAll(
            $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: a}}\nspec:\n  {spec}\n",
            "f.yaml")));
        Assert.Equal(replicas, Assert.IsType<Workload>(reading.Manifest).Replicas);
    }

    [Fact]
    public void One_item_of_a_list_costs_itself()
    {
        var readings = ManifestReader.ReadAll(
            "apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: Namespace, metadata: {name: a}}\n  - {apiVersion: v1, kind: "
                + "Namespace, metadata: 5}\n  - {apiVersion: v1, kind: Namespace, metadata: {name: c}}\n",
            "f.yaml")
            .ToArray();
        Assert.Equal(2, readings.Count(r => r is ManifestReading.Understood));
        var unreadable = Assert.Single(readings.OfType<ManifestReading.Unreadable>());
        Assert.Equal(("/metadata", new Position(5, 39)), (unreadable.Pointer, unreadable.Position));
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"a"},"spec":{"storageClassName":"\ud800"}}""", "a")]
    [InlineData("""{"metadata":{"name":"\ud800"}}""", "")]
    [InlineData("""{"\ud800":1,"metadata":{"name":"a","labels":{"\udfff":""}}}""", "")]
    [InlineData("5", "without a name")]
    [InlineData("null", "without a name")]
    public void What_an_API_server_cannot_have_sent_is_unreadable_and_named_as_far_as_it_goes(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        var unreadable = Assert.IsType<ManifestReading.Unreadable>(ManifestReader.Read(document.RootElement, "v1", "PersistentVolumeClaim"));
        Assert.Equal(("PersistentVolumeClaim", name), (unreadable.Reference.Kind, unreadable.Reference.Name));
        Assert.NotEmpty(unreadable.Reason);
    }
}
