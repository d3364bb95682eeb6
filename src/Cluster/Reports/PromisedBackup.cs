using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Reports;

/// <summary>What becomes of the promise that a tier makes for the data of a claim, as a result of the claim's report.</summary>
/// <param name="Claim">The verdict about the claim.</param>
/// <param name="Row">The volume.</param>
internal sealed record PromisedBackup(Verdict Claim, BackupRow Row)
{
    /// <summary>The word by which reports tell it from the rules.</summary>
    public const string Policy = "backups";

    /// <summary>The promises for claims, of everything that was judged. What a volume of a pod's own is promised has no object to report on.</summary>
    public static IReadOnlyList<PromisedBackup> All(IReadOnlyList<Verdict> verdicts, StoragePolicy policy, DateTimeOffset now)
    {
        var claims = verdicts
            .Where(v => v.Subject.Reference.Kind is "PersistentVolumeClaim" && v.Subject.Metadata.Uid.Length > 0)
            .ToDictionary(v => (v.Subject.Namespace, v.Subject.Name));
        return
        [
            .. BackupReport.Of([.. verdicts.Select(v => (string.Empty, v))], policy, now)
                .Where(row => row.State != BackupState.NotAsked && BackupReport.IsWorthKeeping(row.Data) && claims.ContainsKey((row.Namespace, row.Claim)))
                .Select(row => new PromisedBackup(claims[(row.Namespace, row.Claim)], row)),
        ];
    }

    /// <summary>The result in the words of policy reports.</summary>
    public string Result => Row.State switch
    {
        BackupState.Kept => "pass",
        BackupState.NotProven => "warn",
        BackupState.Broken => "fail",
        _ => "skip",
    };

    /// <summary>The same for the same state of things.</summary>
    public string Digest => $"{Result} {Row.Reason} {Row.Obstacle?.Spoken} {Row.Size}";

    public void Write(Utf8JsonWriter json, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("source"u8, "homelab-storage"u8);
        json.WriteString("policy"u8, Policy);
        json.WriteString("rule"u8, Policy);
        json.WriteString("category"u8, "Backups"u8);
        json.WriteString("severity"u8, Row.Data.Criticality == Criticality.Critical ? "high"u8 : "medium"u8);
        json.WriteString("result"u8, Result);
        json.WriteBoolean("scored"u8, Row.State is BackupState.Broken or BackupState.Kept);
        json.WriteString("message"u8, Row.Reason);
        json.WriteStartObject("properties"u8);
        Property("lastSuccess", Row.LastSuccess is { } last ? Coverage.Moment(last) : string.Empty, json);
        Property("size", Row.Size?.ToString(CultureInfo.InvariantCulture) ?? string.Empty, json);
        Property("obstacle", Row.Obstacle?.Spoken ?? string.Empty, json);
        json.WriteEndObject();
        json.WriteStartObject("timestamp"u8);
        json.WriteNumber("seconds"u8, now.ToUnixTimeSeconds());
        json.WriteNumber("nanos"u8, 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Property(string name, string value, Utf8JsonWriter json)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }
}
