using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Judgement;

/// <summary>Which findings somebody has decided to live with. Today is 23 November 2026.</summary>
public sealed class ExemptionTests
{
    private const string Rule = "sqlite-on-network-filesystem";

    [Theory]
    [InlineData($"homelab-storage.io/exempt: {Rule}, homelab-storage.io/exempt-reason: moving", true)]
    [InlineData($"homelab-storage.io/exempt: 'x, {Rule} ,y', homelab-storage.io/exempt-reason: moving", true)]
    [InlineData($"homelab-storage.io/exempt: {Rule}, homelab-storage.io/exempt-reason: moving, homelab-storage.io/exempt-until: '2026-11-23'", true)]
    [InlineData($"homelab-storage.io/exempt: {Rule}, homelab-storage.io/exempt-reason: moving, homelab-storage.io/exempt-until: ' 2026-11-24 '", true)]
    [InlineData($"homelab-storage.io/exempt: {Rule}, homelab-storage.io/exempt-reason: moving, homelab-storage.io/exempt-until: '2026-11-22'", false)]
    [InlineData($"homelab-storage.io/exempt: {Rule}, homelab-storage.io/exempt-reason: moving, homelab-storage.io/exempt-until: soon", false)]
    [InlineData($"homelab-storage.io/exempt: {Rule}, homelab-storage.io/exempt-reason: ' '", false)]
    [InlineData($"homelab-storage.io/exempt: {Rule}", false)]
    [InlineData("homelab-storage.io/exempt-reason: moving", false)]
    [InlineData("homelab-storage.io/exempt: other-rule, homelab-storage.io/exempt-reason: moving", false)]
    [InlineData($"homelab-storage.io/exempt: {Rule}-2, homelab-storage.io/exempt-reason: moving", false)]
    public void An_annotation_with_a_reason_puts_a_rule_aside(string annotations, bool isExempt)
    {
        AssertExempt(isExempt, Scene.Of(Objects(annotations, "x: y")));
        AssertExempt(isExempt, Scene.Of(Objects("x: y", annotations)));
    }

    [Theory]
    [InlineData($"rules: [{Rule}]", true)]
    [InlineData("rules: ['*']", true)]
    [InlineData("rules: [host-path-volume]", false)]
    [InlineData($"rules: [host-path-volume, {Rule}]", true)]
    [InlineData($"rules: [{Rule}], kinds: [Deployment]", true)]
    [InlineData($"rules: [{Rule}], kinds: [StatefulSet, deployment]", true)]
    [InlineData($"rules: [{Rule}], kinds: [StatefulSet]", false)]
    [InlineData($"rules: [{Rule}], namespaces: [home]", true)]
    [InlineData($"rules: [{Rule}], namespaces: ['ho*']", true)]
    [InlineData($"rules: [{Rule}], namespaces: [work]", false)]
    [InlineData($"rules: [{Rule}], names: [app]", true)]
    [InlineData($"rules: [{Rule}], names: [apple]", false)]
    [InlineData($"rules: [{Rule}], names: [apple, app]", true)]
    [InlineData($"rules: [{Rule}], namespaces: [work, home]", true)]
    [InlineData($"rules: [{Rule}], kinds: [Deployment], namespaces: [home], names: ['*']", true)]
    [InlineData($"rules: [{Rule}], kinds: [Deployment], namespaces: [home], names: [x]", false)]
    public void An_entry_of_the_policy_puts_a_rule_aside(string entry, bool isExempt)
    {
        AssertExempt(isExempt, Under(entry, "2026-11-23"));
        AssertExempt(isExempt, Under(entry, "2027-11-23"));
        AssertExempt(isExempt: false, Under(entry, "2026-11-22"));
    }

    private static void AssertExempt(bool isExempt, Scene scene)
    {
        var verdict = scene.Judge.Of(scene.Find<Workload>("app"));
        Assert.Equal(isExempt, verdict.Exempted.Any(e => e.Finding.Rule.Id is Rule));
        Assert.All(verdict.Exempted, e => Assert.Equal("moving", e.Reason));
        Assert.Equal(!isExempt, verdict.Findings.Any(d => d.Finding.Rule.Id is Rule));
    }

    private static Scene Under(string entry, string until) => Scene.Under(
        $"apiVersion: homelab-storage.io/v1alpha1\nkind: StoragePolicy\nmetadata: {{name: test}}\nclasses: [{{name: block, backend: "
            + $"longhorn}}]\nmatrix: [{{data: [sqlite], critical: [block], important: [block], low: [block], never: [nfs], why: "
                + $"x}}]\nexemptions: [{{{entry}, reason: moving, until: {until}}}]\n",
        Objects("x: y", "x: y"));

    private static string Objects(string own, string ns) =>
        $$$$$$$$"""
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app, namespace: home, annotations: {{{{{{{{{own}}}}}}}}}}
        spec:
          template:
            spec:
              containers: [{name: c, image: vaultwarden/server, volumeMounts: [{name: v, mountPath: /data}]}]
              volumes: [{name: v, nfs: {server: nas, path: /x}}]
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: home, annotations: {{{{{{{{{ns}}}}}}}}}}
        """;
}
