using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Audit.Portraits;

/// <summary>What findings say, each told in full once: a pair is told at its workload, and a claim that several mount at the first of them.</summary>
/// <param name="said">What is said about which object.</param>
/// <param name="report">All that was judged.</param>
/// <param name="left">What the webhook leaves alone.</param>
internal sealed class Told(IEnumerable<(AuditResult Result, IEnumerable<LocatedFinding> Findings)> said, AuditReport report, LeftAlone left)
{
    private readonly SharedClaims _shared = new(said);

    private readonly HashSet<(string Rule, ObjectReference Subject)> _found =
        [.. report.Results.SelectMany(r => r.Verdict.Findings, (r, d) => (d.Finding.Rule.Id, r.Verdict.Subject.Reference))];

    /// <summary>The object that is told all of a finding instead; empty where this one is.</summary>
    public string See(AuditResult result, LocatedFinding located)
    {
        var finding = located.Decision.Finding;
        return finding.IsBack ? string.Empty
            : finding.Related is { } related && result.Verdict.Subject is Claim && _found.Contains((finding.Rule.Id, related)) ? related.ToString()
            : _shared.Before(result, finding)?.ToString() ?? string.Empty;
    }

    /// <summary>A finding as it is shown.</summary>
    /// <param name="result">The object.</param>
    /// <param name="located">The finding.</param>
    /// <param name="isKnownWhy">Whether what it rests on, and what the policy says, is told beside it.</param>
    /// <param name="hasReason">Whether it is told why that is wrong.</param>
    /// <param name="paths">How files are named.</param>
    public ShownFinding Shown(AuditResult result, LocatedFinding located, bool isKnownWhy, bool hasReason, ShownPath paths)
    {
        var finding = located.Decision.Finding;
        var also = string.Join(", ", finding.IsBack ? [] : _shared.After(result, finding));
        return new ShownFinding
        {
            Standing = left.StandingOf(result, located.Decision),
            Rule = finding.Rule.Id,
            Page = finding.Rule.Page,
            Message = finding.Message,
            Why = hasReason ? finding.Rule.Why : string.Empty,
            Fix = ShownFix.Of(finding.Remedy),
            Details =
            [
                .. Line("not changed", left.Reason(result, located.Decision)),
                .. finding.Alternatives.Select(other => ("or", other)),
                .. Line("also", also),
                .. isKnownWhy ? [] : Line("seen", string.Join(" · ", finding.Seen)),
                .. isKnownWhy ? [] : Line("policy", finding.Arrangement?.Spoken ?? string.Empty),
            ],
            Place = located.File.Length == 0 ? finding.Pointer : paths.Written(located.File, located.Position.Line),
            See = See(result, located),
            IsKnown = located.IsKnown,
        };
    }

    /// <summary>A question as it is shown.</summary>
    public static ShownFinding Shown(RuleOutcome.Unknown question) => new()
    {
        Standing = Standing.Unknown,
        Rule = question.Rule.Id,
        Page = question.Rule.Page,
        Message = question.Message,
    };

    private static (string Label, string Text)[] Line(string label, string text) => text.Length > 0 ? [(label, text)] : [];
}
