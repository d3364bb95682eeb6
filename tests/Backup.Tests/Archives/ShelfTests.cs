using HomelabStorage.Backup.Tests.Targets;
using Xunit;

namespace HomelabStorage.Backup.Tests.Archives;

/// <summary>What a target holds while somebody else prunes there.</summary>
public sealed class ShelfTests : IAsyncLifetime
{
    private S3Home _house = null!;

    private S3Stub Server => _house.Server;

    private Home Home => _house.Home;

    public async ValueTask InitializeAsync()
    {
        _house = await S3Home.Start();
        Home.Put("notes", "words");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public void A_backup_that_vanishes_between_listing_and_reading_is_no_trouble()
    {
        var first = _house.Stored();
        var second = _house.Stored();
        Server.Fault = request =>
        {
            if (request.Method is "GET" && request.Path.Value!.EndsWith(first + ".json", StringComparison.Ordinal))
            {
                _house.Remove(first);
            }

            return S3Fault.None;
        };
        var list = Home.Ask("list", "--target", Home.TargetUrl);
        Assert.Equal(0, list.Exit);
        Assert.Contains(second, list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(first, list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_that_gives_way_to_a_newer_one_meanwhile_does_not_leave_nothing()
    {
        var old = _house.Stored();
        var target = Directory.CreateDirectory(Path.Combine(Home.Root, "restored")).FullName;
        var asked = 0;
        Server.Fault = request =>
        {
            if (request.Method is "GET" && request.Path.Value!.EndsWith(old + ".json", StringComparison.Ordinal) && asked++ == 0)
            {
                foreach (var (key, bytes) in Server.Objects.Where(o => o.Key.Contains(old, StringComparison.Ordinal)).ToArray())
                {
                    Server.Objects[key.Replace(old, $"{Home.Folder}/20991231T235959Z-ffff", StringComparison.Ordinal)] = bytes;
                }

                _house.Remove(old);
            }

            return S3Fault.None;
        };
        Assert.Equal($"{Home.Folder}/20991231T235959Z-ffff", Home.Restore(target, "--if-empty").Outcome!.Archive);
    }

    [Fact]
    public void What_is_listed_and_never_there_is_broken_and_not_nothing()
    {
        var first = _house.Stored();
        Server.Fault = request =>
            request.Method is "GET" && request.Path.Value!.EndsWith(first + ".json", StringComparison.Ordinal) ? S3Fault.NoObject : S3Fault.None;
        Assert.Contains("the target lists it", Home.Ask("list", "--target", Home.TargetUrl).Output, StringComparison.Ordinal);
        var target = Directory.CreateDirectory(Path.Combine(Home.Root, "restored")).FullName;
        Assert.Equal(BackupExit.Failed, Home.Restore(target, "--if-empty").Exit);
    }

    [Theory]
    [InlineData(nameof(S3Fault.Denied))]
    [InlineData(nameof(S3Fault.WebPage))]
    [InlineData(nameof(S3Fault.EndlessListing))]
    public void A_target_that_may_not_be_listed_never_answers_that_nothing_is_there(string fault)
    {
        var target = Directory.CreateDirectory(Path.Combine(Home.Root, "restored")).FullName;
        Server.Fault = _ => Enum.Parse<S3Fault>(fault);
        Assert.Equal(BackupExit.Target, Home.Restore(target, "--if-empty").Exit);
    }

    [Theory]
    [InlineData("restore", ".json")]
    [InlineData("restore", ".tar.gz")]
    [InlineData("verify", ".json")]
    [InlineData("verify", ".tar.gz")]
    public void A_backup_that_is_removed_once_it_was_chosen_gives_way_to_the_next(string verb, string part)
    {
        var next = _house.Stored();
        var newest = _house.Stored();
        var asked = 0;
        Server.Fault = request =>
        {
            // A manifest is read twice: to choose, and for its list of files.
            if (request.Method is "GET" && request.Path.Value!.EndsWith(newest + part, StringComparison.Ordinal) && ++asked == (part is ".json" ? 2 : 1))
            {
                _house.Remove(newest);
            }

            return S3Fault.None;
        };
        var restored = Directory.CreateDirectory(Path.Combine(Home.Root, "restored")).FullName;
        var answer = verb is "verify" ? Home.Verify() : Home.Restore(restored);
        Assert.True(answer.Exit == 0, answer.Error);
        Assert.Equal(next, answer.Outcome!.Archive);
        Assert.Empty(Directory.GetFileSystemEntries(Home.Working));
        Assert.Equal(verb is "verify" ? 0 : 2, Directory.GetFileSystemEntries(restored).Length);
        Assert.DoesNotContain(Server.Objects.Keys, k => k.Contains(newest, StringComparison.Ordinal));
    }

    [Fact]
    public void A_backup_that_was_asked_for_and_is_removed_meanwhile_is_said_not_to_be_there()
    {
        _house.Stored();
        var newest = _house.Stored();
        Server.Fault = request =>
        {
            if (request.Method is "GET" && request.Path.Value!.EndsWith(newest + ".tar.gz", StringComparison.Ordinal))
            {
                _house.Remove(newest);
            }

            return S3Fault.None;
        };
        var restored = Directory.CreateDirectory(Path.Combine(Home.Root, "restored")).FullName;
        var answer = Home.Restore(restored, "--archive", newest[(newest.LastIndexOf('/') + 1)..]);
        Assert.Equal(BackupExit.Wrong, answer.Exit);
        Assert.Contains("has no complete backup", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(restored));
    }

    [Fact]
    public void An_archive_that_is_listed_and_never_there_is_the_targets_trouble()
    {
        var newest = _house.Stored();
        Server.Fault = request =>
            request.Method is "GET" && request.Path.Value!.EndsWith(newest + ".tar.gz", StringComparison.Ordinal) ? S3Fault.NoObject : S3Fault.None;
        var restored = Directory.CreateDirectory(Path.Combine(Home.Root, "restored")).FullName;
        var answer = Home.Restore(restored);
        Assert.Equal(BackupExit.Target, answer.Exit);
        Assert.Contains("although the target lists it", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(restored));
    }
}
