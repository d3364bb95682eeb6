using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Tests.Rules;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Judgement;

/// <summary>A PersistentVolume answers for what it makes worse, and only for that.</summary>
public sealed class VolumeArrivalTests
{
    private const string Denied = "deny PersistentVolumeClaim home/data sqlite-on-network-filesystem";

    [Theory]
    [InlineData("storageClassName: ''", "nfs: {server: nas, path: /x}", "x: y", Denied, "it fits a claim that waits for one")]
    [InlineData("storageClassName: '', volumeName: pv", "nfs: {server: nas, path: /x}", "x: y", Denied, "a claim asks for it by name")]
    [InlineData("storageClassName: ''", "nfs: {server: nas, path: /x}, claimRef: {namespace: home, name: data}", "x: y", Denied, "it is kept for a claim")]
    [InlineData("storageClassName: ''", "nfs: {server: nas, path: /x}, claimRef: {name: data}", "x: y", Denied, "it is kept for a claim of any namespace")]
    [InlineData("storageClassName: '', volumeName: other", "nfs: {server: nas, path: /x}", "x: y", "", "the claim asks for another")]
    [InlineData("storageClassName: ''", "nfs: {server: nas, path: /x}, claimRef: {namespace: work, name: data}", "x: y", "", "it is kept for another")]
    [InlineData(
        "storageClassName: ''",
        "nfs: {server: nas, path: /x}",
        "homelab-storage.io/exempt: sqlite-on-network-filesystem, homelab-storage.io/exempt-reason: moving",
        "",
        "somebody decided to live with it")]
    public void A_volume_answers_for_the_claims_that_end_up_on_it(string claim, string volume, string annotations, string expected, string why) =>
        AssertSaid(expected, why, Said.App("sissbruecker/linkding", "/etc/linkding/data") + Said.Claim(claim) + Volume(volume, annotations));

    [Fact]
    public void What_is_only_noted_is_no_business_of_the_volumes() =>
        AssertSaid(
            string.Empty,
            "a library that an app may delete is a note",
            Said.App("jellyfin/jellyfin", "/media") + Said.Claim("storageClassName: ''") + Volume("nfs: {server: nas, path: /x}", "x: y"));

    [Fact]
    public void Every_claim_that_ends_up_on_it_is_named()
    {
        var two = Said.App("sissbruecker/linkding", "/etc/linkding/data") + Said.Claim("storageClassName: ''");
        var others = two.Replace("name: data", "name: more", StringComparison.Ordinal)
            .Replace("claimName: data", "claimName: more", StringComparison.Ordinal)
            .Replace("name: app, namespace", "name: second, namespace", StringComparison.Ordinal);
        var scene = Scene.Of(two + others + Volume("nfs: {server: nas, path: /x}", "x: y"));
        var findings = scene.Judge.Of(scene.Find<Volume>("pv")).Findings.Where(d => d.Finding.Rule.Id is "sqlite-on-network-filesystem").ToArray();
        Assert.Equal(["data", "more"], findings.Select(d => d.Finding.Related!.Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, findings.Select(d => d.Finding.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.All(findings, d => Assert.Equal("/spec", d.Finding.Pointer));
    }

    private static string Volume(string spec, string annotations) =>
        $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv, annotations: {{{annotations}}}}}, spec: {{storageClassName: '', {spec}}}}}\n";

    private static void AssertSaid(string expected, string why, string text)
    {
        var scene = Scene.Of(text);
        var said = string.Join(
            " ; ",
            scene.Judge.Of(scene.Find<Volume>("pv")).Findings
                .Where(d => d.Finding.Rule.Id is "sqlite-on-network-filesystem" or "media-mounted-writable")
                .Select(d => $"{Policies.Vocabulary.Words.Actions.Spell(d.Action)} {d.Finding.Related} {d.Finding.Rule.Id}"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), $"{why}: {said}");
    }
}
