using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Mutation;

public sealed class PatchTests
{
    [Theory]
    [InlineData("""{"a":{}}""", "/a/b", """[add /a/b "v"]""")]
    [InlineData("""{}""", "/a/b", """[add /a {}] [add /a/b "v"]""")]
    [InlineData("""{"a":null}""", "/a/b", """[add /a {}] [add /a/b "v"]""")]
    [InlineData("""{"a":{"b":null}}""", "/a/b", """[add /a/b "v"]""")]
    [InlineData("""{"a":{"b":"v"}}""", "/a/b", "")]
    [InlineData("""{"a":{"b":"w"}}""", "/a/b", """[test /a/b "w"] [replace /a/b "v"]""")]
    [InlineData("""{"a":{"b":{"c":1}}}""", "/a/b", """[test /a/b {"c":1}] [replace /a/b "v"]""")]
    [InlineData("""{}""", "/a/b/c", """[add /a {}] [add /a/b {}] [add /a/b/c "v"]""")]
    [InlineData("""{"a":["x"]}""", "/a/0", """[add /a/0 "v"]""")]
    [InlineData("""{"a":["x"]}""", "/a/-", """[add /a/- "v"]""")]
    [InlineData("""{"m":{}}""", "/m/x.io~1y", """[add /m/x.io~1y "v"]""")]
    [InlineData("""{"m":{"x.io/y":"w"}}""", "/m/x.io~1y", """[test /m/x.io~1y "w"] [replace /m/x.io~1y "v"]""")]
    [InlineData("""{"m":{"~":"w"}}""", "/m/~0", """[test /m/~0 "w"] [replace /m/~0 "v"]""")]
    [InlineData("""{}""", "/x.io~1~0y/z", """[add /x.io~1~0y {}] [add /x.io~1~0y/z "v"]""")]
    public void An_edit_becomes_the_fewest_operations(string root, string pointer, string expected) =>
        Assert.Equal(expected, Spell(root, new Edit(pointer, "v")));

    [Fact]
    public void A_parent_is_made_once() =>
        Assert.Equal("""[add /a {}] [add /a/b "v"] [add /a/c "w"]""", Spell("{}", new Edit("/a/b", "v"), new Edit("/a/c", "w")));

    [Fact]
    public void A_record_is_replaced_untested() => Assert.Equal("""[replace /a "v"]""", Spell("""{"a":"w"}""", new Edit("/a", "v", IsRecord: true)));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a/b", "a~1b")]
    [InlineData("a~b", "a~0b")]
    [InlineData("~/", "~0~1")]
    [InlineData("~1", "~01")]
    [InlineData("", "")]
    public void A_pointer_escapes_what_it_must_and_reads_it_back(string segment, string written)
    {
        Assert.Equal(written, JsonPointer.Escape(segment));
        Assert.Equal([segment], JsonPointer.Segments("/" + written));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("/tiers/1/rpo", "tiers[1].rpo")]
    [InlineData("/a~1b/c~0d", "a/b.c~d")]
    [InlineData("/0/x", "[0].x")]
    public void A_pointer_is_spelled_as_people_write_it(string pointer, string spelled) => Assert.Equal(spelled, JsonPointer.Spell(pointer));

    /// <summary>A key that holds what a pointer escapes keeps its position, and its finding points at it.</summary>
    [Theory]
    [InlineData("homelab-storage.io/dat~a", "/metadata/annotations/homelab-storage.io~1dat~0a")]
    [InlineData("homelab-storage.io/nothing", "/metadata/annotations/homelab-storage.io~1nothing")]
    public void A_finding_about_an_annotation_points_at_its_line(string annotation, string pointer)
    {
        var scene = Scene.Of($"apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n  annotations:\n    {annotation}: x\nspec: {{}}\n");
        var claim = scene.Find<Claim>("data");
        var finding = scene.Judge.Of(claim).Findings.Single(d => d.Finding.Rule.Id is "annotation-not-understood").Finding;
        Assert.Equal(pointer, finding.Pointer);
        Assert.Equal(6, ((ManifestSource.Text)claim.Source).Map.Find(finding.Pointer).Line);
    }

    private static string Spell(string root, params Edit[] edits)
    {
        using var document = JsonDocument.Parse(root);
        return string.Join(' ', Patch.Of(document.RootElement, edits).Select(o => $"[{o.Op} {o.Path} {o.Value.ToJsonString()}]"));
    }
}
