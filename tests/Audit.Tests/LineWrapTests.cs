using System.Text.RegularExpressions;
using HomelabStorage.Audit.Output;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>Lines are broken for terminals, at spaces, and nowhere else.</summary>
public sealed partial class LineWrapTests
{
    private static readonly RuleCase Denied = new("sqlite-on-network-filesystem", "denies-linkding-on-nfs");

    [Theory]
    [InlineData(0, "    a line of forty-six columns, two words more", "    a line of forty-six columns, two words more")]
    [InlineData(20, "    a line of forty-six columns, two words more", "    a line of forty-six columns, two words more")]
    [InlineData(40, "    a line of forty-six columns, two words more", "    a line of forty-six columns, two|      words more")]
    [InlineData(47, "    a line of forty-six columns, two words more", "    a line of forty-six columns, two words more")]
    [InlineData(40, "name  with-columns-that-stand-apart       and-more", "name  with-columns-that-stand-apart|  and-more")]
    [InlineData(40, "/a/path/that/is/longer/than/the/whole/terminal/is then", "/a/path/that/is/longer/than/the/whole/terminal/is|  then")]
    [InlineData(40, "a name that would end at the very edge :: ::error::x", "a name that would end at the very edge :: ::error::x")]
    [InlineData(40, "\u001b[31mdeny\u001b[0m  a claim in a namespace of thirty", "\u001b[31mdeny\u001b[0m  a claim in a namespace of thirty")]
    [InlineData(40, "see \u001b]8;;https://example.com/a/very/long/address/indeed\u001b\\the rule\u001b]8;;\u001b\\ there",
        "see \u001b]8;;https://example.com/a/very/long/address/indeed\u001b\\the rule\u001b]8;;\u001b\\ there")]
    public void A_line_is_broken_at_its_spaces(int width, string line, string expected) =>
        Assert.Equal(expected.Split('|'), LineWrap.Parts(line, width));

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void A_report_fits_its_terminal_and_says_the_same(int width)
    {
        var narrow = Table(width);
        Assert.DoesNotContain(narrow.Split('\n'), line => line.Length > width && line.Trim().Contains(' ', StringComparison.Ordinal));
        Assert.Equal(Spaces().Replace(Table(0), " "), Spaces().Replace(narrow, " "));
    }

    [Fact]
    public void What_is_no_terminal_has_its_lines_whole() => Assert.Contains(Table(0).Split('\n'), line => line.Length > 120);

    private static string Table(int width) => FolderDoor.Run(["audit", Denied.Folder], TextReader.Null, width).Output;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
