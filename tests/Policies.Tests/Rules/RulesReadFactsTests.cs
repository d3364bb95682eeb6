using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>What a rule wants to know is a fact; looking for it is done before.</summary>
public sealed class RulesReadFactsTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Repository.Path("src", "Policies", "Rules"), "*.cs").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void No_rule_looks_into_an_inventory_or_asks_where_a_manifest_came_from(string file)
    {
        var text = File.ReadAllText(Repository.Path("src", "Policies", "Rules", file));
        foreach (var word in new[] { "HomelabStorage.Policies.Inventories", ".Inventory", "ManifestSource" })
        {
            Assert.False(text.Contains(word, StringComparison.Ordinal), $"{file} has {word}: add a fact to Facts, and find it in Resolution");
        }
    }

    [Fact]
    public void Nothing_that_is_resolved_depends_on_where_a_manifest_came_from()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Path("src", "Policies", "Resolution"), "*.cs")
            .Concat(Directory.EnumerateFiles(Repository.Path("src", "Policies", "Facts"), "*.cs")))
        {
            Assert.False(File.ReadAllText(file).Contains("ManifestSource", StringComparison.Ordinal), $"{file} asks where a manifest came from");
        }
    }
}
