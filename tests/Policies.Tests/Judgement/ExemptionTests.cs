using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
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

    /// <summary>An entry without names is for whatever has its facts: with its day it ends, where other facts are it was never meant.</summary>
    [Theory]
    [InlineData($"rules: [{Rule}]", "; the exemption ended on 2026-11-22", "every object")]
    [InlineData($"rules: ['*'], kinds: [Deployment], namespaces: [home]", "; the exemption ended on 2026-11-22", "every Deployment in home")]
    [InlineData($"rules: [{Rule}], images: [vaultwarden/server]", "; the exemption ended on 2026-11-22", "every object")]
    [InlineData($"rules: [{Rule}], images: [someone/other]", "", "")]
    [InlineData($"rules: [{Rule}], names: [app]", "; the exemption ended on 2026-11-22", "app")]
    public void What_ends_says_why(string entry, string said, string spoken)
    {
        var scene = Under(entry, "2026-11-22");
        var finding = scene.Judge.Of(scene.Find<Workload>("app")).Findings.Single(d => d.Finding.Rule.Id is Rule).Finding;
        Assert.Equal(said.Length > 0, finding.Message.EndsWith(said, StringComparison.Ordinal) && finding.IsBack);
        Assert.Equal(
            said.Length > 0,
            finding.Alternatives.Contains($"if it is still acceptable, policy test: the exemption of {spoken}: until: a later day", StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("link*", "linkding", true)]
    [InlineData("link*", "*ding", true)]
    [InlineData("link*", "l*k", true)]
    [InlineData("a*b", "*ba*", true)]
    [InlineData("*", "x", true)]
    [InlineData("*", "*", true)]
    [InlineData("a**", "a", true)]
    [InlineData("link*", "sonarr", false)]
    [InlineData("link*", "*x*l", true)]
    [InlineData("a*b", "a*c", false)]
    [InlineData("a*", "b*", false)]
    [InlineData("ab", "a", false)]
    public void Two_patterns_meet_where_a_name_fits_both(string one, string other, bool meets)
    {
        Assert.Equal(meets, new Wildcard(one).Meets(new Wildcard(other)));
        Assert.Equal(meets, new Wildcard(other).Meets(new Wildcard(one)));
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
