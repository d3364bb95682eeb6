using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using Xunit;

namespace HomelabStorage.Policies.Tests.Manifests;

/// <summary>A text or a map that is read in fewer bytes says the same.</summary>
public sealed class RepeatedTextsTests
{
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String,
        Gen.OneOfConst("config", "app", "Deployment", "apps/v1", "CONFIG", "confi", "app.kubernetes.io/managed-by", "é", "a\"b", "\u0000"));

    [Fact]
    public void A_text_is_what_was_written() => Texts.Where(IsText).Sample(text =>
    {
        Assert.Equal(text, RepeatedTexts.Of(Json(JsonSerializer.Serialize(text, Plainly))));
        Assert.Equal(text, RepeatedTexts.Of(Json(JsonSerializer.Serialize(text))));
        Assert.Equal(text, RepeatedTexts.NameOf(Json($"{{{JsonSerializer.Serialize(text)}:1}}").EnumerateObject().Single()));
    });

    [Fact]
    public void What_repeats_is_one_text() => Assert.Same(RepeatedTexts.Of(Json("\"Deployment\"")), RepeatedTexts.Of(Json("\"Deployment\"")));

    [Fact]
    public void What_has_an_escape_is_read_as_it_is_meant() => Assert.Equal("config", RepeatedTexts.Of(Json("\"\\u0063onfig\"")));

    [Fact]
    public void A_map_of_any_length_is_what_a_dictionary_would_be() =>
        Gen.Select(Gen.OneOfConst("app", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), Gen.OneOfConst("x", "y", "config")).Array[0, 14].Sample(fields =>
        {
            var expected = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, value) in fields)
            {
                expected[key] = value;
            }

            var labels = Labels($"{{{string.Join(',', fields.Select(f => $"\"{f.Item1}\":\"{f.Item2}\""))}}}");
            Assert.Equal(expected.ToArray(), labels.ToArray());
            Assert.Equal(expected.Count, labels.Count);
            Assert.Equal(expected.Keys, labels.Keys);
            Assert.Equal(expected.Values, labels.Values);
            Assert.All(expected, entry => Assert.Equal(entry.Value, labels[entry.Key]));
            Assert.False(labels.ContainsKey("z"));
            Assert.False(labels.TryGetValue("z", out _));
            Assert.Throws<KeyNotFoundException>(() => labels["z"]);
        });

    private static IReadOnlyDictionary<string, string> Labels(string labels)
    {
        var read = ManifestReader.Read(Json($$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"home","labels":{{labels}} } }"""));
        return Assert.IsType<ManifestReading.Understood>(read).Manifest.Metadata.Labels;
    }

    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
