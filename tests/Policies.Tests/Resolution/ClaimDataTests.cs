using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Tests.Rules;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>What a claim that nobody mounts yet is believed to hold: by its annotation, or by the app that its labels name. Its class shows it.</summary>
public sealed class ClaimDataTests
{
    private const string Usual = "a class of this cluster";

    [Theory]
    [InlineData("app: linkding", "x: y", "data", "longhorn-sqlite", "a database that is critical")]
    [InlineData("app.kubernetes.io/name: linkding", "x: y", "data", "longhorn-sqlite", "each of the labels tells")]
    [InlineData("app.kubernetes.io/instance: linkding", "x: y", "data", "longhorn-sqlite", "each of the labels tells")]
    [InlineData("app.kubernetes.io/part-of: linkding", "x: y", "data", Usual, "other labels do not")]
    [InlineData("app: mystery", "x: y", "data", Usual, "nor does a name that nobody knows")]
    [InlineData("app.kubernetes.io/name: mystery, app: linkding", "x: y", "data", "longhorn-sqlite", "the first label that names an app")]
    [InlineData("app: linkding", "homelab-storage.io/criticality: low", "data", "local-path", "the claim says how bad its loss would be")]
    [InlineData("app: linkding", "homelab-storage.io/data: media", "data", "truenas-nfs", "the claim says what it holds")]
    [InlineData("app: linkding", "x: y", "linkding-cache", "local-path", "the last word of its name tells which of several it is")]
    [InlineData("app: linkding", "x: y", "linkding-media", "truenas-nfs", "the last word of its name tells which of several it is")]
    [InlineData("app: jellyfin", "x: y", "jellyfin-config", "local-path", "a folder of settings whose loss is no disaster")]
    public void A_claim_is_advised_for_what_it_is_believed_to_hold(string labels, string annotations, string name, string expected, string why)
    {
        var scene = Scene.Of(
            $"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: {name}, namespace: home, labels: {{{labels}}}, "
                + $"annotations: {{{annotations}}}}}, " + "spec: {accessModes: [ReadWriteOnce]}}\n" + Said.Nas + Said.Disk + Said.Block);
        var said = Said.By("storage-class-not-chosen", scene, scene.Find<Claim>(name));
        Assert.True(said.EndsWith($": spec.storageClassName: {expected}", StringComparison.Ordinal), $"{why}: {said}");
    }

    [Theory]
    [InlineData("Retain", "Retain", "longhorn-sqlite", "both are ready: the order of the household decides")]
    [InlineData("Delete", "Retain", "longhorn", "the one that is ready comes first")]
    [InlineData("Delete", "Delete", "longhorn-sqlite, after recreating StorageClass longhorn-sqlite with reclaimPolicy: Retain", "neither is ready")]
    public void What_cannot_be_made_again_goes_where_nothing_has_to_change(string first, string second, string expected, string why)
    {
        var scene = Scene.Of(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home, labels: {app: linkding}}, "
                + "spec: {accessModes: [ReadWriteOnce]}}\n"
                + Class("longhorn-sqlite", first)
                + Class("longhorn", second));
        var said = Said.By("storage-class-not-chosen", scene, scene.Find<Claim>("data"));
        Assert.True(said.EndsWith($": spec.storageClassName: {expected}", StringComparison.Ordinal), $"{why}: {said}");

        static string Class(string name, string reclaimPolicy) =>
            $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: {name}}}, provisioner: driver.longhorn.io, "
                + $"reclaimPolicy: {reclaimPolicy}}}\n";
    }

    [Theory]
    [InlineData("critical", "longhorn-sqlite")]
    [InlineData("low", "local-path")]
    public void A_namespace_says_how_bad_a_loss_would_be(string criticality, string expected)
    {
        var scene = Scene.Of(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home, labels: {app: linkding}}, "
                + "spec: {accessModes: [ReadWriteOnce]}}\n"
                + $"---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: home, annotations: {{homelab-storage.io/criticality: {criticality}}}}}}}\n"
                + Said.Nas + Said.Disk + Said.Block);
        var said = Said.By("storage-class-not-chosen", scene, scene.Find<Claim>("data"));
        Assert.EndsWith($": spec.storageClassName: {expected}", said, StringComparison.Ordinal);
    }
}
