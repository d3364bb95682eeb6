using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Inventories;

/// <summary>What stands on the shelves of an inventory, in which order, and which of many is the nearest.</summary>
public sealed class ShelfTests
{
    [Fact]
    public void What_has_a_verdict_of_its_own_is_listed() => Assert.Equal(
        ["Deployment home/app", "PersistentVolumeClaim home/data", "StorageClass nas"],
        Inventory.Of(Scene.Manifests(
            """
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: app, namespace: home}, spec: {}}
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {}}
            ---
            {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: nas}, provisioner: x}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: home}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: home}}
            ---
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {nfs: {server: nas}}}
            """)).Judged.Select(m => m.Reference.ToString()).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, metadata: {name: app, namespace: home}, spec: {}}")]
    [InlineData("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {}}")]
    [InlineData("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: nas}, provisioner: x}")]
    [InlineData("{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {nfs: {server: nas, path: /x}}}")]
    [InlineData("{apiVersion: v1, kind: Namespace, metadata: {name: home}}")]
    [InlineData("{apiVersion: v1, kind: Node, metadata: {name: one}}")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: home}}")]
    [InlineData("{apiVersion: v1, kind: Service, metadata: {name: app, namespace: home}, spec: {selector: {a: b}}}")]
    [InlineData("{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: s, namespace: home}, spec: {encryptedData: {KEY: x}}}")]
    [InlineData("{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: r, namespace: home}, spec: {sourcePVC: data}}")]
    [InlineData("{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: apps, namespace: flux-system}, spec: {path: ./apps}}")]
    public void Each_manifest_is_found_once_and_is_held(string text)
    {
        var manifest = Scene.Manifests(text).Single();
        var inventory = Inventory.Of([manifest]);
        Assert.Same(manifest, Assert.Single(inventory.All));
        Assert.True(inventory.Holds(manifest));
        Assert.Empty(inventory.Without(manifest).All);
    }

    [Fact]
    public void What_an_API_server_sends_stands_in_one_order_however_it_came()
    {
        string[] written =
        [
            "CronJob a/z "
                + "batch/v1", "CronJob b/a "
                    + "batch/v1", "Deployment a/b "
                        + "apps/v1", "Deployment a/c apps/v1", "Deployment b/a apps/v1", "Job a/a batch/v1", "Pod a/a v1", "StatefulSet a/a apps/v1",
        ];
        const string Pod = "{volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}";
        const string Template = $"{{template: {{spec: {Pod}}}}}";
        Manifest[] all = [.. written.Select(w => w.Split(' ', '/')).Select(w => Scene.Manifests(
            $"{{apiVersion: {string.Join('/', w[3..])}, kind: {w[0]}, metadata: {{name: {w[2]}, namespace: {w[1]}}}, "
            + $"spec: {(w[0] is "Pod" ? Pod : w[0] is "CronJob" ? $"{{jobTemplate: {{spec: {Template}}}}}" : Template)}}}").Single() with
            {
                Source = ManifestSource.Wire.Instance,
            })];
        Assert.Equal(all, Inventory.Of(all.Reverse()).Consumers.At("data"));
        Assert.Equal(all, all.Reverse().Aggregate(Inventory.Empty, (inventory, one) => inventory.With(one)).Consumers.At("data"));
    }

    [Theory]
    [InlineData("a.yaml", 9, "b.yaml", 0, "the file comes before the line")]
    [InlineData("a.yaml", 0, "a.yaml", 9, "the line comes before the name")]
    [InlineData("a/x.yaml", 0, "a0/x.yaml", 0, "files by their bytes")]
    public void What_is_written_in_files_stands_in_the_order_of_files_and_lines(string first, int above, string second, int below, string why)
    {
        Manifest[] all = [Written("z", first, above), Written("a", second, below)];
        Assert.True(all.SequenceEqual(Inventory.Of(all.Reverse()).Consumers.At("data")), why);
        Assert.True(all.SequenceEqual(Inventory.Empty.With(all[1]).With(all[0]).Consumers.At("data")), why);

        static Manifest Written(string name, string file, int above) => Scene.Manifests(
            string.Concat(Enumerable.Repeat("---\n{}\n", above)) + "---\n"
                + $"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}}}, spec: {{volumes: [{{name: v, persistentVolumeClaim: {{claimName: data}}}}]}}}}",
            file).Last();
    }

    [Fact]
    public void What_a_manifest_does_not_stand_on_is_shared()
    {
        var before = Inventory.Of(Scene.Manifests("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}"));
        var after = before.With(Scene.Manifests("{apiVersion: v1, kind: Pod, metadata: {name: app}, spec: {}}").Single());
        Assert.Same(before.ConfigMaps, after.ConfigMaps);
        Assert.Same(before.Consumers, after.Consumers);
        Assert.Same(before.CronJobs, after.CronJobs);
        Assert.NotSame(before.Workloads, after.Workloads);
        Assert.Same(after, after.With(after.Workloads.At(string.Empty, "app").Single()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(40)]
    public void However_many_copies_there_are_the_nearest_is_found(int copies)
    {
        Manifest[] all =
        [
            .. Enumerable.Range(0, copies)
                .SelectMany(n => Scene.Manifests("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}", $"clusters/{n:D2}/apps/settings.yaml")),
        ];
        var shelf = Inventory.Of(all).ConfigMaps;
        for (var n = 0; n < copies; n++)
        {
            Assert.Same(all[n], shelf.Nearest("settings", $"clusters/{n:D2}/apps"));
            Assert.Same(all[n], shelf.Nearest("settings", $"clusters/{n:D2}/apps/below/it"));
            Assert.Same(all[n], shelf.Nearest("settings", $"clusters/{n:D2}/other"));
            Assert.Same(all[0], shelf.Nearest("settings", $"clusters/{n:D2}x"));
        }

        Assert.Same(all[0], shelf.Nearest("settings", string.Empty));
        Assert.Same(all[0], shelf.Nearest("settings", "elsewhere"));
    }
}
