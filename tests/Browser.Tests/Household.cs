using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Browser.Tests;

/// <summary>Pages of households, written by the audit as a user runs it.</summary>
internal sealed class Household : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    /// <summary>The page of some manifests.</summary>
    public string Page(string manifests)
    {
        var (file, page) = (Path.Combine(_folder, "household.yaml"), Path.Combine(_folder, "storage.html"));
        File.WriteAllText(file, manifests);
        var (code, _, error) = FolderDoor.Run(["audit", "--fail-on", "never", "--format", $"html={page}", file]);
        Assert.Equal((0, string.Empty), (code, error));
        return page;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
