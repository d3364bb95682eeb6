using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>What a namespace and the policy's entries for it say; the first entry that fits and says something wins.</summary>
public sealed class NamespaceTests
{
    private const string Policy =
        """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: test}
        namespaces:
          - names: [quiet-*]
            rules: [{rule: host-path-volume, action: off}]
          - names: ["*-lab"]
            criticality: low
            rules: [{rule: host-path-volume, action: audit}, {rule: sqlite-on-network-filesystem, action: warn}]
          - names: ["*-lab", home]
            criticality: critical
            rules: [{rule: sqlite-on-network-filesystem, action: audit}]
          - labels: [{name: left, value: alone}]
            leaveAlone: true
        """;

    [Theory]
    [InlineData("my-lab", Criticality.Low)]
    [InlineData("quiet-lab", Criticality.Low)]
    [InlineData("home", Criticality.Critical)]
    [InlineData("quiet-room", null)]
    [InlineData("other", null)]
    public void The_first_entry_that_says_a_criticality_counts(string ns, Criticality? expected) => Assert.Equal(expected, Facts(ns).Criticality);

    [Theory]
    [InlineData("quiet-lab", RuleAction.Off, RuleAction.Warn)]
    [InlineData("my-lab", RuleAction.Audit, RuleAction.Warn)]
    [InlineData("home", RuleAction.Warn, RuleAction.Audit)]
    public void The_first_entry_that_says_an_action_counts(string ns, RuleAction hostPath, RuleAction sqlite)
    {
        var policy = Scene.Under(Policy, Claim(ns)).Policy;
        Assert.Equal(hostPath, Facts(ns).Action("host-path-volume", policy));
        Assert.Equal(sqlite, Facts(ns).Action("sqlite-on-network-filesystem", policy));
    }

    [Theory]
    [InlineData("left: alone", true)]
    [InlineData("left: behind", false)]
    [InlineData("right: alone", false)]
    public void Any_entry_may_leave_it_alone(string labels, bool expected)
    {
        var text = Claim("my-lab") + $"---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: my-lab, labels: {{{labels}}}}}}}\n";
        var scene = Scene.Under(Policy, text);
        Assert.Equal(expected, scene.Claim("data").Surroundings.Namespace.IsLeftAlone);
        Assert.Equal(expected, scene.Judge.Of(scene.Find<Claim>("data")).Facts is null);
    }

    [Fact]
    public void A_manifest_that_does_not_say_its_namespace_has_none() =>
        Assert.Equal((string.Empty, null, 0), (Facts("").Name, Facts("").Criticality, Facts("").Entries.Count));

    [Fact]
    public void Of_two_namespaces_of_one_name_the_nearer_one_counts()
    {
        var scene = new Scene(
            string.Empty,
            ("a/claim.yaml", Claim("home")),
            ("b/ns.yaml", "{apiVersion: v1, kind: Namespace, metadata: {name: home, annotations: {homelab-storage.io/criticality: critical}}}"),
            ("a/ns.yaml", "{apiVersion: v1, kind: Namespace, metadata: {name: home, annotations: {homelab-storage.io/criticality: low}}}"));
        Assert.Equal(Criticality.Low, scene.Claim("data").Surroundings.Namespace.Criticality);
    }

    private static NamespaceFacts Facts(string ns) => Scene.Under(Policy, Claim(ns)).Claim("data").Surroundings.Namespace;

    private static string Claim(string ns) =>
        $"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: '{ns}'}}, spec: {{}}}}\n";
}
