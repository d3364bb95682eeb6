using Xunit;

namespace HomelabStorage.Doors.Tests.Conventions;

/// <summary>What a rule, and what tells of findings, may ask: facts.</summary>
public sealed class RuleTests
{
    private const string Engine = "HomelabStorage.Policies";

    [Theory]
    [InlineData("Rules")]
    [InlineData("Reports")]
    [InlineData("Answers")]
    public void Rules_and_reports_read_facts_and_never_an_inventory(string folder)
    {
        var uses = CompiledAssembly.Uses(Engine).Where(use => use.From.StartsWith($"{Engine}.{folder}.", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(uses);
        Assert.DoesNotContain(uses, use => use.To.StartsWith($"{Engine}.Inventories.", StringComparison.Ordinal));
    }
}
