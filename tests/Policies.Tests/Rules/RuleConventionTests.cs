using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

public sealed class RuleConventionTests
{
    [Fact]
    public void Every_id_is_its_class_in_kebab_case() =>
        Assert.Equal(
            RuleCatalog.All.Select(r => r.GetType().Name),
            RuleCatalog.All.Select(r => string.Concat(r.Info.Id.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]))));

    [Fact]
    public void Every_rule_in_the_folder_is_in_the_list()
    {
        var listed = RuleCatalog.All.Select(r => r.GetType().Name).ToHashSet(StringComparer.Ordinal);
        string[] missing =
        [
            .. Directory.GetFiles(Repository.Path("src", "Policies", "Rules"), "*.cs")
                .Where(f => File.ReadAllText(f).Contains("RuleInfo Info { get; } = new()", StringComparison.Ordinal))
                .Select(Path.GetFileNameWithoutExtension)
                .Where(name => !listed.Contains(name!))
                .Select(name => $"src/Policies/Rules/RuleCatalog.cs lacks: new {name}(),"),
        ];
        Assert.True(missing.Length == 0, string.Join('\n', missing));
        Assert.Equal(RuleCatalog.All.Count, listed.Count);
    }

    /// <summary>Whoever writes a first rule begins with the one that is shown.</summary>
    [Fact]
    public void The_rule_that_the_conventions_show_is_the_one_that_is_shipped()
    {
        var shown = File.ReadAllText(Repository.Path("CONVENTIONS.md")).Split("```csharp\n")[1].Split("```")[0];
        Assert.EndsWith(shown, File.ReadAllText(Repository.Path("src", "Policies", "Rules", "ReclaimPolicyDeletesData.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_written_alike()
    {
        foreach (var rule in RuleCatalog.All.Select(r => r.Info))
        {
            Assert.False(rule.Title.EndsWith('.'), $"{rule.Id}: a title has no full stop");
            Assert.True(rule.Why.EndsWith('.'), $"{rule.Id}: why is a sentence");
            Assert.True(rule.Remedy.EndsWith('.'), $"{rule.Id}: the remedy is a sentence");
        }
    }

    [Fact]
    public void Every_text_of_a_rule_is_on_its_page()
    {
        var list = File.ReadAllText(Repository.Path("docs", "rules", "README.md"));
        foreach (var rule in RuleCatalog.All.Select(r => r.Info))
        {
            var file = Repository.Path("docs", "rules", $"{rule.Id}.md");
            Assert.True(File.Exists(file), $"docs/rules/{rule.Id}.md is missing: docs/generate.sh writes it");
            var page = File.ReadAllText(file);
            Assert.Contains($"# {rule.Id}\n\n{rule.Title}.\n", page, StringComparison.Ordinal);
            var milder = rule.Milder.Length > 0 ? $" {rule.Milder}" : string.Empty;
            Assert.Contains($"\nDefault action: **{Words.Actions.Spell(rule.DefaultAction)}**.{milder}\n", page, StringComparison.Ordinal);
            Assert.Contains($"## Why\n\n{rule.Why}\n", page, StringComparison.Ordinal);
            Assert.Contains($"## What to do\n\n{rule.Remedy}\n", page, StringComparison.Ordinal);
            Assert.Contains($"| [{rule.Id}]({rule.Id}.md) | {Words.Actions.Spell(rule.DefaultAction)} | {rule.Title} |\n", list, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_text_makes_a_GitOps_controller_delete_and_recreate_objects()
    {
        var texts = RuleCatalog.All.SelectMany(r => new[] { r.Info.Title, r.Info.Why, r.Info.Remedy })
            .Concat(RuleCase.All().Where(c => File.Exists(c.Expected)).Select(c => File.ReadAllText(c.Expected)));
        Assert.DoesNotContain(
            texts,
            t => System.Text.RegularExpressions.Regex.IsMatch(
                t,
                @"is\simmutable|immutable\sfield",
                System.Text.RegularExpressions.RegexOptions.NonBacktracking));
    }
}
