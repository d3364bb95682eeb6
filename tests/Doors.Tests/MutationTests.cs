using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Doors.Tests;

public sealed class MutationTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<MutationCase> Cases => [.. MutationCase.All()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_gets_the_patch_it_expects(MutationCase asked)
    {
        var response = asked.Ask();
        var answer = JsonNode.Parse(Written(response))!["response"]!;
        var text = new JsonObject
        {
            ["patch"] = answer["patch"] is { } patch ? JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(patch.GetValue<string>()))) : new JsonArray(),
            ["warnings"] = answer["warnings"]?.DeepClone() ?? new JsonArray(),
        }.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(asked.Expected, text);
        }

        Assert.True(File.Exists(asked.Expected), $"{asked} has no expected.json; UPDATE_GOLDEN=1 dotnet test writes it");
        Assert.Equal(File.ReadAllText(asked.Expected), text);
        Assert.Equal(asked.Leaves, response.Patch.Count == 0);
        Assert.True(response.IsAllowed);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_patch_changes_nothing_else_and_a_second_call_patches_nothing(MutationCase asked)
    {
        var sent = asked.Sent();
        var response = asked.Ask();
        var after = PatchLibrary.Apply(sent, response.Patch);
        Assert.Equal(JsonNode.Parse(sent.GetRawText())!.ToJsonString(), Undone(after, response).ToJsonString());
        Assert.Empty(asked.Ask(JsonElement.Parse(after.ToJsonString())).Patch);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_dry_run_says_what_the_real_run_does(MutationCase asked) => Assert.Equal(Written(asked.Ask(dryRun: true)), Written(asked.Ask()));

    /// <summary>Another webhook may have been there before us, or comes after: what we change is the same.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Another_mutator_makes_no_difference(MutationCase asked)
    {
        var sent = asked.Sent();
        var ours = Other(PatchLibrary.Apply(sent, asked.Ask().Patch));
        var first = Other(JsonNode.Parse(sent.GetRawText())!);
        var second = PatchLibrary.Apply(JsonElement.Parse(first.ToJsonString()), asked.Ask(JsonElement.Parse(first.ToJsonString())).Patch);
        Assert.True(JsonNode.DeepEquals(ours, second), $"{ours.ToJsonString()}\n{second.ToJsonString()}");
    }

    private static JsonNode Other(JsonNode node)
    {
        var metadata = node["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations["example.com/injected"] = "yes";
        node["spec"]!["unheardOf"] = JsonNode.Parse("""{"quantity":"1e3","number":1.50}""");
        return node;
    }

    /// <summary>The object with every operation taken back, which must be the one that was sent.</summary>
    private static JsonNode Undone(JsonNode after, AdmissionResponse response)
    {
        var node = after.DeepClone();
        var was = response.Patch.Where(o => o.Op is "test").ToDictionary(o => o.Path, o => o.Value, StringComparer.Ordinal);
        foreach (var operation in response.Patch.Reverse().Where(o => o.Op is not "test"))
        {
            var segments = Policies.Yaml.JsonPointer.Segments(operation.Path).ToArray();
            var parent = segments[..^1].Aggregate(node, (at, segment) => at is JsonArray list ? list[int.Parse(segment, System.Globalization.CultureInfo.InvariantCulture)]! : at[segment]!);
            if (parent is JsonArray array)
            {
                array.RemoveAt(segments[^1] is "-" ? array.Count - 1 : int.Parse(segments[^1], System.Globalization.CultureInfo.InvariantCulture));
            }
            else if (operation.Op is "replace")
            {
                parent[segments[^1]] = was[operation.Path].DeepClone();
            }
            else
            {
                parent.AsObject().Remove(segments[^1]);
            }
        }

        return node;
    }

    private static string Written(AdmissionResponse response)
    {
        var buffer = new ArrayBufferWriter<byte>();
        AdmissionReviewWriter.Write(response, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
