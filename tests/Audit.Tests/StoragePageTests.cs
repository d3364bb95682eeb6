using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>A page about a household's storage that is committed, and checked.</summary>
public sealed class StoragePageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    private string Page => Path.Combine(_folder, "storage.md");

    private string App => Path.Combine(_folder, "app.yaml");

    public StoragePageTests() => File.WriteAllText(App, RadarrOnNfs.Whole);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_page_is_made_kept_and_checked()
    {
        Assert.Equal((1, $"{Page}: out of date: --storage-page {Page} writes it again\n"), Asked("--check-storage-page"));
        Assert.False(File.Exists(Page));
        Assert.Equal((0, $"{Page}: written\n"), Asked("--storage-page"));
        var written = File.ReadAllText(Page);
        Assert.StartsWith("# Storage\n\n<!-- homelab-storage: begin -->\n", written, StringComparison.Ordinal);
        Assert.Contains(
            "| workload | NFS CSI driver (on a NAS) |\n|---|---|\n| Deployment home/radarr | sqlite **deny** |\n",
            written,
            StringComparison.Ordinal);
        Assert.Contains("```mermaid\nflowchart LR\n", written, StringComparison.Ordinal);
        Assert.Equal((0, string.Empty), Asked("--check-storage-page"));
        Assert.Equal((0, string.Empty), Asked("--storage-page"));
        File.WriteAllText(App, Layout.Wider(string.Join("\n---\n", RadarrOnNfs.Whole.Split("\n---\n").Reverse())));
        Assert.Equal((0, string.Empty), Asked("--check-storage-page"));
        File.WriteAllText(App, RadarrOnNfs.Whole.Replace("/config", "/elsewhere", StringComparison.Ordinal));
        Assert.Equal(1, Asked("--check-storage-page").Code);
        Assert.Equal(written, File.ReadAllText(Page));
    }

    /// <summary>A page is about where the data is stored: it does not depend on what somebody has got used to.</summary>
    [Fact]
    public void What_is_known_is_on_the_page_as_it_is()
    {
        Assert.Equal((0, $"{Page}: written\n"), Asked("--storage-page"));
        var known = Path.Combine(_folder, "known.yaml");
        Assert.Equal(0, FolderDoor.Run(["audit", App, "--write-baseline", known]).Code);
        Assert.Equal(0, FolderDoor.Run(["audit", App, "--baseline", known, "--check-storage-page", Page]).Code);
    }

    [Fact]
    public void What_stands_around_it_and_its_line_ends_stay()
    {
        File.WriteAllText(Page, "Ours.\r\n\r\n<!-- homelab-storage: begin -->\r\nold\r\n<!-- homelab-storage: end -->\r\n\r\nOurs too.");
        Assert.Equal(0, Asked("--storage-page").Code);
        var written = File.ReadAllText(Page);
        Assert.StartsWith("Ours.\r\n\r\n<!-- homelab-storage: begin -->\r\n", written, StringComparison.Ordinal);
        Assert.EndsWith("<!-- homelab-storage: end -->\r\n\r\nOurs too.", written, StringComparison.Ordinal);
        Assert.DoesNotContain("old", written, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", written.Replace("\r\n", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((0, string.Empty), Asked("--check-storage-page"));
    }

    [Theory]
    [InlineData("Ours.\n")]
    [InlineData("<!-- homelab-storage: end -->\n<!-- homelab-storage: begin -->\n")]
    [InlineData("<!-- homelab-storage: begin -->\n<!-- homelab-storage: begin -->\n<!-- homelab-storage: end -->\n")]
    public void A_page_without_a_place_for_it_is_left_alone(string page)
    {
        File.WriteAllText(Page, page);
        var (code, error) = Asked("--storage-page");
        Assert.Equal(2, code);
        Assert.StartsWith($"{Page}: put the lines <!-- homelab-storage: begin -->", error, StringComparison.Ordinal);
        Assert.Equal(page, File.ReadAllText(Page));
    }

    [Fact]
    public void Nothing_is_written_where_not_everything_could_be_read()
    {
        File.WriteAllText(Path.Combine(_folder, "broken.yaml"), "apiVersion: [\nkind: Pod\n");
        Assert.Equal((2, $"{Page}: left as it is, since not everything could be read\n"), Asked("--storage-page"));
        Assert.False(File.Exists(Page));
    }

    [Fact]
    public void Findings_still_decide_the_exit_code()
    {
        Assert.Equal(1, FolderDoor.Run(["audit", "--storage-page", Page, _folder]).Code);
        Assert.Equal(2, FolderDoor.Run(["audit", "--storage-page", Page, "--check-storage-page", Page, _folder]).Code);
    }

    private (int Code, string Error) Asked(string option) =>
        FolderDoor.Run(["audit", "--fail-on", "never", option, Page, _folder]) is var (code, _, error) ? (code, error) : default;
}
