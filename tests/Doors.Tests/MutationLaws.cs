using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>What has to be true of every patch, whatever the object and whatever is around it.</summary>
internal sealed class MutationLaws(Snapshot snapshot)
{
    /// <summary>The answer to an object.</summary>
    public AdmissionResponse Ask(JsonElement sent, JsonElement? before = null, bool dryRun = false) =>
        Review.Ask(Handlers.Mutation(snapshot), Review.Of(sent, before, dryRun));

    /// <summary>Puts an object to every law.</summary>
    public void Hold(JsonElement sent, JsonElement? before)
    {
        var response = Ask(sent, before);
        Assert.True(response.IsAllowed);
        Assert.Equal(Written(response), Written(Ask(sent, before, dryRun: true)));
        Assert.DoesNotContain(response.Patch, o => o.Op is not ("add" or "replace" or "test"));

        var after = PatchLibrary.Apply(sent, response.Patch);
        Assert.Equal(WithoutNulls(JsonNode.Parse(sent.GetRawText())!).ToJsonString(), WithoutNulls(Undone(after, sent, response)).ToJsonString());
        Assert.Empty(Ask(Element(after), before).Patch);
        if (before is null)
        {
            NothingIsFoundAgain(response, Element(after));
        }

        AnotherMutatorMakesNoDifference(sent, before, after);
    }

    public static string Written(AdmissionResponse response)
    {
        var buffer = new ArrayBufferWriter<byte>();
        AdmissionReviewWriter.Write(response, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A class that was chosen is one that no rule wants changed.</summary>
    private void NothingIsFoundAgain(AdmissionResponse response, JsonElement after)
    {
        if (response.Patch.Any(o => o.Path is "/spec/storageClassName"))
        {
            var judged = Review.Ask(Handlers.Validation(snapshot), Review.Of(after));
            Assert.DoesNotContain(judged.Denials.Concat(judged.Warnings), d => d.Action >= RuleAction.Fix && d.Finding.Pointer is "/spec/storageClassName");
        }
    }

    /// <summary>Another webhook may have been there before us, or comes after.</summary>
    private void AnotherMutatorMakesNoDifference(JsonElement sent, JsonElement? before, JsonNode after)
    {
        var theirsLast = Other(after.DeepClone());
        var theirsFirst = Element(Other(JsonNode.Parse(sent.GetRawText())!));
        var oursLast = PatchLibrary.Apply(theirsFirst, Ask(theirsFirst, before).Patch);
        Assert.True(JsonNode.DeepEquals(theirsLast, oursLast), $"{theirsLast.ToJsonString()}\n{oursLast.ToJsonString()}");
    }

    private static JsonNode Other(JsonNode node)
    {
        var metadata = node["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations["example.com/injected"] = "yes";
        (node["spec"] ?? node)["unheardOf"] = JsonNode.Parse("""{"quantity":"1e3","number":1.50}""");
        return node;
    }

    /// <summary>The object with every operation taken back, which must be the one that was sent.</summary>
    private static JsonNode Undone(JsonNode after, JsonElement sent, AdmissionResponse response)
    {
        var node = after.DeepClone();
        foreach (var operation in response.Patch.Reverse().Where(o => o.Op is not "test"))
        {
            string[] segments = [.. JsonPointer.Segments(operation.Path)];
            var parent = segments[..^1].Aggregate(
                node,
                (at, segment) => at is JsonArray list ? list[int.Parse(segment, CultureInfo.InvariantCulture)]! : at[segment]!);
            switch (parent)
            {
                case JsonArray array:
                    array.RemoveAt(segments[^1] is "-" ? array.Count - 1 : int.Parse(segments[^1], CultureInfo.InvariantCulture));
                    break;
                case var _ when operation.Op is "replace":
                    var was = JsonNode.Parse(segments.Aggregate(sent, (at, segment) => at.GetProperty(segment)).GetRawText());
                    Assert.All(
                        response.Patch.Where(o => o.Op is "test" && string.Equals(o.Path, operation.Path, StringComparison.Ordinal)),
                        o => Assert.True(JsonNode.DeepEquals(o.Value, was)));
                    parent[segments[^1]] = was;
                    break;
                default:
                    parent.AsObject().Remove(segments[^1]);
                    break;
            }
        }

        return node;
    }

    /// <summary>A map that is null is none; putting one in its place takes nothing away.</summary>
    private static JsonNode WithoutNulls(JsonNode node)
    {
        foreach (var parent in new[] { node, node["metadata"], node["spec"] }.OfType<JsonObject>())
        {
            foreach (var (name, _) in parent.Where(member => member.Value is null).ToArray())
            {
                parent.Remove(name);
            }
        }

        return node;
    }

    private static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToJsonString());
}
