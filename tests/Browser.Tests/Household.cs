using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Browser.Tests;

/// <summary>Pages of households, written by the audit as a user runs it.</summary>
internal sealed class Household : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;
    private int _pages;

    /// <summary>The page of some manifests, a file of its own each time.</summary>
    public string Page(string manifests)
    {
        _pages++;
        var (file, page) = (Path.Combine(_folder, $"household-{_pages}.yaml"), Path.Combine(_folder, $"storage-{_pages}.html"));
        File.WriteAllText(file, manifests);
        var (code, _, error) = FolderDoor.Run(["audit", "--fail-on", "never", "--format", $"html={page}", file]);
        Assert.Equal((0, string.Empty), (code, error));
        return page;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
