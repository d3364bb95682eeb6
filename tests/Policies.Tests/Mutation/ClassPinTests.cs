using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Mutation;

/// <summary>When a class that was chosen is kept against the manifest that asks for the old one again.</summary>
public sealed class ClassPinTests
{
    private const string Record = "homelab-storage.io/requested-storage-class: nas, homelab-storage.io/chosen-by: sqlite-on-network-filesystem";
    private const string Nothing = "homelab-storage.io/requested-storage-class: ''";
    private const string Put = "/metadata/annotations/homelab-storage.io~1requested-storage-class=nas "
        + "/metadata/annotations/homelab-storage.io~1chosen-by=sqlite-on-network-filesystem";

    [Theory]
    [InlineData("block", Record, "nas", Record, "/spec/storageClassName=block", "asked for again")]
    [InlineData("block", Record, "nas", "", "/spec/storageClassName=block " + Put, "asked for again by a replace")]
    [InlineData("block", Record, "block", Record, "", "as it is")]
    [InlineData("block", Record, "block", "", Put, "as it is, without the record")]
    [InlineData("block", Record, "block", "homelab-storage.io/requested-storage-class: forged", Put, "a forged record")]
    [InlineData("block", Record, "third", Record, "", "a third class is the API server's to refuse")]
    [InlineData("block", Record, "", Record, "", "the empty class is another one")]
    [InlineData("block", Record, null, Record, "", "no class is another one")]
    [InlineData("block", "", "nas", Record, "", "a record that only the new object has is a wish")]
    [InlineData("block", Nothing, null, Nothing, "/spec/storageClassName=block", "nothing was asked for, and again nothing is")]
    [InlineData(
        "block",
        Nothing,
        null,
        "",
        "/spec/storageClassName=block /metadata/annotations/homelab-storage.io~1requested-storage-class=",
        "nothing is asked for by a replace")]
    [InlineData("block", Nothing, "block", "", "/metadata/annotations/homelab-storage.io~1requested-storage-class=", "as it is, without the record")]
    [InlineData("block", Nothing, "", Nothing, "", "the empty class is not none")]
    [InlineData("block", Nothing, "nas", Nothing, "", "a class is another one than none")]
    [InlineData("nas", Record, "nas", Record, "", "the class that was asked for is the one it has")]
    [InlineData("", Record, "nas", Record, "", "a claim without a class has none to keep")]
    [InlineData(null, Record, "nas", Record, "", "a claim without a class has none to keep")]
    public void The_class_that_was_chosen_is_kept(string? has, string stored, string? wants, string sent, string edits, string why)
    {
        var mutation = Mutator.OnUpdate(Claim(wants, sent), Claim(has, stored));
        Assert.True(string.Equals(edits, Spell(mutation), StringComparison.Ordinal), $"{why}: {Spell(mutation)}");
        var isAskedAgain = edits.StartsWith("/spec", StringComparison.Ordinal);
        Assert.Equal(
            !isAskedAgain ? []
                : stored is Nothing ? ["[storage-class-not-chosen] claim data keeps storageClassName block; write it"]
                : ["[sqlite-on-network-filesystem] claim data keeps storageClassName block; write it in place of nas"],
            mutation.Warnings);
        Assert.All(mutation.Edits, edit => Assert.Equal(!edit.Pointer.StartsWith("/spec", StringComparison.Ordinal), edit.IsRecord));
        Assert.Equal(edits.Length == 0, mutation.IsNone);
    }

    [Theory]
    [InlineData("homelab-storage.io/chosen-by: cache-on-network-storage", "cache-on-network-storage")]
    [InlineData("homelab-storage.io/chosen-by: no-rule-of-ours", "storage-class-not-chosen")]
    [InlineData("x: y", "storage-class-not-chosen")]
    public void The_rule_that_chose_it_is_named(string chosenBy, string rule)
    {
        var stored = $"homelab-storage.io/requested-storage-class: nas, {chosenBy}";
        Assert.Equal(
            $"[{rule}] claim data keeps storageClassName block; write it in place of nas",
            Assert.Single(Mutator.OnUpdate(Claim("nas", stored), Claim("block", stored)).Warnings));
    }

    [Fact]
    public void A_claim_on_its_way_out_is_left_alone() =>
        Assert.True(Mutator.OnUpdate(Claim("nas", Record, ", deletionTimestamp: '2026-01-01T00:00:00Z'"), Claim("block", Record)).IsNone);

    private static string Spell(Policies.Mutation.Mutation mutation) => string.Join(' ', mutation.Edits.Select(e => $"{e.Pointer}={e.Value}"));

    private static Claim Claim(string? storageClass, string annotations, string metadata = "") => (Claim)Assert.Single(Scene.Manifests(
        $"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: home, annotations: "
            + $"{{{(annotations.Length > 0 ? annotations : "x: y")}}}{metadata}}}, spec: "
                + $"{{{(storageClass is null ? string.Empty : $"storageClassName: '{storageClass}'")}}}}}"));
}
