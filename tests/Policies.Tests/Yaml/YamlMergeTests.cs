using HomelabStorage.Policies.Yaml;
using Xunit;

namespace HomelabStorage.Policies.Tests.Yaml;

public sealed class YamlMergeTests
{
    private const string Defaults = "d: &d {a: 1, b: 2}\ne: &e {b: 3, c: 4}\n";

    [Theory]
    [InlineData("v: {<<: *d, b: 5}\n", "{\"b\":5,\"a\":1}")]
    [InlineData("v: {b: 5, <<: *d}\n", "{\"b\":5,\"a\":1}")]
    [InlineData("v: {<<: [*d, *e]}\n", "{\"a\":1,\"b\":2,\"c\":4}")]
    [InlineData("v: {<<: [*e, *d]}\n", "{\"b\":3,\"c\":4,\"a\":1}")]
    [InlineData("v:\n  <<: *d\n  <<: *e\n", "{\"b\":3,\"c\":4,\"a\":1}")]
    [InlineData("f: &f {<<: *d, b: 6}\nv: {<<: *f, c: 7}\n", "{\"c\":7,\"b\":6,\"a\":1}")]
    [InlineData("v: {<<: {x: &x [u]}, z: *x}\n", "{\"z\":[\"u\"],\"x\":[\"u\"]}")]
    [InlineData("v: {\"<<\": 1}\n", "{\"\\u003C\\u003C\":1}")]
    public void Merges_are_done_as_yaml_defines_them(string text, string json) =>
        Assert.Equal(json, Assert.IsType<YamlDocument.Readable>(YamlReader.Read(Defaults + text, "f").Single()).Root.GetProperty("v").GetRawText());

    [Theory]
    [InlineData("a: 1\nb:\n  <<: *nowhere\n", 3, 7, "no anchor &nowhere comes before this alias")]
    [InlineData("a: *later\nb: &later 1\n", 1, 4, "no anchor &later comes before this alias")]
    [InlineData("a: &a {b: *a}\n", 1, 11, "alias *a is in the value it stands for")]
    [InlineData("a: &a {<<: *a}\n", 1, 12, "alias *a is in the value it stands for")]
    [InlineData("a: 1\n<<: text\n", 2, 5, "a merge (<<) takes a mapping or a list of mappings")]
    [InlineData("a: &a [1]\n<<: [*a]\n", 1, 4, "a merge (<<) takes a mapping or a list of mappings")]
    [InlineData("a: 1\nb: 2\na: 3\n", 3, 1, "the key 'a' is here twice")]
    [InlineData("a: 1\nb: [c, d\n", 2, 4, "the bracket that opens here is not closed")]
    [InlineData("a: 1\nb: {c: d\n", 2, 4, "the bracket that opens here is not closed")]
    [InlineData("a: 1\nb: 'c\n", 2, 4, "")]
    [InlineData("a: 1\nb: \"c\n", 2, 4, "")]
    [InlineData("a: 1\nb: [\nc: [1, 2\nd: 3\n", 2, 4, "the bracket that opens here is not closed")]
    [InlineData("a: 1\n b: 2\n", 2, 3, "")]
    [InlineData("a: 1\nb: ]\n", 2, 4, "")]
    [InlineData("a: 1\nb: }\nc: 1\n", 2, 4, "")]
    [InlineData("a: 1\nb: %x\n", 2, 4, "")]
    [InlineData("a: 1\nb: @x\n", 2, 4, "")]
    [InlineData("a: 1\n- b\n", 2, 1, "")]
    public void An_error_has_its_place(string text, int line, int column, string message)
    {
        var broken = Assert.IsType<YamlDocument.Broken>(YamlReader.Read(text, "f").Single());
        Assert.Equal((new Position(line, column), message.Length > 0 ? message : broken.Message), (broken.Position, broken.Message));
    }

    [Fact]
    public void Merges_that_multiply_are_refused()
    {
        var wide = "w: &w {" + string.Join(", ", Enumerable.Range(0, 3000).Select(i => $"k{i}: 1")) + "}\n";
        Assert.IsType<YamlDocument.Broken>(YamlReader.Read(wide + string.Concat(Enumerable.Range(0, 3000).Select(i => $"m{i}: {{<<: *w}}\n")), "f").Single());
    }

    [Fact]
    public void A_place_that_was_merged_in_is_where_it_is_written() =>
        Assert.Equal(new Position(1, 14), Assert.IsType<YamlDocument.Readable>(YamlReader.Read(Defaults + "v: {<<: *d}\n", "f").Single()).Source.Find("/v/b"));

    [Fact]
    public void Directives_alone_are_no_document() =>
        Assert.Equal(
            "{\"a\": 1}".Replace(" ", string.Empty, StringComparison.Ordinal),
            Assert.IsType<YamlDocument.Readable>(Assert.Single(YamlReader.Read("%YAML 1.2\n---\na: 1\n", "f"))).Root.GetRawText());
}
