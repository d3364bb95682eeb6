using HomelabStorage.Audit.Cases;
using HomelabStorage.Policies.Rules;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

public sealed class CaseTests
{
    private const string Update =
        "UPDATE_GOLDEN=1 dotnet test tests/Doors.Tests --filter \"FullyQualifiedName~CaseTests|FullyQualifiedName~ExplainedTests\" writes it";

    public static TheoryData<RuleCase> Cases => [.. RuleCase.All()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_gets_what_it_expects(RuleCase asked)
    {
        var outcome = asked.Run();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            foreach (var difference in outcome.Differences)
            {
                CaseUpdate.Write(difference);
            }
        }

        // What a rule says of the cases of others stands in its own folder: nothing that is said goes unnoticed, and a new rule changes no older case.
        Assert.True(File.Exists(asked.Expected), $"{asked} has no expected.yaml: {Update}");
        Assert.All(
            outcome.Differences,
            difference =>
            {
                var (file, isThere) = (Path.GetRelativePath(Repository.Root, difference.File), File.Exists(difference.File));
                Assert.True(isThere || difference.Got.Length == 0, $"{file} is missing: {Update}. It would hold\n{difference.Got}");
                Assert.Equal(isThere ? File.ReadAllText(difference.File) : string.Empty, difference.Got);
            });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_keeps_the_promise_of_its_name(RuleCase asked) =>
        Assert.Equal((asked.Verdict, string.Empty), (asked.Files.Promise, asked.Run().Broken));

    /// <summary>The runner of cases and the doors that users come by are no two mechanisms.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_gets_from_its_door_what_the_runner_gets(RuleCase asked)
    {
        if (!asked.RestsOnRuns)
        {
            // Of backups that are not proven a folder says why: files do not show runs. The runner takes its files for a cluster.
            Assert.Equal(Asked(asked).ToYaml().Replace("files do not show runs", Policies.Protection.Backup.NoRun, StringComparison.Ordinal), asked.Run().Got);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_doors_find_the_same(RuleCase asked)
    {
        // Only an API server knows what was there before and what ran, and it never sees some objects as they are written.
        if (!File.Exists(asked.Before) && !asked.IsOnlyWritten && !asked.RestsOnRuns)
        {
            Assert.Equal(FolderDoor.Ask(asked).Spoken, ReviewDoor.Ask(asked).Spoken);
        }
    }

    /// <summary>A rule that is added, renamed or taken away changes what is said about its own subjects, and nothing else that is on disk.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_names_only_rules_that_it_is_about(RuleCase asked)
    {
        // One that is not written yet names nothing; A_case_gets_what_it_expects says what writes it.
        var said = File.Exists(asked.Expected) ? File.ReadAllText(asked.Expected) : string.Empty;
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
            .Where(id => !cases[id].Any(Fires) || !cases[id].Any(c => c.Verdict is "allow" or "unknown" || !Fires(c)))
            .Select(id => $"tests/cases/rules/{id} needs a case in which the rule fires, and one named allows-… in which it nearly does");
        Assert.Empty(bare);
    }

    [Fact]
    public void Every_folder_of_cases_belongs_to_a_rule() =>
        Assert.Empty(RuleCase.All().Select(c => c.Rule).Except(RuleCatalog.All.Select(r => r.Info.Id), StringComparer.Ordinal));

    /// <summary>A change is put to the door that sees changes.</summary>
    private static CaseAnswer Asked(RuleCase asked) => File.Exists(asked.Before) || asked.RestsOnRuns ? ReviewDoor.Ask(asked) : FolderDoor.Ask(asked);

    private static bool Fires(RuleCase asked) => Asked(asked).Rules.Contains(asked.Rule, StringComparer.Ordinal);
}
