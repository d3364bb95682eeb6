using CsCheck;
using HomelabStorage.Policies.Yaml;
using Xunit;

namespace HomelabStorage.Policies.Tests.Yaml;

public sealed class YamlEditingTests
{
    private static readonly string[] Written = ["a: b\n", "a: 'b'\n", "a: \"b\"\n", "c: d\n", "{c: d}\n"];

    private static readonly string[] Pointers = ["/spec/class", "/metadata/annotations/x.io~1y", "/items/0/spec/class"];

    [Theory]
    [InlineData("a: {b: c}\n", "/a/b", "a: {b: new}\n")]
    [InlineData("a: {b: c}\n", "/a/d", "a: {b: c, d: new}\n")]
    [InlineData("a: {}\n", "/a/d", "a: {d: new}\n")]
    [InlineData("a: {b: c}", "/d/e", "d:\n  e: new\na: {b: c}")]
    [InlineData("a: x", "/d", "a: x\nd: new")]
    [InlineData("a: \"b\" # c\n", "/a", "a: \"new\" # c\n")]
    [InlineData("{\"a\": \"b\"}\n", "/a", "{\"a\": \"new\"}\n")]
    [InlineData("{\"a\": {\"b\": 1}}\n", "/a/c~1d", "{\"a\": {\"b\": 1, \"c/d\": \"new\"}}\n")]
    [InlineData("{\n  \"a\": {\n    \"b\": 1\n  }\n}\n", "/a/c", "{\n  \"a\": {\n    \"b\": 1,\n    \"c\": \"new\"\n  }\n}\n")]
    [InlineData("{\"a\": {}}", "/a/c/d", "{\"a\": {\"c\": {\"d\": \"new\"}}}")]
    [InlineData("a: { b: c }\n", "/a/d", "a: { b: c, d: new }\n")]
    [InlineData("a:\n- b: c\n  d: e\n", "/a/0/d", "a:\n- b: c\n  d: new\n")]
    [InlineData("a:\r\n  b: c\r\n", "/a/d", "a:\r\n  b: c\r\n  d: new\r\n")]
    [InlineData("a:\n  b:\n  - c\n  # about d\n  d: e\n", "/a/f", "a:\n  f: new\n  b:\n  - c\n  # about d\n  d: e\n")]
    public void A_value_is_set_and_the_rest_stays(string text, string pointer, string expected) => Assert.Equal(expected, Set(text, pointer, "new"));

    [Theory]
    [InlineData("a: &x b\n", "/a")]
    [InlineData("x: &x {b: c}\na: *x\n", "/a/b")]
    [InlineData("a: |\n  text\n", "/a")]
    [InlineData("a:\n", "/a/b")]
    [InlineData("a: ~\n", "/a/b")]
    [InlineData("a: [x]\n", "/a/b")]
    [InlineData("a: x\n", "/a/b")]
    [InlineData("x: &x {b: c}\na:\n  <<: *x\n", "/a/b")]
    [InlineData("a: ${VALUE}\n", "/a")]
    [InlineData("a: {b: c,}\n", "/a/d")]
    [InlineData("a: {b: c # why\n  }\n", "/a/d")]
    public void Where_it_is_not_certain_nothing_is_done(string text, string pointer) => Assert.Null(Set(text, pointer, "new"));

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    [InlineData("1e3")]
    [InlineData("0 */6 * * *")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("a: b")]
    [InlineData("a \"quoted\" #word\\")]
    public void A_value_stays_a_text_whatever_it_looks_like(string value)
    {
        foreach (var text in Written)
        {
            var root = ((YamlDocument.Readable)YamlReader.Read(Set(text, "/a", value)!, "x").Single()).Root;
            Assert.Equal(value, root.GetProperty("a").GetString());
        }
    }

    /// <summary>Whatever is written and however, the change is exact or not made, and made only once.</summary>
    [Fact]
    public void Every_line_but_the_changed_one_survives() => Texts.Sample(text =>
    {
        foreach (var pointer in Pointers)
        {
            if (Set(text, pointer, "chosen") is not { } changed)
            {
                continue;
            }

            Assert.Equal(changed, Set(changed, pointer, "chosen"));
            var kept = changed.Split('\n').ToList();
            foreach (var line in text
                .Split('\n')
                .Where(line => !line.Contains("class", StringComparison.Ordinal) && !line.Contains('{', StringComparison.Ordinal)))
            {
                Assert.True(kept.Remove(line), $"'{line}' is gone from:\n{changed}");
            }
        }
    });

    private static Gen<string> Texts { get; } =
        from comment in Gen.OneOfConst("", "# leading\n", "\n")
        from name in Gen.OneOfConst("name: a", "name: a # trailing", "\"name\": 'a'", "name: >-\n    folded\n    text", "name:")
        from annotations in Gen.OneOfConst(
            "",
            "  annotations: {}\n",
            "  annotations: {a: \"b\"}\n",
            "  annotations:\n    # about a\n    a: b\n",
            "  annotations:\n",
            "  annotations: &a\n    a: b\n")
        from spec in Gen.OneOfConst(
            "spec:\n  class: old\n",
            "spec:\n    modes: [a, b] # flow\n    class: \"old\" # why\n",
            "spec: {class: 'old', size: 1e9}\n",
            "spec:\n  modes:\n  - a\n",
            "spec:\n  - a\n",
            "spec: {}\n",
            "items:\n- spec: {size: 010}\n- a\n",
            "items:\n  - name: b\n    spec:\n      class: &c old\n")
        from newLine in Gen.OneOfConst("\n", "\r\n")
        from end in Gen.Bool
        select ($"{comment}kind: Claim\nmetadata:\n  {name}\n{annotations}{spec}" is var text && end ? text.TrimEnd('\n') : text).ReplaceLineEndings(newLine);

    [Fact]
    public void Several_changes_of_one_document_are_made_at_once_and_what_is_not_certain_stays()
    {
        const string Text = "items:\n- {class: a}\n- {class: &x b}\n- {size: 1,}\n-\n  name: c\n";
        YamlEdit[] edits =
        [
            .. Enumerable.Range(0, 4)
                .Select(i => new YamlEdit(new SourceMap("f", 1, Text).Below($"/items/{i}"), [("/class", "new"), ("/notes/a", "1"), ("/notes/b", "2")])),
        ];
        var (changes, refused) = YamlEdit.Make(Text, edits);
        Assert.Equal([edits[1], edits[2]], refused);
        Assert.Equal(
            "items:\n- {class: new, notes: {a: \"1\", b: \"2\"}}\n- {class: &x b}\n- {size: 1,}\n-\n  name: c\n  class: new\n  notes:\n    a: "
                + "\"1\"\n    b: \"2\"\n",
            YamlChange.Apply(Text, changes));
    }

    /// <summary>Measured in bytes, which do not depend on who else is busy.</summary>
    [Theory]
    [InlineData("---\nspec:\n  size: 1\n  class: old\n", "/spec/class")]
    [InlineData("- spec: {size: 1, class: old}\n", "/{0}/spec/class")]
    public void Work_grows_with_the_file_and_no_faster(string item, string pointer)
    {
        Assert.InRange(Bytes(item, pointer, 800) / (double)Bytes(item, pointer, 200), 3, 5.5);

        static long Bytes(string item, string pointer, int count)
        {
            var text = string.Concat(Enumerable.Repeat(item, count));
            var isList = pointer.Contains("{0}", StringComparison.Ordinal);
            text = isList ? "items:\n" + text : text;
            var list = new SourceMap("f", 1, text);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var (changes, refused) = YamlEdit.Make(text, [.. Enumerable.Range(0, count).Select(i => isList
                ? new YamlEdit(list.Below($"/items/{i}"), [("/spec/class", "new")])
                : new YamlEdit(new SourceMap("f", (4 * i) + 1, item), [(pointer, "new")]))]);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal((count, 0), (changes.Count, refused.Count));
            return bytes;
        }
    }

    private static string? Set(string text, string pointer, string value)
    {
        var (changes, refused) = YamlEdit.Make(text, [new YamlEdit(new SourceMap("file.yaml", 1, text), [(pointer, value)])]);
        return refused.Count == 0 ? YamlChange.Apply(text, changes) : null;
    }
}
