using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>What is said of an object that is too large to be judged.</summary>
public sealed class ObjectTooLargeTests
{
    private const string Deployment = "Deployment home/app";

    [Theory]
    [InlineData("env: [*]", "{name: v#, value: x}", "environment variables")]
    [InlineData("volumeMounts: [*]", "{name: v, mountPath: /#}", "volume mounts")]
    public void What_there_is_most_of_is_named(string field, string one, string most)
    {
        var all = Many(one);
        var (counted, message) = Says($"name: c, image: x, {field.Replace("*", all, StringComparison.Ordinal)}", string.Empty);
        Assert.StartsWith($"deny observed /spec: {Deployment} has ", message, StringComparison.Ordinal);
        Assert.EndsWith(
            $" containers, volumes, mounts, variables, arguments and labels, 5001 {most} among them; with more than 5000 nothing in it is judged "
                + $"| {Deployment}: 5000 of these or fewer; put variables and arguments into a ConfigMap, or divide the object",
            message,
            StringComparison.Ordinal);
        Assert.Equal(1, counted);
    }

    [Fact]
    public void So_are_volumes_containers_and_labels()
    {
        Assert.Contains("5001 volumes among them", Says("name: c, image: x", $"volumes: [{Many("{name: v#, emptyDir: {}}")}], "
            + "").Message, StringComparison.Ordinal);
        Assert.Contains("5002 containers among them", Says("name: c, image: x", $"initContainers: [{Many("{name: i#, image: x}")}], "
            + "").Message, StringComparison.Ordinal);
        var scene = Scene.Of($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: x}}}}\n---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: "
            + $"{{name: big}}, provisioner: x, parameters: {{{Many("p#: x")}}}}}\n");
        var said = Said.By("object-too-large-to-judge", scene, scene.Find<StorageClass>("big"));
        Assert.StartsWith("deny observed : StorageClass big has ", said, StringComparison.Ordinal);
        Assert.Contains("5001 labels, annotations and parameters among them", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024, "")]
    [InlineData(
        1025,
        "deny observed /spec: Deployment home/app has a name or path of 1025 characters; with more than 1024 nothing in it is judged "
            + "| Deployment home/app: a shorter name or path, of 1024 characters at most")]
    public void A_long_path_is_named_by_its_length(int length, string expected) =>
        Assert.Equal(expected, Says($"name: c, image: x, volumeMounts: [{{name: v, mountPath: /{new string('p', length - 1)}}}]", string.Empty).Message);

    [Fact]
    public void A_name_that_is_too_long_is_not_repeated()
    {
        var name = new string('n', 1025);
        var scene = Scene.Of($"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: {name}, namespace: home}}, spec: {{}}}}");
        var said = Said.By("object-too-large-to-judge", scene, scene.Find<Claim>(name));
        Assert.StartsWith("deny observed /spec: this PersistentVolumeClaim has a name or path of 1025 characters", said, StringComparison.Ordinal);
        Assert.DoesNotContain(name, said, StringComparison.Ordinal);
    }

    private static string Many(string one) => string.Join(", ", Enumerable.Range(0, 5001).Select(i => one.Replace("#", $"{i}", StringComparison.Ordinal)));

    private static (int Findings, string Message) Says(string container, string pod)
    {
        var scene = Scene.Of(
            $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: app, namespace: home}}, spec: {{template: {{spec: {{{pod}containers: "
                + $"[{{{container}}}]}}}}}}}}");
        var asked = scene.Find<Workload>("app");
        return (scene.Judge.Of(asked).Findings.Count, Said.By("object-too-large-to-judge", scene, asked));
    }
}
