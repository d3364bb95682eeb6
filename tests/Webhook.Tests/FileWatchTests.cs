using System.Diagnostics;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Files;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class FileWatchTests : IDisposable
{
    /// <summary>So far the clock goes while a test waits for some hundredth of a second: a minute of it is longer than any event takes.</summary>
    private static readonly TimeSpan Little = FileWatch.Settles / 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_that_is_written_is_heard_before_it_is_time_to_look() =>
        Assert.Equal("new", await Seen(Place("file"), () => File.WriteAllText(Place("file"), "new")));

    [Fact]
    public async Task A_file_that_is_put_in_the_place_of_another_is_heard() => Assert.Equal(
        "new",
        await Seen(
            Place("file"),
            () =>
            {
                File.WriteAllText(Place("other"), "new");
                File.Move(Place("other"), Place("file"), overwrite: true);
            }));

    /// <summary>As the kubelet renews a mounted Secret or ConfigMap: the file is a link through <c>..data</c>, which is swapped.</summary>
    [Theory]
    [InlineData("file")]
    [InlineData("..data/file")]
    public async Task A_swap_of_links_is_heard(string named)
    {
        Mount("old");
        File.CreateSymbolicLink(Place("file"), Path.Combine("..data", "file"));
        Assert.Equal("new", await Seen(Place(named), () => Mount("new")));
    }

    [Fact]
    public async Task A_second_swap_is_heard_too()
    {
        Mount("old");
        Assert.Equal("new", await Seen(Place("..data/file"), () => Mount("new")));
        Assert.Equal("newer", await Seen(Place("..data/file"), () => Mount("newer"), expected: "newer"));
    }

    [Fact]
    public async Task A_file_whose_folder_comes_later_is_found_within_seconds() => Assert.Equal(
        "new",
        await Seen(
            Place("later/file"),
            () =>
            {
                Directory.CreateDirectory(Place("later"));
                File.WriteAllText(Place("later/file"), "new");
            },
            FileWatch.Unheard / 50));

    [Fact]
    public async Task What_nobody_tells_is_seen_within_a_minute()
    {
        await File.WriteAllTextAsync(Place("file"), "old", TestContext.Current.CancellationToken);
        using var watch = new FileWatch(_time, Place("file"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var looks = 0;
        var watching = watch.Run(() => Interlocked.Increment(ref looks), stop.Token);
        await Eventually.Holds("it looked at the start", () => Volatile.Read(ref looks) == 1, TestContext.Current.CancellationToken);
        _time.Advance(FileWatch.Recheck);
        await Eventually.Holds(
            "it looked again",
            () =>
            {
                _time.Advance(FileWatch.Settles);
                return Volatile.Read(ref looks) == 2;
            },
            TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public void Every_link_on_the_way_is_a_step()
    {
        Mount("old");
        File.CreateSymbolicLink(Place("file"), Path.Combine("..data", "file"));
        var steps = PathSteps.Of(Place("file")).Where(s => s.Folder.StartsWith(_folder, StringComparison.Ordinal)).ToArray();
        Assert.Equal([(_folder, "file"), (_folder, "..data")], steps[..2]);
        Assert.Equal("file", steps[2].Name);
        Assert.Equal(3, steps.Length);
    }

    [Fact]
    public void A_link_to_itself_ends()
    {
        File.CreateSymbolicLink(Place("one"), "two");
        File.CreateSymbolicLink(Place("two"), "one");
        Assert.NotEmpty(PathSteps.Of(Place("one")));
    }

    /// <summary>What is read at last, where the clock never comes as far as the next look that needs no event.</summary>
    private async Task<string> Seen(string file, Action change, TimeSpan? step = null, string expected = "new")
    {
        if (!File.Exists(file) && Directory.Exists(Path.GetDirectoryName(file)))
        {
            await File.WriteAllTextAsync(file, "old", TestContext.Current.CancellationToken);
        }

        using var watch = new FileWatch(_time, file);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var seen = string.Empty;
        var looks = 0;
        var watching = watch.Run(
            () =>
            {
                Volatile.Write(ref seen, File.Exists(file) ? File.ReadAllText(file) : string.Empty);
                Interlocked.Increment(ref looks);
            },
            stop.Token);
        await Eventually.Holds("it looked at the start", () => Volatile.Read(ref looks) > 0, TestContext.Current.CancellationToken);
        change();
        var pace = step ?? Little;
        var left = FileWatch.Recheck - pace;
        await Eventually.Holds(
            "the change is seen",
            () =>
            {
                if (left > pace)
                {
                    _time.Advance(pace);
                    left -= pace;
                }

                return Volatile.Read(ref seen) == expected;
            },
            TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        return seen;
    }

    /// <summary>A folder with a new name, and a link that is put in the old one's place.</summary>
    private void Mount(string text)
    {
        var folder = Place($"..{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "file"), text);
        File.CreateSymbolicLink(Place("..data_tmp"), folder);
        using var mv = Process.Start("mv", ["-T", Place("..data_tmp"), Place("..data")]); // rename(2), which .NET has not for links to folders
        mv.WaitForExit();
        Assert.Equal(0, mv.ExitCode);
    }

    private string Place(string name) => Path.Combine(_folder, name);
}
