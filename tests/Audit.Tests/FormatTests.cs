using HomelabStorage.Audit.Reporting;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>Where reports go: several at once, each whole or not at all.</summary>
public sealed class FormatTests : IDisposable
{
    private static readonly string Case = Repository.Path("tests", "cases", "rules", "sqlite-on-network-filesystem", "denies-linkding-on-nfs");

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Several_formats_are_written_at_once()
    {
        var file = Path.Combine(_folder, "report.json");
        var (code, output, error) = FolderDoor.Run(["audit", "--format", $"json={file}", "--format", "table", Case]);
        Assert.Equal((1, string.Empty), (code, error));
        Assert.Equal(FolderDoor.Run(["audit", Case]).Output, output);
        Assert.Equal(FolderDoor.Run(["audit", "--format", "json", Case]).Output, File.ReadAllText(file));
    }

    [Fact]
    public void A_format_with_a_file_leaves_standard_output_alone()
    {
        var file = Path.Combine(_folder, "report.txt");
        Assert.Equal((1, string.Empty, string.Empty), FolderDoor.Run(["audit", "--format", $"table={file}", Case]));
        Assert.Equal(FolderDoor.Run(["audit", Case]).Output, File.ReadAllText(file));
    }

    [Fact]
    public void Every_format_has_its_row_in_the_documentation()
    {
        var page = File.ReadAllText(Repository.Path("docs", "reports.md"));
        string[] missing = [.. ReportFormats.Names.Where(name => !page.Contains($"\n| `{name}` |", StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, $"docs/reports.md has no row for {string.Join(", ", missing)}: | `NAME` | what for |");
    }

    [Theory]
    [InlineData("--format: 'sarief' is not a format. There are table, json, ", "sarief")]
    [InlineData("--format: table and json would both go to standard output; give all but one a file, as in --format json=FILE", "table", "json")]
    [InlineData("--format: table and json would both go into x/../a", "table=x/../a", "json=a")]
    [InlineData("--format json=: no file follows the =", "json=")]
    public void What_cannot_be_written_is_said_before_anything_is_read(string complaint, params string[] formats)
    {
        var (code, output, error) = FolderDoor.Run(["audit", .. formats.SelectMany(f => new[] { "--format", f }), Path.Combine(_folder, "nowhere")]);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.StartsWith(complaint, error, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--diff")]
    [InlineData("--fix")]
    [InlineData("--unknown-apps")]
    public void A_format_goes_with_findings(string instead) =>
        Assert.StartsWith("--format is how findings are written", FolderDoor.Run(["audit", instead, "--format", "json", Case]).Error, StringComparison.Ordinal);

    [Fact]
    public void A_report_that_cannot_be_written_is_exit_code_two_and_leaves_what_was_there()
    {
        var (file, link) = (Path.Combine(_folder, "kept.json"), Path.Combine(_folder, "link.json"));
        File.WriteAllText(file, "kept");
        File.CreateSymbolicLink(link, file);
        foreach (var wrong in new[] { link, _folder, Path.Combine(_folder, "none", "report.json") })
        {
            var (code, output, error) = FolderDoor.Run(["audit", "--fail-on", "never", "--format", $"json={wrong}", "--format", "table", Case]);
            Assert.Equal(2, code);
            Assert.StartsWith($"{wrong}: not written: ", error, StringComparison.Ordinal);
            Assert.Equal(FolderDoor.Run(["audit", Case]).Output, output);
        }

        Assert.Equal("kept", File.ReadAllText(file));
        Assert.Equal([file, link], Directory.GetFileSystemEntries(_folder).Order(StringComparer.Ordinal));
    }
}
