using System.Text;
using System.Text.Json;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class ManagedFieldsTests
{
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
