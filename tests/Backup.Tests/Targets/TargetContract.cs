using System.Text;
using HomelabStorage.Backup.Targets;
using Xunit;

namespace HomelabStorage.Backup.Tests.Targets;

/// <summary>What every target must do, whatever it is made of.</summary>
public abstract class TargetContract
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<Target> Make();

    [Fact]
    public async Task What_is_stored_comes_back_byte_for_byte()
    {
        await using var target = await Make();
        var bytes = new byte[3_000_001];
        new Random(1).NextBytes(bytes);
        var receipt = await Store(target, "home/books/data-1/a.tar.gz", bytes);
        Assert.Equal(bytes.Length, receipt.Bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), receipt.Sha256);
        Assert.Equal(receipt, await target.ReadBack("home/books/data-1/a.tar.gz", Stop));
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        await using var target = await Make();
        Assert.Equal(0, (await Store(target, "home/books/data-1/empty", [])).Bytes);
        Assert.Equal("home/books/data-1/empty", Assert.Single(await target.List("home/", Stop)).Name);
    }

    [Fact]
    public async Task A_listing_is_in_order_and_keeps_to_its_prefix()
    {
        await using var target = await Make();
        foreach (var name in (string[])["home/books/data-2/b", "home/books/data-1/z", "home/books/data-1/a", "home/books/database-1/a", "home/photos/data-1/a", "other/books/data-1/a"])
        {
            await Store(target, name, Encoding.UTF8.GetBytes(name));
        }

        Assert.Equal(["home/books/data-1/a", "home/books/data-1/z", "home/books/data-2/b"], (await target.List("home/books/data-", Stop)).Select(o => o.Name));
        Assert.Equal(["home/books/data-1/a", "home/books/data-1/z"], (await target.List("home/books/data-1/", Stop)).Select(o => o.Name));
        Assert.Equal(6, (await target.List(string.Empty, Stop)).Count);
        Assert.Empty(await target.List("nobody/", Stop));
        Assert.All(await target.List(string.Empty, Stop), o => Assert.Equal(o.Name.Length, o.Bytes));
    }

    [Fact]
    public async Task What_is_not_finished_is_seen_by_nobody()
    {
        await using var target = await Make();
        await Assert.ThrowsAsync<InvalidOperationException>(() => target.Store("home/books/data-1/a", async output =>
        {
            await output.WriteAsync(new byte[100_000], Stop);
            throw new InvalidOperationException("the source broke");
        }, Stop));
        Assert.Empty(await target.List(string.Empty, Stop));
    }

    [Fact]
    public async Task Deleting_twice_is_deleting_once()
    {
        await using var target = await Make();
        await Store(target, "home/books/data-1/a", [1]);
        await Store(target, "home/books/data-1/b", [2]);
        await target.Delete("home/books/data-1/a", Stop);
        await target.Delete("home/books/data-1/a", Stop);
        Assert.Equal("home/books/data-1/b", Assert.Single(await target.List(string.Empty, Stop)).Name);
    }

    [Fact]
    public async Task Reading_what_is_not_there_is_the_targets_trouble()
    {
        await using var target = await Make();
        var trouble = await Assert.ThrowsAsync<BackupException>(async () =>
        {
            await using var stream = await target.Open("home/books/data-1/a", Stop);
        });
        Assert.Equal(BackupExit.Target, trouble.Exit);
    }

    private protected static Task<Receipt> Store(Target target, string name, byte[] bytes) => target.Store(name, output => output.WriteAsync(bytes, Stop).AsTask(), Stop);
}
