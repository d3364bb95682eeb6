using System.Text.Json.Nodes;
using HomelabStorage.Policies.Rules;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

public sealed class CaseTests
{
    public static TheoryData<RuleCase> Cases => [.. RuleCase.All()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_gets_what_it_expects(RuleCase asked)
    {
        var answer = Asked(asked).About(asked.IsAbout);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(asked.Expected, answer.ToYaml());
        }

        Assert.True(File.Exists(asked.Expected), $"{asked} has no expected.yaml; UPDATE_GOLDEN=1 dotnet test writes it");
        Assert.Equal(File.ReadAllText(asked.Expected), answer.ToYaml());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_keeps_the_promise_of_its_name(RuleCase asked) =>
        Assert.Equal(asked.Verdict, Asked(asked).About(asked.IsAbout).Verdict);

    /// <summary>So nothing that any rule says of any case goes unnoticed, and a new rule changes no case that was there before it.</summary>
    [Fact]
    public void What_a_rule_says_of_the_cases_of_others_stands_in_its_own_folder()
    {
        var elsewhere = RuleCase.All()
            .SelectMany(asked => Asked(asked).NotAbout(asked.IsAbout).Select(other => (Case: $"{asked}", other.Rule, other.Said)))
            .ToLookup(other => other.Rule, other => new JsonObject([new("case", other.Case), .. other.Said.DeepClone().AsObject()]), StringComparer.Ordinal);
        foreach (var (rule, file) in RuleCatalog.All.Select(rule => (rule.Info.Id, RuleCase.Elsewhere(rule.Info.Id))))
        {
            var says = elsewhere.Contains(rule) ? YamlText.Of(new JsonObject { ["says"] = new JsonArray([.. elsewhere[rule]]) }) : string.Empty;
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
            {
                File.Delete(file);
                if (says.Length > 0)
                {
                    File.WriteAllText(file, says);
                }
            }

            Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : string.Empty, says);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_doors_find_the_same(RuleCase asked)
    {
        // Only an API server knows what was there before, and it never sees some objects as they are written.
        if (!File.Exists(asked.Before) && !asked.IsOnlyWritten)
        {
            Assert.Equal(FolderDoor.Ask(asked).Spoken, ReviewDoor.Ask(asked).Spoken);
        }
    }

    /// <summary>A rule that is added, renamed or taken away changes what is said about its own subjects, and nothing else that is on disk.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_names_only_rules_that_it_is_about(RuleCase asked)
    {
        var said = File.ReadAllText(asked.Expected);
        var written = string.Concat(Directory.GetFiles(asked.Folder)
            .Where(file => !string.Equals(file, asked.Expected, StringComparison.Ordinal))
            .Select(File.ReadAllText));
        var own = Asked(asked).Rules.Append(asked.Rule).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(
            RuleCatalog.All.Select(r => r.Info.Id),
            id => said.Contains(id, StringComparison.Ordinal) && !own.Contains(id) && !written.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_has_a_case_that_fires_and_one_that_nearly_does()
    {
        var cases = RuleCase.All().ToLookup(c => c.Rule, StringComparer.Ordinal);
        var bare = RuleCatalog.All
            .Select(r => r.Info.Id)
            .Where(id => !cases[id].Any(Fires) || !cases[id].Any(c => c.Verdict is "allow" or "unknown" || !Fires(c)));
        Assert.Empty(bare);
    }

    [Fact]
    public void Every_folder_of_cases_belongs_to_a_rule() =>
        Assert.Empty(RuleCase.All().Select(c => c.Rule).Except(RuleCatalog.All.Select(r => r.Info.Id), StringComparer.Ordinal));

    /// <summary>A change is put to the door that sees changes.</summary>
    private static Answer Asked(RuleCase asked) => File.Exists(asked.Before) ? ReviewDoor.Ask(asked) : FolderDoor.Ask(asked);

    private static bool Fires(RuleCase asked) => Asked(asked).Rules.Contains(asked.Rule, StringComparer.Ordinal);
}
