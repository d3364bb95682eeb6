using HomelabStorage.Policies.Facts;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>Which PersistentVolume a claim without a provisioner will be bound to.</summary>
public sealed class StaticVolumesTests
{
    [Theory]
    [InlineData("10Gi", "storage: 10Gi", "pv", "a volume of exactly the size is large enough")]
    [InlineData("10Gi", "storage: 9Gi", "", "a smaller one is not")]
    [InlineData("10Gi", "storage: 11Gi", "pv", "a larger one is")]
    [InlineData("10Gi", "", "pv", "one that does not say its size may be")]
    public void A_volume_has_to_be_large_enough(string asked, string capacity, string bound, string why) =>
        AssertBound(
            bound,
            Claim($"accessModes: [ReadWriteOnce], storageClassName: '', resources: {{requests: {{storage: {asked}}}}}")
                + Volume("pv", $"accessModes: [ReadWriteOnce], capacity: {{{capacity}}}"),
            why);

    [Theory]
    [InlineData("[ReadWriteOnce]", "[ReadWriteOnce, ReadWriteMany]", "pv")]
    [InlineData("[ReadWriteOnce, ReadWriteMany]", "[ReadWriteMany]", "")]
    [InlineData("[ReadWriteMany]", "[ReadWriteOnce]", "")]
    [InlineData("[]", "[ReadWriteOnce]", "pv")]
    public void A_volume_has_to_serve_every_mode(string asked, string served, string bound) =>
        AssertBound(bound, Claim($"accessModes: {asked}, storageClassName: ''") + Volume("pv", $"accessModes: {served}"));

    [Theory]
    [InlineData("", "", "pv")]
    [InlineData(", volumeMode: Block", ", volumeMode: Block", "pv")]
    [InlineData(", volumeMode: Block", "", "")]
    [InlineData("", ", volumeMode: Block", "")]
    public void A_raw_device_and_a_file_system_do_not_meet(string asked, string served, string bound) =>
        AssertBound(bound, Claim($"accessModes: [ReadWriteOnce], storageClassName: ''{asked}") + Volume("pv", $"accessModes: [ReadWriteOnce]{served}"));

    [Theory]
    [InlineData("'': ''", "storageClassName: ''", "pv")]
    [InlineData("disk: fast", "storageClassName: '', selector: {matchLabels: {disk: fast}}", "pv")]
    [InlineData("disk: slow", "storageClassName: '', selector: {matchLabels: {disk: fast}}", "")]
    [InlineData("disk: fast", "selector: {matchLabels: {disk: fast}}", "pv")]
    public void A_selector_has_to_match(string labels, string asked, string bound) =>
        AssertBound(bound, Claim($"accessModes: [ReadWriteOnce], {asked}") + Volume("pv", "accessModes: [ReadWriteOnce]", labels));

    [Theory]
    [InlineData("storageClassName: manual", "storageClassName: manual", "pv")]
    [InlineData("storageClassName: manual", "storageClassName: other", "")]
    [InlineData("storageClassName: manual", "storageClassName: ''", "")]
    [InlineData("storageClassName: ''", "storageClassName: manual", "")]
    public void Only_a_volume_of_the_class_counts(string asked, string has, string bound) =>
        AssertBound(bound, Claim($"accessModes: [ReadWriteOnce], {asked}") + Volume("pv", $"accessModes: [ReadWriteOnce], {has}"));

    [Fact]
    public void The_smallest_that_is_large_enough_is_taken() => AssertBound("middle", Claim("accessModes: [ReadWriteOnce], storageClassName: '', "
        + "resources: {requests: {storage: 10Gi}}")
        + Volume("large", "accessModes: [ReadWriteOnce], capacity: {storage: 100Gi}")
        + Volume("middle", "accessModes: [ReadWriteOnce], capacity: {storage: 20Gi}")
        + Volume("small", "accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}"));

    [Fact]
    public void Of_equal_volumes_of_one_kind_the_kind_is_known_and_the_volume_is_not()
    {
        var link = Link(Claim("accessModes: [ReadWriteOnce], storageClassName: ''")
            + Volume("one", "accessModes: [ReadWriteOnce]")
            + Volume("two", "accessModes: [ReadWriteOnce]"));
        Assert.Null(link.Volume);
        Assert.Equal("NFS", Assert.IsType<Backend.Known>(link.Backend).Spoken);
    }

    [Theory]
    [InlineData("local: {path: /disk}")]
    [InlineData("hostPath: {path: /mnt/truenas/apps}")]
    [InlineData("csi: {driver: unheard.of}")]
    public void Of_volumes_of_different_kinds_nothing_is_known(string other)
    {
        var link = Link(Claim("accessModes: [ReadWriteOnce], storageClassName: ''")
            + Volume("one", "accessModes: [ReadWriteOnce]")
            + Volume("two", "accessModes: [ReadWriteOnce]", backing: other));
        if (other.Contains("truenas", StringComparison.Ordinal))
        {
            Assert.IsType<Backend.Known>(link.Backend);
        }
        else
        {
            Assert.Equal("2 PersistentVolumes of different kinds fit the claim", Assert.IsType<Backend.Unseen>(link.Backend).Reason);
        }
    }

    [Fact]
    public void A_volume_that_another_claim_asks_for_is_taken() => AssertBound(string.Empty, Claim("accessModes: [ReadWriteOnce], storageClassName: ''")
        + Volume("pv", "accessModes: [ReadWriteOnce]") + Claim("accessModes: [ReadWriteOnce], storageClassName: '', volumeName: pv", "other"));

    [Fact]
    public void A_claim_that_the_default_class_will_serve_meets_no_free_volume() => AssertBound(string.Empty, Claim("accessModes: [ReadWriteOnce]")
        + Volume("pv", "accessModes: [ReadWriteOnce]")
        + "---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: usual, annotations: "
            + "{storageclass.kubernetes.io/is-default-class: 'true'}}\nprovisioner: rancher.io/local-path\n");

    [Fact]
    public void The_volumes_of_another_cluster_do_not_count()
    {
        var scene = new Scene(
            string.Empty,
            ("clusters/a/claim.yaml", Claim("accessModes: [ReadWriteOnce], storageClassName: ''")),
            ("clusters/a/volume.yaml", Volume("near", "accessModes: [ReadWriteOnce]")),
            ("clusters/b/volume.yaml", Volume("far", "accessModes: [ReadWriteOnce]", backing: "local: {path: /disk}")));
        Assert.Equal("near", scene.Claim("data").Link.Volume?.Name);
    }

    [Fact]
    public void Nor_do_they_where_they_are_read_first()
    {
        var scene = new Scene(
            string.Empty,
            ("clusters/a/volume.yaml", Volume("far", "accessModes: [ReadWriteOnce]", backing: "local: {path: /disk}")),
            ("clusters/b/claim.yaml", Claim("accessModes: [ReadWriteOnce], storageClassName: ''")),
            ("clusters/b/volume.yaml", Volume("near", "accessModes: [ReadWriteOnce]")));
        Assert.Equal("near", scene.Claim("data").Link.Volume?.Name);
    }

    [Theory]
    [InlineData("", "", "a claim that asks for no size may get any of them")]
    [InlineData(", resources: {requests: {storage: 1Gi}}", "small", "one that does gets the smallest")]
    public void Where_no_size_is_asked_for_any_may_be_taken(string asked, string bound, string why)
    {
        var link = Link(Claim($"accessModes: [ReadWriteOnce], storageClassName: ''{asked}")
            + Volume("small", "accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}")
            + Volume("large", "accessModes: [ReadWriteOnce], capacity: {storage: 10Gi}", backing: "local: {path: /disk}"));
        Assert.True(string.Equals(bound, link.Volume?.Name ?? string.Empty, StringComparison.Ordinal), $"{why}: {link.Volume?.Name}");
    }

    [Theory]
    [InlineData(", selector: {matchLabels: {disk: fast}}", "pv")]
    [InlineData("", "")]
    public void With_a_selector_the_default_class_serves_no_claim(string selector, string bound) => AssertBound(
        bound,
        Claim($"accessModes: [ReadWriteOnce]{selector}")
            + Volume("pv", "accessModes: [ReadWriteOnce]", "disk: fast")
            + "---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: usual, annotations: "
                + "{storageclass.kubernetes.io/is-default-class: 'true'}}\nprovisioner: rancher.io/local-path\n");

    /// <summary>The binder gives a volume to one claim; for the others the class makes some.</summary>
    [Theory]
    [InlineData("", "10Gi", "pv", "nobody else asks for it")]
    [InlineData("100Gi", "10Gi", "", "another one is of its size")]
    [InlineData("10Gi", "100Gi", "pv", "it is of its size, and the other is not")]
    [InlineData("200Gi", "10Gi", "pv", "the other does not fit it")]
    public void Of_a_class_that_provisions_one_claim_gets_the_volume_that_waits(string other, string asked, string bound, string why)
    {
        var link = Link(Provisioned + Claim($"accessModes: [ReadWriteOnce], storageClassName: made, resources: {{requests: {{storage: {asked}}}}}")
            + (other.Length > 0
                ? Claim($"accessModes: [ReadWriteOnce], storageClassName: made, resources: {{requests: {{storage: {other}}}}}", "other")
                : string.Empty)
            + Volume("pv", "accessModes: [ReadWriteOnce], storageClassName: made, capacity: {storage: 100Gi}"));
        Assert.True(string.Equals(bound, link.Volume?.Name ?? string.Empty, StringComparison.Ordinal), $"{why}: {link.Volume?.Name}");
        Assert.Equal(bound.Length > 0 ? "NFS" : "Longhorn", Assert.IsType<Backend.Known>(link.Backend).Spoken);
    }

    [Fact]
    public void Which_of_two_equal_claims_gets_it_cannot_be_told()
    {
        const string Spec = "accessModes: [ReadWriteOnce], storageClassName: made, resources: {requests: {storage: 10Gi}}";
        var link = Link(Provisioned + Claim(Spec) + Claim(Spec, "other")
            + Volume("pv", "accessModes: [ReadWriteOnce], storageClassName: made, capacity: {storage: 100Gi}"));
        Assert.Null(link.Volume);
        Assert.Equal(
            "PersistentVolume pv fits the claim and 1 other of class made, which makes volumes for those that do not get it",
            Assert.IsType<Backend.Unseen>(link.Backend).Reason);
    }

    [Fact]
    public void A_claim_beside_the_volume_gets_it_and_not_one_elsewhere()
    {
        const string Spec = "accessModes: [ReadWriteOnce], storageClassName: made, resources: {requests: {storage: 10Gi}}";
        var scene = new Scene(
            string.Empty,
            ("class.yaml", Provisioned),
            ("apps/media/claim.yaml", Claim(Spec, "media")),
            ("apps/media/volume.yaml", Volume("pv", "accessModes: [ReadWriteOnce], storageClassName: made, capacity: {storage: 100Gi}")),
            ("apps/other/claim.yaml", Claim(Spec)));
        Assert.Equal("pv", scene.Claim("media").Link.Volume?.Name);
        Assert.Equal("Longhorn", Assert.IsType<Backend.Known>(scene.Claim("data").Link.Backend).Spoken);
    }

    /// <summary>A claim without a class may get a default that nobody has seen, so that one volume is not there for all of them.</summary>
    [Fact]
    public void A_volume_without_a_class_is_that_of_the_claim_beside_it()
    {
        const string Spec = "accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}";
        var scene = new Scene(
            string.Empty,
            ("registry/claim.yaml", Claim(Spec, "registry")),
            ("registry/volume.yaml", Volume("pv", "accessModes: [ReadWriteOnce], capacity: {storage: 100Gi}", backing: "hostPath: {path: /tmp/registry}")),
            ("blog/claim.yaml", Claim(Spec)));
        Assert.Equal("pv", scene.Claim("registry").Link.Volume?.Name);
        Assert.Equal("it names no StorageClass and no default class was found", Assert.IsType<Backend.Unseen>(scene.Claim("data").Link.Backend).Reason);
    }

    [Fact]
    public void Which_of_two_claims_without_a_class_gets_it_cannot_be_told()
    {
        const string Spec = "accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}";
        var link = Link(Claim(Spec) + Claim(Spec, "other") + Volume("pv", "accessModes: [ReadWriteOnce], capacity: {storage: 100Gi}"));
        Assert.Equal("PersistentVolume pv fits the claim and 1 other without a class, and one gets it", Assert.IsType<Backend.Unseen>(link.Backend).Reason);
    }

    /// <summary>The claims that a StatefulSet has yet to make ask for volumes as others do.</summary>
    [Theory]
    [InlineData("", "", "", "the claim that the StatefulSet beside the volume will make is nearer")]
    [InlineData("", "data-db-0", "pv", "its claim is there already and has a volume")]
    [InlineData(", volumeName: own", "", "pv", "it names another volume")]
    public void A_claim_to_be_made_is_a_rival(string template, string made, string bound, string why)
    {
        const string Spec = "accessModes: [ReadWriteOnce], storageClassName: made, resources: {requests: {storage: 10Gi}}";
        var scene = new Scene(
            string.Empty,
            ("class.yaml", Provisioned),
            ("apps/db/set.yaml", "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: home}, spec: {replicas: 1, volumeClaimTemplates: "
                + $"[{{metadata: {{name: data}}, spec: {{{Spec}{template}}}}}], template: {{spec: {{containers: [{{name: c, image: x}}]}}}}}}}}\n"
                + (made.Length > 0 ? Claim($"{Spec}, volumeName: other", made) : string.Empty)),
            ("apps/db/volume.yaml", Volume("pv", "accessModes: [ReadWriteOnce], storageClassName: made, capacity: {storage: 100Gi}")),
            ("apps/other/claim.yaml", Claim(Spec)));
        Assert.True(string.Equals(bound, scene.Claim("data").Link.Volume?.Name ?? string.Empty, StringComparison.Ordinal), why);
    }

    private const string Provisioned = "---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: made}\nprovisioner: driver.longhorn.io\n";

    private static ClaimLink Link(string text) => Scene.Of(text).Claim("data").Link;

    private static void AssertBound(string expected, string text, string why = "")
    {
        var link = Link(text);
        Assert.True(string.Equals(expected, link.Volume?.Name ?? string.Empty, StringComparison.Ordinal), $"{why}: bound to '{link.Volume?.Name}'");
        Assert.Equal(expected.Length > 0, link.Backend is Backend.Known { Spoken: "NFS" });
    }

    private static string Claim(string spec, string name = "data") =>
        $"---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: {name}, namespace: home}}\nspec: {{{spec}}}\n";

    private static string Volume(string name, string spec, string labels = "'': ''", string backing = "nfs: {server: nas, path: /x}") =>
        $"---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: {name}, labels: {{{labels}}}}}\nspec: {{{spec}, {backing}}}\n";
}
