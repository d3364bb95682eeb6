using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Inventories;

/// <summary>Under which keys of which shelf a manifest stands.</summary>
public sealed class ShelfKeysTests
{
    private const string Template = "{metadata: {name: data}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce]}}";
    private const string OfVolume = "{metadata: {name: data}, spec: {storageClassName: fast, volumeName: pv, accessModes: [ReadWriteOnce]}}";

    [Theory]
    [InlineData("Deployment", "home", "", "")]
    [InlineData("StatefulSet", "home", "", "")]
    [InlineData("CronJob", "", "home", "data")]
    [InlineData("Job", "", "", "")]
    public void Workloads_that_stay_are_found_by_namespace_and_CronJobs_by_what_they_mount(string kind, string here, string cronJobs, string copiers)
    {
        var pod = "{template: {spec: {containers: [{name: c, image: x}], volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}}";
        var spec = kind is "CronJob" ? $"{{jobTemplate: {{spec: {pod}}}}}" : pod;
        var version = kind is "CronJob" or "Job" ? "batch/v1" : "apps/v1";
        var inventory = Of($"{{apiVersion: {version}, kind: {kind}, metadata: {{name: app, namespace: home}}, spec: {spec}}}");
        Assert.Equal((here, cronJobs, copiers), (Keys(inventory.WorkloadsHere), Keys(inventory.CronJobs), Keys(inventory.Copiers)));
        Assert.Equal(("home/app", "data", "home/data"), (Keys(inventory.Workloads), Keys(inventory.Consumers), Keys(inventory.ConsumersHere)));
    }

    [Theory]
    [InlineData(Template, "fast", "")]
    [InlineData(OfVolume, "", "pv")]
    public void Who_makes_claims_is_found_by_the_class_or_the_volume_that_they_ask_for(string template, string byClass, string byVolume)
    {
        var inventory = Of("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: home}, "
            + $"spec: {{template: {{spec: {{containers: [{{name: c, image: x}}]}}}}, volumeClaimTemplates: [{template}]}}}}");
        Assert.Equal((byClass, byVolume), (Keys(inventory.MakersByClass), Keys(inventory.MakersByVolume)));
    }

    [Theory]
    [InlineData("storageClassName: slow", "", "slow")]
    [InlineData("x: y", "", "")]
    [InlineData("storageClassName: slow, claimRef: {namespace: home, name: data-db-0}", "data-db-0", "none")]
    public void A_volume_is_free_or_found_by_its_claim(string spec, string byClaim, string free)
    {
        var inventory = Of($"{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv}}, spec: {{nfs: {{server: nas, path: /x}}, {spec}}}}}");
        Assert.Equal(byClaim.Length > 0, inventory.VolumesByClaim.At("data-db-0").Length == 1);
        Assert.Equal(byClaim.Length == 0, inventory.VolumesByClaim.IsEmpty);
        Assert.Equal(free is "none", inventory.FreeVolumes.IsEmpty);
        Assert.Equal(free is not "none", inventory.FreeVolumes.At(free).Length == 1);
    }

    [Theory]
    [InlineData("volumeName: pv", "pv")]
    [InlineData("x: y", "")]
    public void A_claim_is_found_by_the_volume_that_it_names(string spec, string byVolume) => Assert.Equal(
        byVolume,
        Keys(Of($"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: home}}, spec: {{{spec}}}}}").ClaimsByVolume));

    [Fact]
    public void A_shelf_is_empty_once_the_last_was_taken_off()
    {
        var claim = Scene.Manifests("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {}}").Single();
        Assert.True(Inventory.Empty.Claims.IsEmpty);
        Assert.False(Inventory.Of([claim]).Claims.IsEmpty);
        Assert.False(Inventory.Empty.With(claim).Claims.IsEmpty);
        Assert.True(Inventory.Of([claim]).Without(claim).Claims.IsEmpty);
        Assert.True(Inventory.Empty.With(claim).Without(claim).Claims.IsEmpty);
        Assert.Empty(Inventory.Of([claim]).Without(claim).Claims.Keys);
    }

    [Fact]
    public void Of_one_name_the_API_version_decides_the_order()
    {
        Manifest[] all = [Written("batch/v1"), Written("batch/v1beta1")];
        Assert.Equal(all, Inventory.Of(all).Workloads.At("home", "app"));
        Assert.Equal(all, Inventory.Of(all.Reverse()).Workloads.At("home", "app"));

        static Manifest Written(string version) =>
            Scene.Manifests($"{{apiVersion: {version}, kind: CronJob, metadata: {{name: app, namespace: home}}, spec: {{}}}}").Single() with
            {
                Source = ManifestSource.Wire.Instance,
            };
    }

    [Theory]
    [InlineData("home", "data", "home/here.yaml")]
    [InlineData("other", "data", "home/nowhere.yaml")]
    [InlineData("", "data", "home/nowhere.yaml")]
    [InlineData("home", "else", "")]
    public void A_claim_of_its_namespace_is_meant_before_one_without(string ns, string name, string file)
    {
        var inventory = Inventory.Of(
        [
            .. Scene.Manifests("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {}}", "home/here.yaml"),
            .. Scene.Manifests("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {}}", "home/nowhere.yaml"),
        ]);
        Assert.Equal(file, inventory.ClaimOf(ns, name, "home")?.Source is ManifestSource.Text { Map.File: var found } ? found : string.Empty);
    }

    private static Inventory Of(string text) => Inventory.Of(Scene.Manifests(text));

    private static string Keys<T>(Shelf<T> shelf)
        where T : Manifest => string.Join('/', shelf.Keys);
}
