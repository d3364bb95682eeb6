using System.Buffers;
using System.Text.Json;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>Past the ceiling there is one clear answer, whatever else is in the object.</summary>
public sealed class OversizedTests
{
    private const string Rule = "object-too-large-to-judge";
    private static readonly Shape Volumes = Shapes.All.Single(s => s.Name is "volumes × mounts of an app");
    private static readonly ValidationHandler Handler = Handlers.Validation(new Snapshot(Volumes.InventoryOf(1), ShippedPolicy.Read()));

    public static TheoryData<string> Names =>
        [.. Shapes.All
            .Where(s => s.Largest < Shape.LargestObject / 4 && s.SizeOfLargestObject() > s.Largest * 2 && ObjectSize.Of(s.ManifestOf(s.Largest * 2)).IsTooLarge)
            .Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_object_of_three_megabytes_is_refused_in_one_line(string name)
    {
        var shape = Shapes.All.Single(s => s.Name == name);
        var response = Ask(shape.ObjectOf(shape.SizeOfLargestObject()), null);
        Assert.Equal([Rule], response.Denials.Select(d => d.Finding.Rule.Id));
        Assert.Empty(response.Warnings);
        AssertBrief(response);
    }

    [Fact]
    public void The_answer_is_the_same_in_whatever_order_the_parts_stand()
    {
        var text = Volumes.Object(Volumes.Largest * 2);
        using var one = JsonDocument.Parse(text);
        using var other = JsonDocument.Parse(text.Replace("\"mountPath\":\"/data/1", "\"mountPath\":\"/etc/linkding/data/1", StringComparison.Ordinal));
        Assert.Equal(Message(Ask(one.RootElement, null)), Message(Ask(other.RootElement, null)));
    }

    [Fact]
    public void An_object_just_below_the_ceiling_is_judged_in_full()
    {
        var shape = Shapes.All.Single(s => s.Name is "variables × mounts");
        var response = Ask(shape.ObjectOf(shape.Largest), null);
        Assert.True(response.Denials.Count > 2000);
        Assert.DoesNotContain(response.Denials, d => d.Finding.Rule.Id is Rule);
        AssertBrief(response);
        Assert.EndsWith("more findings.", Message(response), StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_is_refused_only_where_the_object_was_smaller_before()
    {
        var large = Volumes.ObjectOf(Volumes.Largest * 2);
        Assert.Equal([Rule], Ask(large, Volumes.ObjectOf(10)).Denials.Select(d => d.Finding.Rule.Id));
        Assert.True(Ask(large, Volumes.ObjectOf(Volumes.Largest * 3)).IsAllowed);
        Assert.True(Ask(Volumes.ObjectOf(Volumes.Largest * 3), large).IsAllowed);
    }

    [Fact]
    public void Whatever_makes_it_small_enough_again_may_be_done()
    {
        var refused = Shapes.All.Single(s => s.Name is "variables × mounts");
        var response = Ask(refused.ObjectOf(10), refused.ObjectOf(refused.Largest * 2));
        Assert.True(response.IsAllowed);
        Assert.NotEmpty(response.Warnings);
    }

    [Theory]
    [InlineData("\"operation\":\"CREATE\"", "\"operation\":\"CREATE\",\"subResource\":\"status\"")]
    [InlineData("\"operation\":\"CREATE\"", "\"operation\":\"DELETE\"")]
    [InlineData("\"metadata\":{\"name\":\"linkding\"", "\"metadata\":{\"deletionTimestamp\":\"2026-11-26T00:00:00Z\",\"name\":\"linkding\"")]
    public void Its_status_and_its_end_pass(string written, string instead)
    {
        using var document = JsonDocument.Parse(Volumes.Object(Volumes.Largest * 2));
        var body = System.Text.Encoding.UTF8.GetString(Review.Of(document.RootElement));
        Assert.Contains(written, body, StringComparison.Ordinal);
        Assert.True(Review.Ask(Handler, System.Text.Encoding.UTF8.GetBytes(body.Replace(written, instead, StringComparison.Ordinal))).IsAllowed);
    }

    private static AdmissionResponse Ask(JsonElement root, JsonElement? before) => Review.Ask(Handler, Review.Of(root, before, dryRun: true));

    private static string Message(AdmissionResponse response) => Written(response).GetProperty("status").GetProperty("message").GetString()!;

    private static JsonElement Written(AdmissionResponse response)
    {
        var buffer = new ArrayBufferWriter<byte>();
        AdmissionReviewWriter.Write(response, buffer);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.GetProperty("response").Clone();
    }

    private static void AssertBrief(AdmissionResponse response)
    {
        var written = Written(response);
        Assert.InRange(Message(response).Length, 1, 1024);
        Assert.InRange(written.GetProperty("status").GetProperty("details").GetProperty("causes").GetArrayLength(), 1, 16);
        Assert.InRange(written.GetRawText().Length, 1, 24 * 1024);
    }
}
