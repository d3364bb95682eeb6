using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using Xunit;

namespace HomelabStorage.Policies.Tests.Charts;

/// <summary>What the Flux operator makes of ResourceSets (its internal/builder/resourceset.go), and what is left to it.</summary>
public sealed class ResourceSetTests
{
    private const string Claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: 'data-<< inputs.name >>', namespace: apps}, "
            + "spec: {storageClassName: << inputs.class >>}}";

    [Theory]
    [InlineData("inputs: [{name: a, class: x}, {name: b, class: z}], resources: [" + Claim + "]", "data-a x, data-b z")]
    [InlineData("inputs: [{name: a, class: x}, {name: a, class: y}], resources: [" + Claim + "]", "data-a x")]
    [InlineData("inputs: [{name: 7, class: x}], steps: [{name: s, resources: [" + Claim + "]}]", "data-7 x")]
    [InlineData("inputs: [{name: a}], resources: [" + Claim + "]", "not judged: ResourceSet home/set has templates that only the Flux operator can fill")]
    [InlineData(
        "inputs: [{name: a, class: x}], inputsFrom: [{name: other}], resources: [" + Claim + "]",
        "not judged: ResourceSet home/set takes inputs from elsewhere")]
    [InlineData("resources: [{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: p}, spec: {storageClassName: z}}]", "p z")]
    [InlineData("inputs: [], resources: [{apiVersion: v1, kind: ConfigMap, metadata: {name: p}}]", "p")]
    [InlineData(
        "inputs: [{name: a}], resources: [{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: x, annotations: "
        + "{fluxcd.controlplane.io/reconcile: disabled}}}]",
        "")]
    [InlineData(
        "inputs: [{name: a}], resources: [{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: x}, spec: << inputs.name >>}]",
        "unreadable: PersistentVolumeClaim home/x")]
    public void Each_template_is_filled_once_for_each_set_of_inputs(string spec, string expected) =>
        Assert.Equal(expected, string.Join(", ", Deployed.Of(Read($"apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\n"
            + $"metadata: {{name: set, namespace: home}}\nspec: {{{spec}}}\n")).Select(Said)));

    [Theory]
    [InlineData("inputs.name", "web")]
    [InlineData("inputs.deep.one", "x1")]
    [InlineData("inputs.provider.name", "set")]
    [InlineData("inputs.provider.namespace", "home")]
    [InlineData("dig \"class\" \"local-path\" inputs", "local-path")]
    [InlineData("dig \"deep\" \"one\" \"2\" inputs", "x1")]
    [InlineData("get inputs \"class\" | default \"nfs\"", "nfs")]
    [InlineData("inputs.name | upper", "WEB")]
    [InlineData("inputs.name | upper | lower | trim | default \"x\"", "web")]
    [InlineData("inputs.size | quote", "3")]
    [InlineData("inputs.size | squote", "3")]
    [InlineData("\"a b\"", "a b")]
    [InlineData("inputs.is | quote", "true")]
    [InlineData("inputs.absent", "not judged")]
    [InlineData("inputs.list", "not judged")]
    [InlineData("range inputs.list", "not judged")]
    [InlineData("inputs.name | slugify", "not judged")]
    public void An_expression_has_the_value_and_type_that_YAML_gives_it_or_none(string expression, string expected)
    {
        var set = Assert.Single(Deployed.Of(Read(
            "apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: {name: set, namespace: home}\nspec:\n"
            + "  inputs: [{name: web, deep: {one: x1}, list: [a], size: 3, is: true}]\n  resources:\n"
            + "  - apiVersion: v1\n    kind: PersistentVolumeClaim\n    metadata: {name: p}\n    spec:\n"
            + $"      storageClassName: << {expression} >>\n")));

        Assert.Equal(expected, set switch
        {
            ManifestReading.Understood { Manifest: Claim claim } => claim.Spec.Class.Name,
            ManifestReading.NotJudged => "not judged",
            _ => "unreadable",
        });
    }

    [Fact]
    public void A_text_of_several_objects_is_a_template_as_well()
    {
        const string Set =
            """
            apiVersion: fluxcd.controlplane.io/v1
            kind: ResourceSet
            metadata: {name: set, namespace: home}
            spec:
              commonMetadata: {labels: {team: a}, annotations: {homelab-storage.io/criticality: low}}
              inputs: [{name: a}]
              resourcesTemplate: |
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: << inputs.name >>}
                spec: {storageClassName: << inputs.name | quote >>}
                ---
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: r, namespace: x}
                spec: {chart: {spec: {chart: app-template, version: 3.7.3}}, values: {persistence: {data: {size: 1Gi}}, controllers: {r: {containers: {}}}}}
            """;

        var readings = Deployed.Of(Read(Set));

        Assert.Equal("a a, r-data, r", string.Join(", ", readings.Select(Said)));
        var claim = readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).OfType<Claim>().First();
        Assert.Equal("low", claim.Metadata.Annotations["homelab-storage.io/criticality"]);
        Assert.Equal("home", claim.Namespace);
        Assert.Equal(new ObjectReference("fluxcd.controlplane.io/v1", "ResourceSet", "home", "set"), claim.Origin!.Reference);
    }

    private static ManifestReading[] Read(string text) => [.. ManifestReader.ReadAll(text, "set.yaml")];

    private static string Said(ManifestReading reading) => reading switch
    {
        ManifestReading.Understood { Manifest: Claim claim } => $"{claim.Name} {claim.Spec.Class.Name}".TrimEnd(),
        ManifestReading.Understood { Manifest: var manifest } => manifest.Name,
        ManifestReading.NotJudged aside => $"not judged: {aside.Reason}",
        ManifestReading.Unreadable unreadable => $"unreadable: {unreadable.Reference}",
        _ => reading.ToString()!,
    };
}
