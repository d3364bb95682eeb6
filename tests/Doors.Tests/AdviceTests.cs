using System.Text.RegularExpressions;
using CsCheck;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>Advice is to be followed: it neither contradicts itself nor names what the same report objects to.</summary>
public sealed partial class AdviceTests
{
    public static TheoryData<RuleCase> Cases => [.. RuleCase.All()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_field_is_given_two_values(RuleCase asked) => Assert.Empty(Contradictions(Report(asked)));

    [Fact]
    public void In_no_household_is_a_field_given_two_values() =>
        Households.Any.Sample(
            household =>
            {
                var report = Policies.Reports.Audit.Of(
                    [.. ManifestReader.ReadAll(household, "household.yaml")],
                    ReviewDoor.Policy(string.Empty),
                    FixedTime.Now);
                Assert.True(Contradictions(report) is [], $"{string.Join('\n', Contradictions(report))}\n\n{household}");
            },
            iter: 500);

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_class_is_advised_that_the_report_objects_to(RuleCase asked)
    {
        var report = Report(asked);
        var classes = report.Results.Where(r => r.Verdict.Subject is StorageClass).ToLookup(r => r.Verdict.Subject.Name, StringComparer.Ordinal);
        foreach (var finding in report.Results.Where(r => r.Verdict.Subject is not StorageClass).SelectMany(r => r.Findings).Select(f => f.Decision.Finding))
        {
            foreach (var text in new[] { finding.Message, finding.Remedy }.Concat(finding.Alternatives))
            {
                foreach (var name in Advised.Matches(text).Select(m => m.Groups["class"].Value).Where(name => name is not ("a" or "one")))
                {
                    Assert.DoesNotContain(classes[name].SelectMany(r => r.Findings), f => f.Decision.Action >= RuleAction.Warn && IsFault(f, finding.Remedy));
                    Assert.True(classes.Contains(name) || text.Contains("your policy calls it", StringComparison.Ordinal), $"{asked}: {text}");
                }
            }
        }
    }

    /// <summary>
    /// That a class is one of several defaults, or deletes what need not be kept, is no fault of advice; where it must be kept, the remedy says so.
    /// </summary>
    private static bool IsFault(LocatedFinding found, string remedy) => found.Decision.Finding.Rule.Id switch
    {
        "several-default-storage-classes" => false,
        "reclaim-policy-deletes-data" => found.Decision.Action == RuleAction.Deny && !remedy.Contains("reclaimPolicy: Retain", StringComparison.Ordinal),
        _ => true,
    };

    private static IReadOnlyList<string> Contradictions(AuditReport report) =>
    [
        .. report.Results.SelectMany(r => r.Findings)
            .Select(f => (f.Decision.Finding, Said: Field.Match(f.Decision.Finding.Remedy)))
            .Where(f => f.Said.Success && f.Said.Groups["value"].Value is not "a")
            .GroupBy(f => f.Said.Groups["field"].Value, StringComparer.Ordinal)
            .Where(g => g.Select(f => f.Said.Groups["value"].Value).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .Select(g => string.Join(" and ", g.Select(f => $"{f.Finding.Rule.Id} ({f.Finding.Remedy})"))),
    ];

    private static AuditReport Report(RuleCase asked) => Policies.Reports.Audit.Of(
        [.. new[] { asked.Object, asked.Cluster }.Where(File.Exists).SelectMany(file => ManifestReader.ReadAll(File.ReadAllText(file), file))],
        ReviewDoor.Policy(asked.Policy),
        FixedTime.Now);

    [GeneratedRegex("^(?<field>.*storageClass(Name)?): (?<value>[a-z0-9.-]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Field { get; }

    [GeneratedRegex(
        "(storageClass(Name)?: |of class |: use )(?<class>[a-z0-9.-]+)|^(?<class>[a-z0-9.-]+) .*with a backup",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Advised { get; }
}
