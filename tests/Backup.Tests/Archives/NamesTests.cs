using HomelabStorage.Backup.Archives;
using Xunit;

namespace HomelabStorage.Backup.Tests.Archives;

/// <summary>How backups are named.</summary>
public sealed class NamesTests
{
    private const string Uid = "8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55";

    [Fact]
    public void The_folder_carries_the_claim_and_the_beginning_of_its_uid() =>
        Assert.Equal("home/books/data-8a1c72f0", ClaimIdentity.Read($"home/books/data/{Uid}")!.Folder);

    [Theory]
    [InlineData(246)]
    [InlineData(247)]
    [InlineData(253)]
    public void The_longest_names_of_claims_have_folders_that_a_file_system_takes(int letters)
    {
        var (one, other) = (Claim('a'), Claim('b'));
        Assert.All(one.Folder.Split('/'), part => Assert.True(part.Length <= 255, part));
        Assert.NotEqual(one.Siblings, other.Siblings);
        Assert.True(one.Owns(one.Folder) && !one.Owns(other.Folder));
        Assert.True(ClaimIdentity.ReadClaim(one.Spoken)!.Owns(one.Folder));
        Assert.Equal(one.Folder + "/20261125T220800Z-00ff", ArchiveName.Read(one.Folder + "/20261125T220800Z-00ff")!.Whole);

        ClaimIdentity Claim(char last) => ClaimIdentity.Read($"home/books/{new string('c', letters - 1)}{last}/{Uid}")!;
    }

    [Theory]
    [InlineData("home/books/data")]
    [InlineData("home/books/data/")]
    [InlineData("home/../data/8a1c72f0")]
    [InlineData("home/books/data/../../x")]
    [InlineData("/home/books/data/8a1c72f0")]
    [InlineData("home/books/Data/8a1c72f0")]
    [InlineData("home/books/data/8a1c72f0/x")]
    public void What_could_leave_the_folder_is_no_identity(string text) => Assert.Null(ClaimIdentity.Read(text));

    [Theory]
    [InlineData("home/books/data-8a1c72f0", true)]
    [InlineData("home/books/data-00000000", true)]
    [InlineData("home/books/data-8a1c72f0-12345678", false)]
    [InlineData("home/books/database-8a1c72f0", false)]
    [InlineData("home/books/data-", false)]
    public void A_claim_owns_the_folders_of_its_name_and_no_others(string folder, bool owns) =>
        Assert.Equal(owns, ClaimIdentity.ReadClaim("home/books/data")!.Owns(folder));

    [Fact]
    public void A_name_survives_its_objects()
    {
        var name = ArchiveName.New("home/books/data-8a1c72f0", new DateTimeOffset(2026, 11, 25, 22, 8, 0, TimeSpan.Zero));
        Assert.StartsWith("home/books/data-8a1c72f0/20261125T220800Z-", name.Whole, StringComparison.Ordinal);
        Assert.All(name.InOrderOfDeletion, part => Assert.Equal(name, ArchiveName.Of(part)));
        Assert.Equal(name, ArchiveName.Read(name.Whole));
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 22, 8, 0, TimeSpan.Zero), name.Time);
        Assert.Equal(name.Manifest, name.InOrderOfDeletion[0]);
    }

    [Theory]
    [InlineData("home/books/data-8a1c72f0/20261325T220800Z-00ff.json")]
    [InlineData("home/books/data-8a1c72f0/notes.json")]
    [InlineData("home/books/20261125T220800Z-00ff.json")]
    [InlineData("home/books/data-8a1c72f0/20261125T220800Z-00ff.json.bak")]
    public void Other_objects_are_none_of_ours(string name) => Assert.Null(ArchiveName.Of(name));
}
