using HomelabStorage.Audit.Portraits;
using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Html;

/// <summary>What <c>audit --cluster --format html</c> writes about a cluster, for a server that follows one.</summary>
public sealed class HouseholdPage
{
    private readonly Portrait _portrait;

    private HouseholdPage(Portrait portrait) => _portrait = portrait;

    /// <summary>The page of a household, judged at a moment.</summary>
    public static HouseholdPage Of(Household household, DateTimeOffset at) => new(Portrait.Of(
        new Reported(household.Report, RuleAction.Warn, FailOn.Never, [])
        {
            Whole = household.Report,
            Households = new(() => [(string.Empty, household)]),
            At = at,
            IsOfCluster = true,
        }));

    /// <summary>The page.</summary>
    public string Html() => HtmlPage.Of(_portrait);

    /// <summary>The same in a few numbers and words, as JSON.</summary>
    public ReadOnlyMemory<byte> Summary() => SummaryJson.Of(_portrait);
}
