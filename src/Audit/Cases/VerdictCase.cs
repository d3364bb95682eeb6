using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Cases;

/// <summary>A case that expects a verdict and findings.</summary>
internal static class VerdictCase
{
    public static CaseOutcome Of(CaseScene scene)
    {
        var (answer, verdicts) = scene.Before.ValueKind == JsonValueKind.Undefined ? Audited(scene) : Changed(scene);
        if (answer is null)
        {
            return new CaseOutcome.Wrong([$"{scene.Folder.Object}:1:1  nothing in it is judged: a case asks about a workload, a claim or a StorageClass"]);
        }

        var folder = scene.Folder;
        var own = answer.About(folder.IsAbout);
        var elsewhere = answer.NotAbout(folder.IsAbout);
        var broken = folder.Promise.Length == 0 || string.Equals(folder.Promise, own.Verdict, StringComparison.Ordinal)
            ? string.Empty
            : $"its name promises {folder.Promise}, and the verdict is {own.Verdict}";
        return new CaseOutcome.Asked(
            [
                .. CaseRun.Compare(folder.Expected, own.ToYaml()),
                .. elsewhere.SelectMany(other => CaseRun.Compare(folder.Elsewhere(other.Key), other.Value.ToYaml())),
                .. folder.SaidElsewhere().Where(rule => !elsewhere.ContainsKey(rule)).SelectMany(rule => CaseRun.Compare(folder.Elsewhere(rule), string.Empty)),
                .. File.Exists(folder.Explained) ? CaseRun.Compare(folder.Explained, KnownText.Of(scene)) : [],
            ],
            broken,
            verdicts,
            scene.Policy)
        {
            Got = answer.ToYaml(),
        };
    }

    /// <summary>What an audit of the files says of the object.</summary>
    private static (CaseAnswer? Answer, IReadOnlyList<Verdict> Verdicts) Audited(CaseScene scene)
    {
        ManifestReading[] all = [.. scene.Object, .. scene.Cluster];
        var report = Policies.Reports.Audit.Of(all, scene.Policy, scene.Now);
        Verdict[] verdicts = [.. report.Results.Where(r => string.Equals(r.File, scene.Folder.Object, StringComparison.Ordinal)).Select(r => r.Verdict)];
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            JsonReport.Write(report, json);
        }

        buffer.Position = 0;
        using var document = JsonDocument.Parse(buffer);
        var result = document.RootElement.GetProperty("results").EnumerateArray().FirstOrDefault(r =>
            r.TryGetProperty("source", out var source) && source.GetProperty("file").ValueEquals(scene.Folder.Object));
        return result.ValueKind == JsonValueKind.Undefined ? (null, verdicts) : (CaseAnswer.OfReport(result.Clone(), scene.Folder.Folder), verdicts);
    }

    /// <summary>What is said of an UPDATE: what it makes worse. An object on its way out always passes.</summary>
    private static (CaseAnswer? Answer, IReadOnlyList<Verdict> Verdicts) Changed(CaseScene scene)
    {
        if (CaseScene.Sent(scene.Root) is not { } after || CaseScene.Sent(scene.Before) is not { } before)
        {
            return (null, []);
        }

        var verdict = after.Metadata.IsBeingDeleted ? new Verdict { Subject = after } : scene.Judge().Of(after, before);
        Decision[] spoken = [.. verdict.Findings.Where(d => d.Action >= RuleAction.Warn)];
        var answer = new CaseAnswer(new JsonObject
        {
            ["verdict"] = spoken.Length == 0 ? "allow" : VerdictWords.Spell(verdict.Kind),
            ["findings"] = new JsonArray([.. spoken.Select(CaseAnswer.Finding)]),
        });
        return (answer, [verdict]);
    }
}
