using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Reports;

/// <summary>The report on one object. It is owned by the object, so that it goes with it.</summary>
internal sealed record ResourceReport(Verdict Result, PromisedBackup? Backup, ReportFlavour Flavour)
{
    /// <summary>The annotation that tells whether anything has changed since a report was written.</summary>
    public const string DigestAnnotation = "homelab-storage.io/digest";

    private const string Source = "homelab-storage";

    /// <summary>Other tools name their report after the object's uid alone, and would take ours for theirs.</summary>
    public string Name => $"{Source}-{Result.Subject.Metadata.Uid}";

    public string Namespace => Result.Subject.Namespace;

    public string Path => $"{Flavour.Path(Namespace)}/{Name}";

    /// <summary>The same for the same findings; the time they were written at does not count.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        Result.Demands
            .Select(f => $"{f.Finding.Rule.Id} {f.Action} {f.Finding.Message} {f.Finding.Remedy} {f.Finding.Arrangement?.Spoken}")
            .Concat(Backup is { Digest: var backup } ? [backup] : Array.Empty<string>())))))[..32];

    public ReadOnlyMemory<byte> ToBody(DateTimeOffset now) => Body.Of(json =>
    {
        var subject = Result.Subject;
        json.WriteKind(Flavour.ApiVersion, Namespace.Length == 0 ? Flavour.ClusterKind : Flavour.Kind);
        json.WriteStartObject("metadata"u8);
        json.WriteString("name"u8, Name);
        if (Namespace.Length > 0)
        {
            json.WriteString("namespace"u8, Namespace);
        }

        json.WriteStartObject("labels"u8);
        json.WriteString("app.kubernetes.io/managed-by"u8, Source);
        json.WriteEndObject();
        json.WriteStartObject("annotations"u8);
        json.WriteString(DigestAnnotation, Digest);
        json.WriteEndObject();
        json.WriteStartArray("ownerReferences"u8);
        json.WriteStartObject();
        WriteName(json, subject);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        if (Flavour.HasSource)
        {
            json.WriteString("source"u8, Source);
        }

        json.WriteStartObject("scope"u8);
        WriteName(json, subject);
        if (Namespace.Length > 0)
        {
            json.WriteString("namespace"u8, Namespace);
        }

        json.WriteEndObject();
        json.WriteStartObject("summary"u8);
        json.WriteNumber("pass"u8, Backups("pass"));
        json.WriteNumber("fail"u8, Result.Demands.Count(f => f.Action == RuleAction.Deny) + Backups("fail"));
        json.WriteNumber("warn"u8, Result.Demands.Count(f => f.Action != RuleAction.Deny) + Backups("warn"));
        json.WriteNumber("error"u8, 0);
        json.WriteNumber("skip"u8, Backups("skip"));
        json.WriteEndObject();
        json.WriteStartArray("results"u8);
        foreach (var decision in Result.Demands)
        {
            WriteResult(json, decision, now);
        }

        Backup?.Write(json, now);
        json.WriteEndArray();
    });

    private int Backups(string result) => string.Equals(Backup?.Result, result, StringComparison.Ordinal) ? 1 : 0;

    private static void WriteName(Utf8JsonWriter json, Manifest subject)
    {
        json.WriteString("apiVersion"u8, subject.Reference.ApiVersion);
        json.WriteString("kind"u8, subject.Reference.Kind);
        json.WriteString("name"u8, subject.Reference.Name);
        json.WriteString("uid"u8, subject.Metadata.Uid);
    }

    private static void WriteResult(Utf8JsonWriter json, Decision decision, DateTimeOffset now)
    {
        var finding = decision.Finding;
        json.WriteStartObject();
        json.WriteString("source"u8, Source);
        json.WriteString("policy"u8, finding.Rule.Id);
        json.WriteString("rule"u8, finding.Rule.Id);
        json.WriteString("category"u8, RuleGroups.Title(finding.Rule.Group));
        json.WriteString("severity"u8, Severity.Of(decision));
        json.WriteString("result"u8, decision.Action == RuleAction.Deny ? "fail"u8 : "warn"u8);
        json.WriteBoolean("scored"u8, decision.Action == RuleAction.Deny);
        json.WriteString("message"u8, finding.Message);
        json.WriteStartObject("properties"u8);
        json.WriteString("remedy"u8, finding.Remedy);
        if (finding.Arrangement is { Spoken: { Length: > 0 } spoken })
        {
            json.WriteString("arrangement"u8, spoken);
        }

        json.WriteString("docs"u8, finding.Rule.Page);
        if (finding.Related is { } related)
        {
            json.WriteString("related"u8, related.ToString());
        }

        json.WriteEndObject();
        json.WriteStartObject("timestamp"u8);
        json.WriteNumber("seconds"u8, now.ToUnixTimeSeconds());
        json.WriteNumber("nanos"u8, 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
