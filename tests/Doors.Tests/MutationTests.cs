using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Audit.Cases;
using HomelabStorage.Policies.Policy.Reading;
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
        var outcome = Assert.IsType<CaseOutcome.Asked>(CaseRun.Of(asked.Files, ShippedPolicy.Read(), FixedTime.Now));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1" && outcome.Differences is [var difference])
        {
            CaseUpdate.Write(difference);
        }

        Assert.True(File.Exists(asked.Files.ExpectedPatch), $"{asked} has no expected.json; UPDATE_GOLDEN=1 dotnet test writes it");
        Assert.Equal(File.ReadAllText(asked.Files.ExpectedPatch), outcome.Got);
        Assert.Equal(text, outcome.Got);
        Assert.Equal(asked.Files.Leaves, response.Patch.Count == 0);
        Assert.Equal(string.Empty, outcome.Broken);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_keeps_every_law(MutationCase asked) => new MutationLaws(asked.Snapshot()).Hold(asked.Sent, asked.Before);
}
