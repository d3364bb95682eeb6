using Xunit;

namespace HomelabStorage.Doors.Tests.Conventions;

/// <summary>What the parts of the engine may ask, as the compiled assembly tells.</summary>
public sealed class RuleTests
{
    private const string Engine = "HomelabStorage.Policies";

    [Theory]
    [InlineData("Rules")]
    [InlineData("Reports")]
    [InlineData("Answers")]
    public void Rules_and_reports_read_facts_and_never_an_inventory(string folder) =>
        Assert.DoesNotContain(Uses(folder), use => use.To.StartsWith($"{Engine}.Inventories.", StringComparison.Ordinal));

    [Theory]
    [InlineData("Rules")]
    [InlineData("Facts")]
    [InlineData("Resolution")]
    [InlineData("Protection")]
    public void Nothing_depends_on_where_a_manifest_came_from(string folder) =>
        Assert.DoesNotContain(Uses(folder), use => use.To.StartsWith($"{Engine}.Manifests.ManifestSource+", StringComparison.Ordinal));

    private static Use[] Uses(string folder)
    {
        var uses = CompiledAssembly.Uses(Engine).Where(use => use.From.StartsWith($"{Engine}.{folder}.", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(uses);
        return uses;
    }
}
