using HomelabStorage.Policies.Vocabulary;
using Xunit;

namespace HomelabStorage.Policies.Tests.Vocabulary;

/// <summary>A name with a slip in it is told from a name of its own.</summary>
public sealed class SpellingTests
{
    private static readonly string[] Names = ["longhorn-sqlite", "longhorn", "truenas-nfs", "local-path", "synology-iscsi-storage"];

    [Theory]
    [InlineData("longhorn-sqllite", "longhorn-sqlite")]
    [InlineData("longhorn-sqlit", "longhorn-sqlite")]
    [InlineData("longhorn-sqltie", "longhorn-sqlite")]
    [InlineData("longhron-sqlite", "longhorn-sqlite")]
    [InlineData("lnoghorn", "longhorn")]
    [InlineData("truenas-nsf", "truenas-nfs")]
    [InlineData("truenas-nffs", "truenas-nfs")]
    [InlineData("local-paht", "local-path")]
    [InlineData("local-pth", "local-path")]
    [InlineData("local-pathh", "local-path")]
    [InlineData("longhorn-sqlite", "")]
    [InlineData("longhorn-sqlite2", "")]
    [InlineData("longhorn-sql", "")]
    [InlineData("longhorn-db", "")]
    [InlineData("longhorn-2", "")]
    [InlineData("longhorn2", "")]
    [InlineData("truenas-smb", "")]
    [InlineData("truenas-nfs4", "")]
    [InlineData("truenas-nfsv", "")]
    [InlineData("truenas-nf", "")]
    [InlineData("truenas-ns", "")]
    [InlineData("local-bath", "")]
    [InlineData("local-paths", "")]
    [InlineData("local-pat", "")]
    [InlineData("synology-nfs-storage", "")]
    [InlineData("", "")]
    public void A_misspelt_name_is_one_but_for_a_letter(string written, string meant) => Assert.Equal(meant, Spelling.Misspelt(written, Names));

    [Fact]
    public void Of_several_that_may_be_meant_the_first_by_name_is() =>
        Assert.Equal("storage-a", Spelling.Misspelt("storege-a", ["storige-a", "storage-a"]));
}
