using System.Text.Json.Nodes;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Output;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>JSON goes out in parts, and is the same as if it went out at once.</summary>
public sealed class JsonLinesTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 10)]
    [InlineData(5_000, 40)]
    [InlineData(3, 200_000)]
    public void Parts_are_whole_lines_and_make_the_whole(int count, int length)
    {
        string[] texts = [.. Enumerable.Range(0, count).Select(i => $"{i} {new string('ü', length)}")];
        var parts = Parts(texts);
        Assert.All(parts, part => Assert.EndsWith("\n", part, StringComparison.Ordinal));
        Assert.Equal(texts, JsonNode.Parse(string.Concat(parts))!.AsArray().Select(text => (string?)text));
    }

    [Fact]
    public void A_long_report_is_never_in_memory_as_a_whole() =>
        Assert.All(Parts([.. Enumerable.Repeat(new string('x', 100), 10_000)]), part => Assert.InRange(part.Length, 1, 100_000));

    [Fact]
    public void A_command_of_a_CI_runner_is_recognised_wherever_a_part_ends()
    {
        for (var before = 32_700; before < 32_800; before++)
        {
            using var text = new StringWriter();
            using var safe = new SafeWriter(text);
            JsonFormat.Write(
                json =>
                {
                    json.WriteStartArray();
                    json.WriteStringValue(new string('x', before));
                    json.WriteStringValue("##vso[task.complete]");
                    json.WriteEndArray();
                },
                safe.Write);
            Assert.DoesNotContain("##vso[", text.ToString(), StringComparison.Ordinal);
        }
    }

    private static List<string> Parts(IReadOnlyList<string> texts)
    {
        var parts = new List<string>();
        JsonFormat.Write(
            json =>
            {
                json.WriteStartArray();
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
            },
            parts.Add);
        return parts;
    }
}
