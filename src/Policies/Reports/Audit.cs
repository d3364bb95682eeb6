using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Reports;

/// <summary>Judges everything that was read, at once: each object with all the others.</summary>
public static class Audit
{
    /// <summary>The report on some readings. Their order does not matter.</summary>
    public static AuditReport Of(IReadOnlyCollection<ManifestReading> read, StoragePolicy policy, DateTimeOffset now)
    {
        var readings = Deployed.Of(read);
        var judged = World.Of(readings, policy, now).Verdicts(World.WithAllHands, CancellationToken.None);
        return new AuditReport
        {
            Policy = policy,
            Results =
            [
                .. Located(UnappliedObjects.Softened([.. judged.Verdicts.Select(PatchedObjects.Softened)]))
                    .OrderBy(r => r.File, StringComparer.Ordinal)
                    .ThenBy(r => r.Position.Line)
                    .ThenBy(r => r.Verdict.Subject.Reference.ToString(), StringComparer.Ordinal),
            ],
            Broken = [.. readings.OfType<ManifestReading.Broken>().OrderBy(b => b.File, StringComparer.Ordinal).ThenBy(b => b.Position.Line)],
            NotJudged = [.. readings.OfType<ManifestReading.NotJudged>().OrderBy(n => n.File, StringComparer.Ordinal).ThenBy(n => n.Position.Line)],
            Unreadable =
            [
                .. readings
                    .OfType<ManifestReading.Unreadable>()
                    .Concat(judged.NotJudged)
                    .OrderBy(u => u.File, StringComparer.Ordinal)
                    .ThenBy(u => u.Position.Line)
                    .ThenBy(u => u.ToString(), StringComparer.Ordinal),
            ],
            Foreign = readings.Count(r => r is ManifestReading.Foreign),
        };
    }

    /// <summary>Verdicts with their places. All places are asked for at once: a document may hold hundreds of objects, and is to be read once.</summary>
    private static IEnumerable<AuditResult> Located(IReadOnlyList<Verdict> verdicts)
    {
        var places = SourceMap.Regions([.. verdicts.SelectMany(v => MapOf(v) is { } map ? Asked(v, map) : [])]);
        var next = 0;
        foreach (var verdict in verdicts)
        {
            yield return MapOf(verdict) is { } map
                ? new AuditResult(
                    verdict,
                    map.File,
                    new Position(map.IsPart ? places[next++].Start.Line : map.ObjectLine, 1),
                    Each(verdict, f => new LocatedFinding(f, map.Writer(f.Finding.Pointer).Map.File, places[next++])))
                : new AuditResult(verdict, string.Empty, default, Each(verdict, f => new LocatedFinding(f, string.Empty, default)));
        }
    }

    private static LocatedFinding[] Each(Verdict verdict, Func<Decision, LocatedFinding> located) =>
        verdict.Findings.Count == 0 ? [] : [.. verdict.Findings.Select(located)];

    private static IEnumerable<(SourceMap Map, string Pointer)> Asked(Verdict verdict, SourceMap map) =>
        [.. map.IsPart ? [(map, string.Empty)] : Array.Empty<(SourceMap, string)>(), .. verdict.Findings.Select(f => map.Writer(f.Finding.Pointer))];

    private static SourceMap? MapOf(Verdict verdict) => verdict.Subject.Source is ManifestSource.Text { Map: var map } ? map : null;
}
