using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>How bad the loss of some data would be: the user's word, then a path's own weight, the namespace, the app, the policy.</summary>
public sealed class CriticalityTests
{
    private const string Policy =
        """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: test}
        namespaces:
          - {names: [lab], criticality: low}
          - {names: [vault], criticality: critical}
        apps:
          - name: notes
            images: [example.com/notes]
            engine: files
            criticality: critical
            data:
              - {path: /notes, kind: files}
              - {path: /index, kind: files, criticality: important}
              - {path: /plugins, kind: files, criticality: low}
              - {path: /cache, kind: cache}
              - {path: /session, kind: session, criticality: critical}
        """;

    [Theory]
    [InlineData("home", "/notes", Criticality.Critical, "the app's own")]
    [InlineData("home", "/index", Criticality.Important, "a path's own weight")]
    [InlineData("home", "/plugins", Criticality.Low, "a path's own weight")]
    [InlineData("lab", "/notes", Criticality.Low, "the namespace's")]
    [InlineData("lab", "/index", Criticality.Low, "a namespace lowers a path")]
    [InlineData("vault", "/index", Criticality.Important, "a namespace does not raise a path")]
    [InlineData("vault", "/plugins", Criticality.Low, "a namespace does not raise a path")]
    [InlineData("vault", "/cache", Criticality.Low, "a cache is rebuilt anywhere")]
    [InlineData("vault", "/session", Criticality.Low, "and so are sessions")]
    public void Without_a_word_it_is_found_out(string ns, string path, Criticality expected, string why) => AssertCriticality(expected, why, ns, path);

    [Theory]
    [InlineData("low", "", "", Criticality.Low, "the workload's own")]
    [InlineData("", "low", "", Criticality.Low, "the pod's")]
    [InlineData("", "", "low", Criticality.Low, "the claim's")]
    [InlineData("important", "low", "critical", Criticality.Important, "the workload's before all")]
    [InlineData("", "important", "low", Criticality.Important, "the pod's before the claim's")]
    [InlineData("dreadful", "important", "", Criticality.Important, "a word that is none is skipped")]
    public void The_users_word_comes_first(string workload, string pod, string claim, Criticality expected, string why)
    {
        AssertCriticality(expected, why, "vault", "/notes", workload, pod, claim);
        AssertCriticality(expected, why, "vault", "/cache", workload, pod, claim);
    }

    [Theory]
    [InlineData("low", Criticality.Low)]
    [InlineData("important", Criticality.Important)]
    public void A_claim_template_may_say_it(string word, Criticality expected)
    {
        var scene = Scene.Under(Policy, $$$$$$$$"""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: app, namespace: vault}
            spec:
              template: {spec: {containers: [{name: c, image: example.com/notes, volumeMounts: [{name: data, mountPath: /notes}]}]}}
              volumeClaimTemplates: [{metadata: {name: data, annotations: {homelab-storage.io/criticality: {{{{{{{{word}}}}}}}}}}, spec: {}}]
            """);
        Assert.Equal(expected, scene.Mount("app", "/notes").Main.Criticality);
    }

    [Theory]
    [InlineData("low", Criticality.Low)]
    [InlineData("critical", Criticality.Critical)]
    public void The_namespaces_annotation_beats_the_policys_entry(string word, Criticality expected)
    {
        var scene = Scene.Under(
            Policy,
            Pod("lab", "/notes")
                + $"---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: lab, annotations: {{homelab-storage.io/criticality: {word}}}}}}}\n");
        Assert.Equal(expected, scene.Mount("app", "/notes").Main.Criticality);
    }

    [Theory]
    [InlineData("important", Criticality.Important)]
    [InlineData("low", Criticality.Low)]
    public void Of_what_nobody_knows_the_policy_says_what_is_usual(string usual, Criticality expected)
    {
        var scene = Scene.Under(
            Policy + $"\nusualCriticality: {usual}",
            Pod("home", "/notes").Replace("example.com/notes", "example.com/strange", StringComparison.Ordinal));
        Assert.Equal(expected, scene.Mount("app", "/notes").Main.Criticality);
    }

    private static void AssertCriticality(Criticality expected, string why, string ns, string path, string workload = "", string pod = "", string claim = "")
    {
        var mount = Scene.Under(Policy, Pod(ns, path, workload, pod, claim)).Mount("app", path);
        Assert.True(expected == mount.Main.Criticality, $"{why}: {mount.Main.Criticality}");
    }

    private static string Pod(string ns, string path, string workload = "", string pod = "", string claim = "") =>
        $$$$$$$$"""
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app, namespace: {{{{{{{{ns}}}}}}}}, annotations: {{{{{{{{Said(workload)}}}}}}}}}
        spec:
          template:
            metadata: {annotations: {{{{{{{{Said(pod)}}}}}}}}}
            spec:
              containers: [{name: c, image: example.com/notes, volumeMounts: [{name: data, mountPath: {{{{{{{{path}}}}}}}}}]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: {{{{{{{{ns}}}}}}}}, annotations: {{{{{{{{Said(claim)}}}}}}}}}, spec: {}}

        """;

    private static string Said(string word) => word.Length == 0 ? "{}" : $"{{homelab-storage.io/criticality: {word}}}";
}
