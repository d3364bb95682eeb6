using System.Text.Json;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Comparison;

/// <summary>The comparison of two policies, for programs.</summary>
public static class PolicyComparisonJson
{
    /// <summary>Writes it, notes as well.</summary>
    public static void Write(PolicyComparison comparison, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, "homelab-storage.io/v1alpha1"u8);
        json.WriteString("kind"u8, "PolicyDiff"u8);
        Policy("old"u8, comparison.Old, json);
        Policy("new"u8, comparison.New, json);
        json.WriteStartObject("summary"u8);
        json.WriteNumber("resources"u8, comparison.Judged);
        json.WriteNumber("changed"u8, comparison.Changes.Count);
        json.WriteNumber("flipped"u8, comparison.Changes.Count(c => c.IsFlip));
        json.WriteNumber("refusedNow"u8, comparison.Changes.Count(c => c.IsRefusedNow));
        json.WriteNumber("passesNow"u8, comparison.Changes.Count(c => c.PassesNow));
        json.WriteEndObject();
        json.WriteStartArray("changes"u8);
        foreach (var change in comparison.Changes)
        {
            Write(change, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Policy(ReadOnlySpan<byte> name, StoragePolicy policy, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("name"u8, policy.Name);
        json.WriteString("hash"u8, policy.Hash);
        json.WriteEndObject();
    }

    private static void Write(AnswerChange change, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        ReferenceJson.Write("resource"u8, change.Now.Verdict.Subject.Reference, json);
        PlaceJson.Write(change.Now.File, change.Now.Position, json);
        if (change.Cluster.Length > 0)
        {
            json.WriteString("cluster"u8, change.Cluster);
        }

        json.WriteString("old"u8, VerdictWords.Spell(change.Before.Verdict.Kind));
        json.WriteString("new"u8, VerdictWords.Spell(change.Now.Verdict.Kind));
        json.WriteStartArray("findings"u8);
        foreach (var finding in change.Changes)
        {
            Write(finding, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(FindingChange change, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, change.Rule.Id);
        switch (change)
        {
            case FindingChange.Came came:
                Write(before: null, came.Now, came.Now, json);
                break;
            case FindingChange.Went went:
                Write(went.Before, now: null, went.Before, json);
                break;
            case FindingChange.Weighed weighed:
                Write(weighed.Before, weighed.Now, weighed.Now, json);
                break;
            case FindingChange.Opened opened:
                json.WriteString("new"u8, "unknown"u8);
                json.WriteString("message"u8, opened.Question.Message);
                break;
            case FindingChange.Closed closed:
                json.WriteString("old"u8, "unknown"u8);
                json.WriteString("message"u8, closed.Question.Message);
                break;
        }

        json.WriteString("because"u8, change.Because);
        json.WriteEndObject();
    }

    private static void Write(LocatedFinding? before, LocatedFinding? now, LocatedFinding shown, Utf8JsonWriter json)
    {
        if (before is not null)
        {
            json.WriteString("old"u8, Words.Actions.Spell(before.Decision.Action));
        }

        if (now is not null)
        {
            json.WriteString("new"u8, Words.Actions.Spell(now.Decision.Action));
        }

        json.WriteString("message"u8, shown.Decision.Finding.Message);
        json.WriteString("remedy"u8, shown.Decision.Finding.Remedy);
        PlaceJson.Write(shown.File, shown.Position, json);
    }
}
