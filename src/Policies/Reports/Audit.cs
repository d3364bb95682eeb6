using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Reports;

/// <summary>Judges everything that was read, at once: each object with all the others in sight.</summary>
public static class Audit
{
    /// <summary>The report on some readings. Their order does not matter.</summary>
    public static AuditReport Of(IReadOnlyCollection<ManifestReading> readings, StoragePolicy policy, DateOnly today)
    {
        var manifests = Kustomizing.Apply([.. readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest)]).ToArray();
        var judge = new Judge(Inventory.Of(manifests), policy, today);
        Manifest[] judged = [.. manifests.Where(m => m is Workload or Claim or StorageClass)];
        var results = new AuditResult[judged.Length];
        Parallel.For(0, judged.Length, i => results[i] = Locate(judge.Of(judged[i])));
        return new AuditReport
        {
            Policy = policy,
            Results =
            [
                .. results
                    .OrderBy(r => r.File, StringComparer.Ordinal)
                    .ThenBy(r => r.Position.Line)
                    .ThenBy(r => r.Verdict.Subject.Reference.ToString(), StringComparer.Ordinal),
            ],
            Broken = [.. readings.OfType<ManifestReading.Broken>().OrderBy(b => b.File, StringComparer.Ordinal).ThenBy(b => b.Position.Line)],
            NotJudged = [.. readings.OfType<ManifestReading.NotJudged>().OrderBy(n => n.File, StringComparer.Ordinal).ThenBy(n => n.Position.Line)],
            Unreadable = [.. readings.OfType<ManifestReading.Unreadable>().OrderBy(u => u.File, StringComparer.Ordinal).ThenBy(u => u.Position.Line).ThenBy(u => u.ToString(), StringComparer.Ordinal)],
            Foreign = readings.Count(r => r is ManifestReading.Foreign),
        };
    }

    private static AuditResult Locate(Verdict verdict)
    {
        if (verdict.Subject.Source is not ManifestSource.Text { Map: var map })
        {
            return new AuditResult(verdict, string.Empty, default, [.. verdict.Findings.Select(f => new LocatedFinding(f, default))]);
        }

        var places = verdict.Findings.Count == 0 ? [] : map.Find([.. verdict.Findings.Select(f => f.Finding.Pointer)]);
        return new AuditResult(
            verdict,
            map.File,
            new Position(map.ObjectLine, 1),
            [.. verdict.Findings.Select((f, i) => new LocatedFinding(f, places[i]))]);
    }
}
