using System.Text.Json;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Reports;

/// <summary>The report as JSON: a contract that tools read. Its schema is <c>docs/audit-report.schema.json</c>.</summary>
public static class JsonReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(AuditReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, "homelab-storage.io/v1alpha1"u8);
        json.WriteString("kind"u8, "AuditReport"u8);
        json.WriteStartObject("policy"u8);
        json.WriteString("name"u8, report.Policy.Name);
        json.WriteString("hash"u8, report.Policy.Hash);
        json.WriteEndObject();
        WriteSummary(report, json);
        json.WriteStartArray("results"u8);
        foreach (var result in report.Results)
        {
            WriteResult(result, report, json);
        }

        json.WriteEndArray();
        json.WriteStartArray("notJudged"u8);
        WriteAsides(report.NotJudged.Select(n => (n.File, n.Position, n.Reason, n.Group, n.Command)), json);
        WriteUnreadable(report.Unreadable, json);
        json.WriteEndArray();
        json.WriteStartArray("broken"u8);
        WriteAsides(report.Broken.Select(b => (b.File, b.Position, b.Message, string.Empty, string.Empty)), json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSummary(AuditReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject("summary"u8);
        json.WriteNumber("resources"u8, report.Results.Count);
        json.WriteNumber("deny"u8, report.Count(VerdictKind.Deny));
        json.WriteNumber("warn"u8, report.Count(VerdictKind.Warn));
        json.WriteNumber("allow"u8, report.Count(VerdictKind.Allow));
        json.WriteNumber("unknown"u8, report.Count(VerdictKind.Unknown));
        json.WriteNumber("foreign"u8, report.Foreign);
        json.WriteNumber("notJudged"u8, report.NotJudged.Count + report.Unreadable.Count);
        json.WriteNumber("unreadable"u8, report.Unreadable.Count);
        json.WriteNumber("broken"u8, report.Broken.Count);
        json.WriteEndObject();
    }

    private static void WriteResult(AuditResult result, AuditReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteReference("resource"u8, result.Verdict.Subject.Reference, json);
        if (result.Verdict.Subject.Origin is { } origin)
        {
            WriteReference("madeFrom"u8, origin.Reference, json);
        }

        if (result.File.Length > 0)
        {
            json.WriteStartObject("source"u8);
            json.WriteString("file"u8, result.File);
            json.WriteNumber("line"u8, result.Position.Line);
            json.WriteEndObject();
        }

        if (result.Cluster.Length > 0)
        {
            json.WriteString("cluster"u8, result.Cluster);
        }

        json.WriteString("verdict"u8, VerdictWords.Spell(result.Verdict.Kind));
        if (report.IsGap(result))
        {
            json.WriteBoolean("admissionGap"u8, true);
        }

        if (report.Reason(result) is { Length: > 0 } reason)
        {
            json.WriteString("admissionReason"u8, reason);
        }

        WriteVolumes(result.Verdict.Facts, json);
        json.WriteStartArray("findings"u8);
        foreach (var finding in result.Findings)
        {
            WriteFinding(finding, result.File, json);
        }

        json.WriteEndArray();
        WriteOpen(result.Verdict, json);
        json.WriteEndObject();
    }

    private static void WriteVolumes(SubjectFacts? facts, Utf8JsonWriter json)
    {
        json.WriteStartArray("volumes"u8);
        foreach (var mount in facts?.Mounts ?? [])
        {
            json.WriteStartObject();
            json.WriteString("mountPath"u8, mount.Path);
            json.WriteString("volume"u8, mount.Mount.Volume);
            json.WriteString("data"u8, Words.DataKinds.Spell(mount.Main.Kind));
            json.WriteString("criticality"u8, Words.Criticalities.Spell(mount.Main.Criticality));
            json.WriteString("backend"u8, BackendWords.Spell(mount.Backend));
            if (mount.Claim is { } claim)
            {
                json.WriteString("claim"u8, claim.Name);
                json.WriteString("storageClass"u8, claim.Class.Name);
            }

            json.WriteString("certainty"u8, Words.Certainties.Spell(mount.Main.Certainty));
            CoverageJson.Write(mount.Coverage, json);
            if (facts is ClaimFacts)
            {
                json.WriteString("workload"u8, mount.Workload.Reference.ToString());
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFinding(LocatedFinding located, string file, Utf8JsonWriter json)
    {
        var finding = located.Decision.Finding;
        json.WriteStartObject();
        json.WriteString("rule"u8, finding.Rule.Id);
        json.WriteString("action"u8, Words.Actions.Spell(located.Decision.Action));
        json.WriteString("message"u8, finding.Message);
        json.WriteString("remedy"u8, finding.Remedy);
        WriteTexts("alternatives"u8, finding.Alternatives, json);
        WriteTexts("seen"u8, finding.Seen, json);
        json.WriteString("certainty"u8, Words.Certainties.Spell(finding.Certainty));
        json.WriteString("docs"u8, finding.Rule.Page);
        json.WriteString("pointer"u8, finding.Pointer);
        if (finding.Related is { } related)
        {
            WriteReference("related"u8, related, json);
        }

        WritePlace(file, located.Position, json);
        json.WriteEndObject();
    }

    private static void WriteOpen(Verdict verdict, Utf8JsonWriter json)
    {
        if (verdict.Open.Count == 0)
        {
            return;
        }

        json.WriteStartArray("unknown"u8);
        foreach (var question in verdict.Open)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, question.Rule.Id);
            json.WriteString("message"u8, question.Message);
            json.WriteString("pointer"u8, question.Pointer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReference(ReadOnlySpan<byte> name, ObjectReference reference, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("apiVersion"u8, reference.ApiVersion);
        json.WriteString("kind"u8, reference.Kind);
        if (reference.Namespace.Length > 0)
        {
            json.WriteString("namespace"u8, reference.Namespace);
        }

        json.WriteString("name"u8, reference.Name);
        json.WriteEndObject();
    }

    private static void WriteTexts(ReadOnlySpan<byte> name, IReadOnlyList<string> texts, Utf8JsonWriter json)
    {
        if (texts.Count > 0)
        {
            json.WriteStartArray(name);
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteAsides(IEnumerable<(string File, Position Position, string Reason, string Group, string Command)> entries, Utf8JsonWriter json)
    {
        foreach (var (file, position, reason, group, command) in entries)
        {
            json.WriteStartObject();
            WritePlace(file, position, json);
            json.WriteString("reason"u8, reason);
            if (group.Length > 0)
            {
                json.WriteString("group"u8, group);
            }

            if (command.Length > 0)
            {
                json.WriteString("command"u8, command);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteUnreadable(IReadOnlyList<ManifestReading.Unreadable> entries, Utf8JsonWriter json)
    {
        foreach (var unreadable in entries)
        {
            json.WriteStartObject();
            WriteReference("resource"u8, unreadable.Reference, json);
            WritePlace(unreadable.File, unreadable.Position, json);
            json.WriteString("pointer"u8, unreadable.Pointer);
            json.WriteString("reason"u8, unreadable.Reason);
            json.WriteEndObject();
        }
    }

    private static void WritePlace(string file, Position position, Utf8JsonWriter json)
    {
        if (file.Length > 0)
        {
            json.WriteString("file"u8, file);
            json.WriteNumber("line"u8, position.Line);
            json.WriteNumber("column"u8, position.Column);
        }
    }
}
