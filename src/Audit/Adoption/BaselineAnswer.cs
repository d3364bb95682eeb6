using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Adoption;

/// <summary>What a baseline makes of a report.</summary>
/// <param name="Whole">The report with what is known marked.</param>
/// <param name="Gone">What is known and was not found, or not as often.</param>
/// <param name="Used">How many of each known finding were found.</param>
internal sealed record BaselineAnswer(AuditReport Whole, IReadOnlyList<KnownFinding> Gone, IReadOnlyDictionary<KnownFinding, int> Used)
{
    /// <summary>The report without what is known, as if it were all that was found.</summary>
    public AuditReport Fresh { get; } = Whole with { Results = [.. Whole.Results.Select(WithoutKnown)] };

    private static AuditResult WithoutKnown(AuditResult result)
    {
        if (!result.Findings.Any(f => f.IsKnown))
        {
            return result;
        }

        LocatedFinding[] fresh = [.. result.Findings.Where(f => !f.IsKnown)];
        return result with { Findings = fresh, Verdict = result.Verdict with { Findings = [.. fresh.Select(f => f.Decision)] } };
    }
}
