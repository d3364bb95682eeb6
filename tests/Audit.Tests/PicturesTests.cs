using System.Security.Cryptography;
using System.Text;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>The pictures of the README are of what is written today.</summary>
public sealed class PicturesTests
{
    [Fact]
    public void The_picture_of_the_page_is_current()
    {
        var (_, page, _) = FolderDoor.Run(
            ["audit", Repository.Path("docs", "pictures", "household.yaml"), "--fail-on", "never", "--format", "html"]);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page)));
        Assert.True(
            string.Equals(File.ReadAllText(Repository.Path("docs", "pictures", "made-of.txt")).Trim(), digest, StringComparison.Ordinal),
            "the pictures of README.md are of another page: run docs/pictures.sh and look at them");
    }
}
