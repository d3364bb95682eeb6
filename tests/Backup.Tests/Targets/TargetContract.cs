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
        foreach (var name in (string[])[
            "home/books/data-2/b",
            "home/books/data-1/z",
            "home/books/data-1/a",
            "home/books/database-1/a",
            "home/photos/data-1/a",
            "other/books/data-1/a",
        ])
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

    [Fact]
    public async Task Nothing_is_written_over_what_is_there()
    {
        await using var target = await Make();
        await Store(target, "home/books/data-1/a", [1, 2, 3]);
        var trouble = await Assert.ThrowsAsync<BackupException>(() => Store(target, "home/books/data-1/a", [4]));
        Assert.Contains("nothing is overwritten", trouble.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await target.ReadBack("home/books/data-1/a", Stop)).Bytes);
    }

    [Fact]
    public async Task What_was_found_out_is_replaced_in_one_step()
    {
        await using var target = await Make();
        await Store(target, "home/books/data-1/a.verified.json", [1, 2, 3]);
        await target.Replace("home/books/data-1/a.verified.json", output => output.WriteAsync(new byte[] { 4 }, Stop).AsTask(), Stop);
        Assert.Equal(1, Assert.Single(await target.List(string.Empty, Stop)).Bytes);
    }

    [Fact]
    public async Task What_is_not_there_is_told_from_other_trouble()
    {
        await using var target = await Make();
        var trouble = await Assert.ThrowsAsync<BackupException>(() => target.ReadBack("home/books/data-1/a", Stop));
        Assert.True(trouble.IsMissing);
    }

    [Fact]
    public async Task An_object_of_several_parts_comes_back_whole()
    {
        await using var target = await Make();
        var bytes = new byte[(2 * PartStream.Size) + 17];
        new Random(2).NextBytes(bytes);
        var receipt = await target.Store("home/books/data-1/large.tar.gz", async output =>
        {
            for (var i = 0; i < bytes.Length; i += 100_000)
            {
                await output.WriteAsync(bytes.AsMemory(i, Math.Min(100_000, bytes.Length - i)), Stop);
            }
        }, Stop);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), receipt.Sha256);
        Assert.Equal(bytes.Length, Assert.Single(await target.List("home/books/", Stop)).Bytes);
        Assert.Empty(await target.Sweep("home/", DateTimeOffset.MaxValue, Stop));
    }

    [Fact]
    public async Task An_object_of_exactly_two_parts_has_two()
    {
        await using var target = await Make();
        Assert.Equal(2 * PartStream.Size, (await Store(target, "home/books/data-1/a", new byte[2 * PartStream.Size])).Bytes);
        Assert.Empty(await target.Sweep("home/", DateTimeOffset.MaxValue, Stop));
    }

    [Fact]
    public async Task A_large_object_that_is_given_up_leaves_nothing()
    {
        await using var target = await Make();
        await Assert.ThrowsAsync<InvalidOperationException>(() => target.Store("home/books/data-1/a", async output =>
        {
            await output.WriteAsync(new byte[PartStream.Size * 2], Stop);
            throw new InvalidOperationException("the source broke");
        }, Stop));
        Assert.Empty(await target.List(string.Empty, Stop));
        Assert.Empty(await target.Sweep("home/", DateTimeOffset.MaxValue, Stop));
    }

    private protected static Task<Receipt> Store(Target target, string name, byte[] bytes) =>
        target.Store(name, output => output.WriteAsync(bytes, Stop).AsTask(), Stop);
}
