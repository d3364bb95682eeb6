using HomelabStorage.Backup.Targets;
using Xunit;

namespace HomelabStorage.Backup.Tests.Targets;

/// <summary>A folder as a target.</summary>
public sealed class FolderTargetTests : TargetContract, IDisposable
{
    private readonly Scratch _scratch = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_not_an_empty_one()
    {
        var trouble = Assert.Throws<BackupException>(() => TargetAddress.Open($"file://{_scratch.Path}/nothing", _ => null));
        Assert.Equal(BackupExit.Target, trouble.Exit);
        Assert.Contains("there is no such folder", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_of_others_are_not_looked_into_and_links_to_ours_are_followed()
    {
        await using var target = await Make();
        await Store(target, "home/books/data-1/a", [1]);
        foreach (var foreign in (string[])["lost+found", "@eaDir", ".zfs", "#recycle"])
        {
            Directory.CreateDirectory(Path.Combine(_scratch.Path, foreign));
            await File.WriteAllTextAsync(Path.Combine(_scratch.Path, foreign, "b"), "b", Stop);
        }

        Directory.Move(Path.Combine(_scratch.Path, "home"), Path.Combine(_scratch.Path, "elsewhere+"));
        File.CreateSymbolicLink(Path.Combine(_scratch.Path, "home"), "elsewhere+");
        File.CreateSymbolicLink(Path.Combine(_scratch.Path, "elsewhere+", "round"), ".");
        Assert.Contains("home/books/data-1/a", (await target.List(string.Empty, Stop)).Select(o => o.Name));
        Assert.Equal(["home/books/data-1/a"], (await target.List("home/books/data-", Stop)).Select(o => o.Name));
        Assert.DoesNotContain(await target.List(string.Empty, Stop), o => o.Name.EndsWith('b'));
    }

    [Fact]
    public async Task A_file_where_a_folder_should_be_is_not_an_empty_target()
    {
        await using var target = await Make();
        await File.WriteAllTextAsync(Path.Combine(_scratch.Path, "home"), "no folder", Stop);
        var trouble = await Assert.ThrowsAsync<BackupException>(() => target.List("home/books/data-", Stop));
        Assert.Equal(BackupExit.Target, trouble.Exit);
    }

    [Fact]
    public async Task A_folder_that_was_replaced_while_in_use_takes_nothing()
    {
        await using var target = await Make();
        Directory.Move(_scratch.Path, _scratch.Path + "-away");
        Directory.CreateDirectory(_scratch.Path);
        try
        {
            var trouble = await Assert.ThrowsAsync<BackupException>(() => Store(target, "home/books/data-1/a", [1]));
            Assert.Contains("unmounted or replaced", trouble.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(_scratch.Path));
        }
        finally
        {
            Directory.Delete(_scratch.Path + "-away", recursive: true);
        }
    }

    [Fact]
    public async Task Remains_of_a_killed_run_are_swept_once_they_are_old()
    {
        await using var target = await Make();
        await Store(target, "home/books/data-1/a", [1]);
        var remains = Path.Combine(_scratch.Path, "home/books/data-1/.partial-node-7-b.tar.gz");
        await File.WriteAllTextAsync(remains, "half", Stop);
        Assert.Empty(await target.Sweep("home/books/data-1/", DateTimeOffset.UtcNow.AddDays(-1), Stop));
        Assert.Single(await target.Sweep("home/books/data-1/", DateTimeOffset.UtcNow.AddMinutes(1), Stop));
        Assert.False(File.Exists(remains));
        Assert.Single(await target.List(string.Empty, Stop));
    }

    [Theory]
    [InlineData("nfs://nas/pool")]
    [InlineData("file://host/pool")]
    [InlineData("/pool")]
    [InlineData("pool")]
    [InlineData("file:///pool?x=1")]
    [InlineData("file:///pool#1")]
    public void An_address_of_no_target_is_refused_with_what_to_write(string address) =>
        Assert.Contains("file:///absolute/folder", TargetAddress.Complaint(address), StringComparison.Ordinal);

    private protected override Task<Target> Make() => Task.FromResult(TargetAddress.Open($"file://{_scratch.Path}", _ => null));
}
