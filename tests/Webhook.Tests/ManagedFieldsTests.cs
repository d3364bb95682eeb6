using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class ManagedFieldsTests
{
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("""{"managedFields":[{"a":"]\"]"},[[]]],"b":1}""", """{"managedFields":"-----------------","b":1}""")]
    [InlineData("""{"managedFields" : [ ],"managedFields": [1]}""", """{"managedFields" : "-","managedFields": "-"}""")]
    public void They_become_one_text_of_the_same_length(string json, string expected) => Assert.Equal(expected, Blank(json));

    [Theory]
    [InlineData("""{"managedFields":null}""")]
    [InlineData("""{"managedFields":[{"a":1}""")]
    [InlineData("""{"managedFields":["open""")]
    [InlineData("""{"managedFields":["escaped\""")]
    [InlineData("""{"managedFields":""")]
    [InlineData("""{"a":"\"managedFields\":[1]"}""")]
    [InlineData("""{"kind":"PersistentVolumeClaim","managedFields":[1]}""")]
    public void Anything_else_stays_as_it_is(string json) => Assert.Equal(json, Blank(json));

    /// <summary>Whatever their texts hold, and wherever in the bytes it stands.</summary>
    [Fact]
    public void Their_end_is_the_bracket_that_closes_them() =>
        Gen.Select(Gen.String[Gen.OneOfConst('"', '\\', '[', ']', 'a', 'é'), 0, 80].Array[0, 6], Gen.Int[0, 3], Gen.Int[0, 40]).Sample((texts, depth, before) =>
        {
            var list = $"{new string('[', depth)}{JsonSerializer.Serialize(texts, Plainly)}{new string(']', depth)}";
            var (start, end) = ($"{{\"a\":\"{new string('x', before)}\",\"managedFields\":", ",\"b\":[\"]\"]}");
            Assert.Equal($"{start}\"{new string('-', Encoding.UTF8.GetByteCount(list) - 2)}\"{end}", Blank(start + list + end));
        });

    /// <summary>Real reviews stay JSON, and say the same but for the managedFields.</summary>
    [Fact]
    public void Real_reviews_say_the_same_without_them()
    {
        foreach (var file in Directory.GetFiles(Repository.Path("tests", "fixtures", "admission-reviews"), "*.json"))
        {
            var bytes = File.ReadAllBytes(file);
            var blanked = bytes.ToArray();
            ManagedFields.Blank(blanked);
            using var before = JsonDocument.Parse(bytes);
            using var after = JsonDocument.Parse(blanked);
            Assert.Equal(Without(before.RootElement), Without(after.RootElement));
        }
    }

    private static string Without(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            $"{{{string.Join(',', element.EnumerateObject().Where(p => !p.NameEquals("managedFields")).Select(p => $"{p.Name}:{Without(p.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Without))}]",
        _ => element.GetRawText(),
    };

    private static string Blank(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        ManagedFields.Blank(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
