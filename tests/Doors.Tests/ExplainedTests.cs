using HomelabStorage.Audit.Cases;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>
/// What <c>explain</c> says is known of the object of each case: chains, backends, data and backups, and what told. The answers of rules are left out, which
/// <c>expected.yaml</c> has: a new rule changes nothing here.
/// </summary>
public sealed class ExplainedTests
{
    public static TheoryData<RuleCase> Cases => [.. RuleCase.All()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_known_of_a_case_is_what_was_known(RuleCase asked)
    {
        var file = asked.Files.Explained;
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(file, Known(asked));
        }

        Assert.True(File.Exists(file), $"{asked} has no explained.txt; UPDATE_GOLDEN=1 dotnet test writes it");
        Assert.Equal(File.ReadAllText(file), Known(asked));
    }

    private static string Known(RuleCase asked) => CaseRun.Known(asked.Files, ShippedPolicy.Read(), FixedTime.Now);
}
