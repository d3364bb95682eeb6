using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Yaml;

/// <summary>What is said of JSON is what the parser of YAML says of it, to the last column. A comment behind it leaves it to that parser.</summary>
public sealed class JsonComposerTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Plain) { WriteIndented = true, NewLine = "\n" };

    private static Gen<string> Words => Gen.String[Gen.Char["ab <:,#'\"\\/{}[]-&*~0é日\n"], 0, 6];

    private static Gen<JsonNode?> Scalars => Gen.OneOf(
        Words.Select(word => (JsonNode?)JsonValue.Create(word)),
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(one => (JsonNode?)JsonValue.Create(one)),
        Gen.Const((JsonNode?)null));

    [Fact]
    public void Any_object_is_the_same_value_in_the_same_places() =>
        Gen.Select(Gen.Select(Words, Below(3)).Array[1, 5], Gen.Bool).Sample((entries, isIndented) =>
            AreAlike(Mapping(entries).ToJsonString(isIndented ? Indented : Plain)));

    [Fact]
    public void So_is_what_an_API_server_sent() =>
        Assert.All(
            Directory.GetFiles(Repository.Path("tests", "fixtures", "admission-reviews"), "*.json"),
            file => AreAlike(File.ReadAllText(file).TrimEnd().ReplaceLineEndings("\n")));

    [Theory]
    [InlineData("{\"a\": 1, \"b\": [true, null, -1.5e3, 0.10, \"x\"]}\n", "values of every type")]
    [InlineData("\n {\n \"a\" : {}, \"b\":[ ] , \"c\":\"é😀\", \"d\":2}", "blanks anywhere, and characters of two to four bytes")]
    [InlineData("{\"a\": \"\\u00e9\\n\\\"\", \"~\": \"yes\", \"<<\": {\"a\": 2}}", "words that mean something in YAML")]
    [InlineData("{\"a\": b}", "YAML between brackets")]
    [InlineData("{\"a\": 1,}", "a comma too many")]
    [InlineData("{\"a\":\t1}", "a tab")]
    [InlineData("{\"a\": {\n\"b\": 1}}", "a line that is not indented")]
    public void Texts_of_many_shapes_are_alike(string text, string why) => AreAlike(text, why);

    [Theory]
    [InlineData("{\"a\": 1, \"a\": 2}", "the key 'a' is here twice")]
    [InlineData("{\"a\": [1, 2}", "did not find expected")]
    public void What_is_wrong_the_parser_of_YAML_says(string text, string message) =>
        Assert.Contains(message, Assert.IsType<YamlDocument.Broken>(Assert.Single(YamlReader.Read(text, "f.json"))).Message, StringComparison.Ordinal);

    private static Gen<JsonNode?> Below(int depth) => depth == 0 ? Scalars : Gen.OneOf(
        Scalars,
        Below(depth - 1).Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
        Gen.Select(Words, Below(depth - 1)).Array[0, 3].Select(entries => (JsonNode?)Mapping(entries)));

    private static JsonObject Mapping((string Key, JsonNode? Value)[] entries) =>
        new(entries.DistinctBy(e => e.Key, StringComparer.Ordinal).Select(e => KeyValuePair.Create(e.Key, e.Value?.DeepClone())));

    private static void AreAlike(string text, string why = "")
    {
        var json = Assert.IsType<YamlDocument.Readable>(Assert.Single(YamlReader.Read(text, "f.json")));
        var yaml = Assert.IsType<YamlDocument.Readable>(Assert.Single(YamlReader.Read($"{text}\n# YAML", "f.json")));
        Assert.True(string.Equals(yaml.Root.GetRawText(), json.Root.GetRawText(), StringComparison.Ordinal), $"{why} {text}");
        string[] pointers = [.. Pointers(json.Root, string.Empty)];
        Assert.Equal(
            SourceMap.Regions([.. pointers.Select(pointer => (yaml.Source, pointer))]),
            SourceMap.Regions([.. pointers.Select(pointer => (json.Source, pointer))]));
    }

    private static IEnumerable<string> Pointers(JsonElement value, string pointer) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field =>
            Pointers(field.Value, $"{pointer}/{field.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Pointers(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"))),
        _ => [],
    } is var below ? below.Prepend(pointer) : [];
}
