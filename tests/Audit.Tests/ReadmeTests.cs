using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What the README and the pages beside it show is what is printed.</summary>
public sealed class ReadmeTests
{
    private const string Prompt = "$ homelab-storage ";

    private static readonly string[] Pages = ["README.md", "docs/auditing.md"];

    public static TheoryData<string, string> Examples()
    {
        var examples = new TheoryData<string, string>();
        foreach (var block in Pages
            .SelectMany(page => File.ReadAllText(Path.Combine(Repository.Root, page)).Split("```"))
            .Where(b => b.StartsWith($"console\n{Prompt}", StringComparison.Ordinal)))
        {
            var lines = block["console\n".Length..].Split('\n', 2);
            examples.Add(lines[0][Prompt.Length..], lines[1]);
        }

        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_prints_what_it_is_said_to_print(string command, string expected)
    {
        string[] arguments = [.. command.Split(' ').Select(a => a.Contains('/', StringComparison.Ordinal) ? Path.Combine(Repository.Root, a) : a)];
        var (_, output, error) = FolderDoor.Run(arguments);
        Assert.Empty(error);
        Assert.Equal(expected, Here(output));
    }

    /// <summary>As somebody sees it who stands in the repository.</summary>
    private static string Here(string output) => output
        .Replace($" a{Repository.Root}/", " a/", StringComparison.Ordinal)
        .Replace($" b{Repository.Root}/", " b/", StringComparison.Ordinal)
        .Replace($"{Repository.Root}/", string.Empty, StringComparison.Ordinal);
}
