using CsCheck;
using HomelabStorage.Policies.Comparison;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>One world under two policies: against itself nothing differs, and the way back undoes the way there.</summary>
public sealed class PolicyDiffPropertyTests
{
    private static readonly Gen<StoragePolicy> Policies = Gen.Select(
        Gen.OneOfConst([.. RuleCatalog.All.Select(r => r.Info.Id)]).Array[0, 4],
        Gen.OneOfConst(RuleAction.Off, RuleAction.Audit, RuleAction.Warn, RuleAction.Fix, RuleAction.Deny).Array[4],
        Gen.OneOfConst(Criticality.Low, Criticality.Important, Criticality.Critical),
        (rules, actions, usual) =>
        {
            var shipped = ShippedPolicy.Read();
            var changed = new Dictionary<string, RuleAction>(shipped.Rules, StringComparer.Ordinal);
            foreach (var (rule, action) in rules.Zip(actions))
            {
                changed[rule] = action;
            }

            return shipped with { Rules = changed, UsualCriticality = usual };
        });

    public static TheoryData<RuleCase> Cases => [.. RuleCase.All()];

    [Fact]
    public void A_policy_against_itself_changes_nothing() =>
        Gen.Select(Households.Any, Policies).Sample((household, policy) => Assert.Empty(Compare(household, policy, policy).Changes), iter: 100);

    [Fact]
    public void The_way_back_undoes_the_way_there() => Gen.Select(Households.Any, Policies, Policies).Sample(
        (household, one, other) =>
        {
            var (there, back) = (Compare(household, one, other), Compare(household, other, one));
            Assert.Equal(there.Changes.Select(Spell).Order(StringComparer.Ordinal), back.Changes.Select(SpellBack).Order(StringComparer.Ordinal));
            Assert.Equal(there.Changes.Count(c => c.IsRefusedNow), back.Changes.Count(c => c.PassesNow));
        },
        iter: 100);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_shipped_policy_against_itself_changes_no_case(RuleCase asked)
    {
        string[] files = [asked.Object, .. File.Exists(asked.Cluster) ? [asked.Cluster] : Array.Empty<string>()];
        var policy = Repository.Path("policies.yaml");
        var (code, output, _) = FolderDoor.Run(["policy", "diff", policy, policy, .. files]);
        Assert.Equal(0, code);
        Assert.Contains("both policies say the same of all of them", output, StringComparison.Ordinal);
    }

    private static PolicyComparison Compare(string household, StoragePolicy old, StoragePolicy @new)
    {
        var readings = ManifestReader.ReadAll(household, "household.yaml").ToArray();
        return PolicyComparison.Of([(
            string.Empty,
            HomelabStorage.Policies.Reports.Audit.Of(readings, old, FixedTime.Now),
            HomelabStorage.Policies.Reports.Audit.Of(readings, @new, FixedTime.Now))]);
    }

    private static string Spell(AnswerChange change) =>
        $"{change.Now.Verdict.Subject.Reference} {change.Before.Verdict.Kind} {change.Now.Verdict.Kind} "
            + string.Join(' ', change.Changes.Select(c => $"{Sign(c, "+", "-")}{c.Rule.Id}").Order(StringComparer.Ordinal));

    private static string SpellBack(AnswerChange change) =>
        $"{change.Now.Verdict.Subject.Reference} {change.Now.Verdict.Kind} {change.Before.Verdict.Kind} "
            + string.Join(' ', change.Changes.Select(c => $"{Sign(c, "-", "+")}{c.Rule.Id}").Order(StringComparer.Ordinal));

    private static string Sign(FindingChange change, string came, string went) => change switch
    {
        FindingChange.Came or FindingChange.Opened => came,
        FindingChange.Went or FindingChange.Closed => went,
        _ => "~",
    };
}
