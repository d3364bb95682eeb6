using System.Text.RegularExpressions;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests.Conventions;

/// <summary>A link from one page to another leads somewhere.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] Folders = ["docs", "benchmarks", "deploy"];

    [Fact]
    public void Every_link_to_a_file_has_its_file()
    {
        var root = Repository.Path(".");
        string[] pages =
        [
            .. Directory.GetFiles(root, "*.md"),
            .. Folders.SelectMany(folder => Directory.GetFiles(Repository.Path(folder), "*.md", SearchOption.AllDirectories)),
        ];
        var links = pages
            .SelectMany(page => Link
                .Matches(Code.Replace(File.ReadAllText(page), string.Empty))
                .Select(link => (Page: page, Target: link.Groups["target"].Value)))
            .Where(link => !link.Target.Contains(':', StringComparison.Ordinal))
            .ToArray();
        Assert.True(links.Length > 100);
        Assert.Empty(links
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.Page)!, link.Target)))
            .Select(link => $"{Path.GetRelativePath(root, link.Page)}: {link.Target}"));
    }

    /// <summary>What is in a block of code is no link.</summary>
    [GeneratedRegex("```.*?```", RegexOptions.Singleline, 1000)]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"\]\((?<target>[^)\s#]+)(#[^)\s]*)?\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link { get; }
}
