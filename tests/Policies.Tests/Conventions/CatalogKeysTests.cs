using System.Text.RegularExpressions;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Conventions;

/// <summary>Whoever adds to the catalog finds every key that its files may have on the page that says how.</summary>
public sealed partial class CatalogKeysTests
{
    [Theory]
    [InlineData("adding-an-app.md", "AppSection", "AppDataSection", "AppSwitchSection", "AppMoveSection", "ResidueSection")]
    [InlineData("adding-a-backend.md", "BackendSection", "BackendCaseSection", "ConditionSection", "ParametersSection", "ReplicasSection")]
    public void Every_key_is_on_its_page(string page, params string[] sections)
    {
        var text = File.ReadAllText(Repository.Path("docs", page));
        Assert.Empty(sections
            .SelectMany(section => Keys.Matches(File.ReadAllText(Repository.Path("src", "Policies", "Catalog", "Sections", $"{section}.cs"))))
            .Select(key => key.Groups["key"].Value)
            .Distinct(StringComparer.Ordinal)
            .Where(key => !Regex.IsMatch(text, $@"\b{key}\b", RegexOptions.NonBacktracking))
            .Select(key => $"docs/{page} does not say what {key} is"));
    }

    [GeneratedRegex("\\(\"(?<key>[a-zA-Z]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Keys { get; }
}
