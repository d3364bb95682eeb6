using System.Text.RegularExpressions;
using CsCheck;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>Advice is to be followed: it neither contradicts itself nor names what the same report objects to.</summary>
public sealed partial class AdviceTests
{
    private static readonly StoragePolicy Shipped = ShippedPolicy.Read();
    private static readonly CatalogHousehold Household = new(Shipped);

    public static TheoryData<RuleCase> Cases => [.. RuleCase.All()];

    /// <summary>The household's classes, and the storage of every backend that ships.</summary>
    public static TheoryData<string, string, int> Sources => new(
        Shipped.Classes.Select(c => (c.Key, c.Value.Backend.Provisioners.FirstOrDefault(string.Empty), int.MaxValue))
            .Concat(Shipped.Catalog.Backends.Where(b => b.Provisioners.Count > 0).Select(b => ($"of-{b.Name}", b.Provisioners[0], 1))));

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_field_is_given_two_values(RuleCase asked) => Assert.Empty(Contradictions(Report(asked)));

    /// <summary>Every app with all it keeps on one claim; on the household's own classes also with each two of its paths.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void No_app_is_told_two_values_for_the_class_of_one_claim(string storageClass, string provisioner, int most)
    {
        foreach (var reclaimPolicy in new[] { "Retain", "Delete" })
        {
            var report = Policies.Reports.Audit.Of(Household.On(storageClass, provisioner, reclaimPolicy, most), Shipped, FixedTime.Now);
            Assert.Empty(Contradictions(report));
            Assert.Empty(Objections(report));
        }
    }

    [Fact]
    public void In_no_household_is_a_field_given_two_values_or_a_class_named_that_the_report_objects_to() =>
        Households.Any.Sample(
            household =>
            {
                var report = Policies.Reports.Audit.Of([.. ManifestReader.ReadAll(household, "household.yaml")], Shipped, FixedTime.Now);
                Assert.True(Contradictions(report) is [], $"{household}\n\n{string.Join("\n", Contradictions(report))}");
                Assert.True(Objections(report) is [], $"{string.Join('\n', Objections(report))}\n\n{household}");
            },
            iter: 500);

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_class_is_advised_that_the_report_objects_to_or_that_is_out_of_sight(RuleCase asked)
    {
        var report = Report(asked);
        Assert.Empty(Objections(report));
        var classes = report.Results.Where(r => r.Verdict.Subject is StorageClass).Select(r => r.Verdict.Subject.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            Findings(report).SelectMany(f => Texts(f)),
            text => Assert.All(
                Advised.Matches(text).Select(m => m.Groups["class"].Value).Where(name => name is not ("a" or "one")),
                name => Assert.True(classes.Contains(name) || text.Contains("not found", StringComparison.Ordinal), $"{asked}: {text}")));
    }

    [Fact]
    public void In_no_household_is_a_claim_changed_to_another_class_than_the_one_its_findings_advise() =>
        Households.Any.Sample(
            household =>
            {
                ManifestReading[] readings = [.. ManifestReader.ReadAll(household, "household.yaml")];
                var world = World.Of(readings, Shipped, FixedTime.Now);
                var advised = Findings(Policies.Reports.Audit.Of(readings, Shipped, FixedTime.Now))
                    .Select(f => Field.Match(f.Remedy))
                    .Where(m => m.Success && m.Groups["value"].Value is not ("a" or "one"))
                    .ToLookup(m => m.Groups["field"].Value, m => m.Groups["value"].Value, StringComparer.Ordinal);
                foreach (var claim in world.Manifests.OfType<Claim>())
                {
                    if (Mutator.OnCreate(claim, world.Judge, Shipped).Edits.FirstOrDefault(e => e.Pointer is "/spec/storageClassName") is { } edit)
                    {
                        Assert.All(
                            advised[$"{claim.Reference}: spec.storageClassName"],
                            value => Assert.True(string.Equals(value, edit.Value.ToString(), StringComparison.Ordinal), $"{edit.Value}, {value}\n{household}"));
                    }
                }
            },
            iter: 200);

    /// <summary>
    /// Classes that a finding names as something to write, though another finding warns of the class or refuses it, and nothing is said of that.
    /// </summary>
    private static IReadOnlyList<string> Objections(AuditReport report)
    {
        var objected = report.Results
            .Where(r => r.Verdict.Subject is StorageClass && r.Findings.Any(f => f.Decision.Action >= RuleAction.Warn && IsFault(f.Decision.Finding.Rule)))
            .Select(r => r.Verdict.Subject.Name)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Findings(report).SelectMany(f => f.Alternatives.Prepend(f.Remedy).Select(text => (Finding: f, Text: text)))
                .Where(t => !t.Text.Contains("or add a class that you have to policies.yaml: matrix", StringComparison.Ordinal))
                .SelectMany(t => Name.Matches(t.Text)
                    .Select(m => m.Value)
                    .Where(name => objected.Contains(name)
                        && !t.Text.Contains($" of StorageClass {name}", StringComparison.Ordinal)
                        && !t.Text.Contains($"recreating StorageClass {name} with", StringComparison.Ordinal)
                        && !t.Text.Contains("(its reclaimPolicy: Delete does no harm here)", StringComparison.Ordinal))
                    .Select(name => $"{name}: {t.Finding.Rule.Id}: {t.Text}")),
            .. Findings(report)
                .Where(f => f.Remedy.Contains(", after ", StringComparison.Ordinal)
                    && f.Message.Contains(": use ", StringComparison.Ordinal)
                    && !f.Message.Contains(" once its ", StringComparison.Ordinal))
                .Select(f => $"{f.Rule.Id}: {f.Message}"),
        ];
    }

    /// <summary>That a class is one of several defaults is no fault of whoever names it: who does so is not touched by it.</summary>
    private static bool IsFault(RuleInfo rule) => rule is { Group: RuleGroup.StorageClasses, Id: not "several-default-storage-classes" };

    private static IReadOnlyList<string> Contradictions(AuditReport report) =>
    [
        .. report.Results.SelectMany(r => r.Findings)
            .Select(f => (f.Decision.Finding, Said: Field.Match(f.Decision.Finding.Remedy)))
            .Where(f => f.Said.Success && f.Said.Groups["value"].Value is not "a")
            .GroupBy(f => f.Said.Groups["field"].Value, StringComparer.Ordinal)
            .Where(g => g.Select(f => f.Said.Groups["value"].Value).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .Select(g => string.Join(" and ", g.Select(f => $"{f.Finding.Rule.Id} ({f.Finding.Remedy})"))),
    ];

    private static IEnumerable<RuleOutcome.Finding> Findings(AuditReport report) =>
        report.Results.Where(r => r.Verdict.Subject is not StorageClass).SelectMany(r => r.Findings).Select(f => f.Decision.Finding);

    private static IEnumerable<string> Texts(RuleOutcome.Finding finding) => [finding.Message, finding.Remedy, .. finding.Alternatives];

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

    [GeneratedRegex("[a-z0-9][a-z0-9.-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Name { get; }
}
