using System.Globalization;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>
/// What a claim that is made again is refused for only because the CronJob that proves its backups goes with the old one: the rules that its world without that
/// CronJob denies, and its world with it does not. It is exempt from them for a week, in which a new CronJob has run.
/// </summary>
internal sealed class Grace
{
    private const int Days = 7;

    private readonly Dictionary<string, string[]> _rules;
    private readonly string _reason;
    private readonly string _until;

    private Grace(Dictionary<string, string[]> rules, string reason, string until) => (_rules, _reason, _until) = (rules, reason, until);

    /// <summary>That of claims, as NAMESPACE/CLAIM, which says why.</summary>
    public static Grace Of(
        IReadOnlyList<Manifest> manifests,
        Household whole,
        IEnumerable<string> remade,
        IReadOnlyList<LiveObject> cronJobs,
        string reason,
        DateTimeOffset now)
    {
        var claims = remade.ToHashSet(StringComparer.Ordinal);
        var copiers = cronJobs
            .Where(c => c.IsOurs && claims.Contains($"{c.Namespace}/{c.Claim}"))
            .Select(c => $"{c.Namespace}/{c.Name}")
            .ToHashSet(StringComparer.Ordinal);
        var rest = manifests.Where(m => m is not Workload { Reference.Kind: "CronJob" } || !copiers.Contains($"{m.Namespace}/{m.Name}"));
        var before = Denied(whole);
        var after = Denied(Household.Of([.. rest.Select(m => new ManifestReading.Understood(m))], whole.Policy, now));
        return new Grace(
            after
                .Where(claim => claims.Contains(claim.Key))
                .ToDictionary(claim => claim.Key, claim => NotIn(claim.Value, before.GetValueOrDefault(claim.Key, [])), StringComparer.Ordinal),
            $"{reason}; the backup that allows it has to run first",
            Day.Of(now.AddDays(Days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>The annotations of a claim with the exemption that it needs, if it needs one. What is exempt already keeps its reason and its day.</summary>
    public IReadOnlyDictionary<string, string> For(string claim, IReadOnlyDictionary<string, string> annotations)
    {
        var exempt = annotations.TryGetValue(Annotation.Exempt, out var known) ? known.Split(',', StringSplitOptions.TrimEntries) : [];
        var missing = NotIn(_rules.GetValueOrDefault(claim, []), exempt);
        return missing.Length == 0 ? annotations : new Dictionary<string, string>(annotations, StringComparer.Ordinal)
        {
            [Annotation.Exempt] = string.Join(',', exempt.Concat(missing)),
            [Annotation.ExemptReason] = annotations.GetValueOrDefault(Annotation.ExemptReason, _reason),
            [Annotation.ExemptUntil] = exempt.Length > 0 && annotations.TryGetValue(Annotation.ExemptUntil, out var until) ? until : _until,
        };
    }

    private static string[] NotIn(string[] rules, string[] others) => [.. rules.Except(others, StringComparer.Ordinal)];

    private static Dictionary<string, string[]> Denied(Household household) => household.Report.Results
        .Where(r => r.Verdict.Facts is ClaimFacts)
        .GroupBy(r => $"{r.Verdict.Subject.Namespace}/{r.Verdict.Subject.Name}", StringComparer.Ordinal)
        .ToDictionary(
            g => g.Key,
            g => g
                .SelectMany(r => r.Verdict.Findings)
                .Where(d => d.Action == RuleAction.Deny)
                .Select(d => d.Finding.Rule.Id)
                .Distinct(StringComparer.Ordinal)
                .ToArray(),
            StringComparer.Ordinal);
}
