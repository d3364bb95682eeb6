using System.Text.RegularExpressions;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Conventions;

/// <summary>The terms that went do not come back: section 3 of CONVENTIONS.md lists them, in code type, and no text that users read has one.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] Terms =
    [
        .. File.ReadLines(Repository.Path("CONVENTIONS.md"))
            .SkipWhile(line => line is not "| not | but |")
            .TakeWhile(line => line.StartsWith('|'))
            .SelectMany(line => Term().Matches(line.Split('|')[1]))
            .Select(match => match.Groups["term"].Value),
    ];

    /// <summary>Pages for readers. Decisions and the changelog are of their day.</summary>
    private static readonly IEnumerable<string> Pages =
    [
        Repository.Path("README.md"),
        Repository.Path("policies.yaml"),
        .. Directory.EnumerateFiles(Repository.Path("docs"), "*.md"),
        .. Directory.EnumerateFiles(Repository.Path("docs", "rules"), "*.md"),
        .. Directory.EnumerateFiles(Repository.Path("docs"), "*.json"),
        .. Directory.EnumerateFiles(Repository.Path("deploy"), "*.yaml", SearchOption.AllDirectories),
    ];

    private static readonly IEnumerable<string> Code =
    [
        .. Directory.EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Repository.Path("src", "Policies", "Catalog"), "*.yaml", SearchOption.AllDirectories),
    ];

    [Fact]
    public void No_text_for_users_has_a_term_that_went()
    {
        var went = new Regex($@"\b(?:{string.Join('|', Terms.Select(Regex.Escape))})\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
        string[] found =
        [
            .. Pages.SelectMany(file => Found(file, went, _ => true)),
            .. Code.SelectMany(file => Found(file, went, line => !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith('#'))),
        ];
        Assert.True(found.Length == 0, $"CONVENTIONS.md, section 3, says what to write instead:\n{string.Join('\n', found)}");
    }

    [Fact]
    public void There_are_terms_that_went() => Assert.Contains("in sight", Terms);

    private static IEnumerable<string> Found(string file, Regex went, Func<string, bool> isRead) => File.ReadLines(file)
        .Select((line, i) => (Text: line.Trim(), Number: i + 1))
        .Where(line => isRead(line.Text) && went.IsMatch(line.Text))
        .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {went.Match(line.Text).Value}: {line.Text}");

    [GeneratedRegex("`(?<term>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Term();
}
