using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

public sealed class MutationTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<MutationCase> Cases => [.. MutationCase.All()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_gets_the_patch_it_expects(MutationCase asked)
    {
        var response = new MutationLaws(asked.Snapshot()).Ask(asked.Sent, asked.Before);
        var answer = JsonNode.Parse(MutationLaws.Written(response))!["response"]!;
        var text = new JsonObject
        {
            ["patch"] = answer["patch"] is { } patch
                ? JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(patch.GetValue<string>())))
                : new JsonArray(),
            ["warnings"] = answer["warnings"]?.DeepClone() ?? new JsonArray(),
        }.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(asked.Expected, text);
        }

        Assert.True(File.Exists(asked.Expected), $"{asked} has no expected.json; UPDATE_GOLDEN=1 dotnet test writes it");
        Assert.Equal(File.ReadAllText(asked.Expected), text);
        Assert.Equal(asked.Leaves, response.Patch.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_keeps_every_law(MutationCase asked) => new MutationLaws(asked.Snapshot()).Hold(asked.Sent, asked.Before);
}
