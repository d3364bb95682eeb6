using System.Text.Json;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Answers;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Restoring;

namespace HomelabStorage.Audit.Cases;

/// <summary>A case that expects what the webhook changes about an object, and what it says of that.</summary>
internal static class PatchCase
{
    public static CaseOutcome Of(CaseScene scene)
    {
        if (CaseScene.Sent(scene.Root) is not { } manifest)
        {
            return new CaseOutcome.Wrong([$"{scene.Folder.Object}:1:1  nothing in it is ever changed: a case of a change is about a claim or a Pod"]);
        }

        var judge = scene.Judge();
        var mutation = Changed(scene, manifest, judge);
        var operations = mutation.IsNone ? [] : Patch.Of(scene.Root, mutation.Edits);
        var got = JsonFormat.Text(json => Write(operations, mutation.Warnings, json));
        return new CaseOutcome.Asked(
            [.. CaseRun.Compare(scene.Folder.ExpectedPatch, got)],
            scene.Folder.Leaves && operations.Count > 0 ? "its name promises that nothing is changed" : string.Empty,
            [judge.Of(manifest)],
            scene.Policy)
        {
            Got = got,
        };
    }

    private static Mutation Changed(CaseScene scene, Manifest manifest, Policies.Judgement.Judge judge) =>
        scene.Before.ValueKind == JsonValueKind.Undefined ? RestoreOnCreate.Of(manifest, judge, scene.Policy, CaseRun.Image)
        : manifest is Claim claim && CaseScene.Sent(scene.Before) is Claim before ? Mutator.OnUpdate(claim, before)
        : Mutation.None;

    private static void Write(IReadOnlyList<PatchOperation> operations, IReadOnlyList<string> warnings, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("patch"u8);
        PatchJson.Write(operations, json);
        json.WriteStartArray("warnings"u8);
        foreach (var warning in warnings)
        {
            json.WriteStringValue(FindingText.Note(warning));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
