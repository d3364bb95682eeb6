using System.Text.Json;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>One finding, as SARIF writes it.</summary>
internal static class SarifResult
{
    private static readonly Dictionary<string, int> Indexes =
        RuleCatalog.All.Select((rule, index) => (rule.Info.Id, index)).ToDictionary(r => r.Id, r => r.index, StringComparer.Ordinal);

    public static void Write(ReportedFinding finding, AuditReport report, RepositoryPath paths, Utf8JsonWriter json)
    {
        var related = Related(finding, report);
        json.WriteStartObject();
        json.WriteString("ruleId"u8, finding.Finding.Rule.Id);
        json.WriteNumber("ruleIndex"u8, Indexes[finding.Finding.Rule.Id]);
        json.WriteString("level"u8, SarifTool.Level(finding.Action));
        json.WriteStartObject("message"u8);
        json.WriteString("text"u8, Message(finding, related));
        json.WriteEndObject();
        json.WriteStartArray("locations"u8);
        json.WriteStartObject();
        SarifPlace.Write(paths.UriOf(finding.Located.File), finding.Located.Region, json);
        json.WriteStartArray("logicalLocations"u8);
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName"u8, FindingIdentity.SubjectOf(finding.Result.Verdict.Subject.Reference));
        json.WriteString("kind"u8, "resource"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        if (related is not null)
        {
            json.WriteStartArray("relatedLocations"u8);
            json.WriteStartObject();
            json.WriteNumber("id"u8, 1);
            SarifPlace.Write(paths.UriOf(related.File), new(related.Position, related.Position), json);
            SarifText.Write("message"u8, related.Verdict.Subject.Spoken, json);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        // Code scanning tells alerts apart by a hash of the line, which its own action works out best. This one is for everybody else.
        json.WriteStartObject("partialFingerprints"u8);
        json.WriteString("homelabStorage/v1"u8, finding.Fingerprint);
        json.WriteEndObject();
        json.WriteStartObject("properties"u8);
        json.WriteString("action"u8, Words.Actions.Spell(finding.Action));
        json.WriteString("certainty"u8, Words.Certainties.Spell(finding.Finding.Certainty));
        json.WriteString("pointer"u8, finding.Finding.Pointer);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>All of the finding. Where there is little space only the first sentence is shown.</summary>
    private static string Message(ReportedFinding finding, AuditResult? related)
    {
        var text = SarifText.WithoutLinks($"{finding.Finding.Message}.\n{string.Join('\n', finding.Advice)}");
        return related is null ? text : $"{text}\nsee: [{SarifText.WithoutLinks(related.Verdict.Subject.Spoken)}](1)";
    }

    /// <summary>The other object of the pair, where it is in a file.</summary>
    private static AuditResult? Related(ReportedFinding finding, AuditReport report) => finding.Finding.Related is not { } related
        ? null
        : report.Results.FirstOrDefault(r => r.File.Length > 0 && r.Verdict.Subject.Reference == related && IsNear(r, finding.Result));

    private static bool IsNear(AuditResult one, AuditResult other) =>
        one.Cluster.Length == 0 || other.Cluster.Length == 0 || string.Equals(one.Cluster, other.Cluster, StringComparison.Ordinal);
}
