using HomelabStorage.Backup.Tests.Targets;
using Xunit;

namespace HomelabStorage.Backup.Tests.Archives;

/// <summary>What a target holds while somebody else prunes there.</summary>
public sealed class ShelfTests : IAsyncLifetime
{
    private S3Stub _server = null!;
    private Home _home = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await S3Stub.Start();
        _home = new Home
        {
            TargetUrl = $"s3://backups/a?endpoint={_server.Address}",
            Variable = v => v is "AWS_ACCESS_KEY_ID" or "AWS_SECRET_ACCESS_KEY" ? "x" : null,
        };
        _home.Put("notes", "words");
    }

    public async ValueTask DisposeAsync()
    {
        _home.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public void A_backup_that_vanishes_between_listing_and_reading_is_no_trouble()
    {
        var first = Stored();
        var second = Stored();
        _server.Fault = request =>
        {
            if (request.Method is "GET" && request.Path.Value!.EndsWith(first + ".json", StringComparison.Ordinal))
            {
                Remove(first);
            }

            return S3Fault.None;
        };
        var list = _home.Ask("list", "--target", _home.TargetUrl);
        Assert.Equal(0, list.Exit);
        Assert.Contains(second, list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(first, list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_that_gives_way_to_a_newer_one_meanwhile_does_not_leave_nothing()
    {
        var old = Stored();
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        var asked = 0;
        _server.Fault = request =>
        {
            if (request.Method is "GET" && request.Path.Value!.EndsWith(old + ".json", StringComparison.Ordinal) && asked++ == 0)
            {
                foreach (var (key, bytes) in _server.Objects.Where(o => o.Key.Contains(old, StringComparison.Ordinal)).ToArray())
                {
                    _server.Objects[key.Replace(old, $"{Home.Folder}/20991231T235959Z-ffff", StringComparison.Ordinal)] = bytes;
                }

                Remove(old);
            }

            return S3Fault.None;
        };
        Assert.Equal($"{Home.Folder}/20991231T235959Z-ffff", _home.Restore(target, "--if-empty").Outcome!.Archive);
    }

    [Fact]
    public void What_is_listed_and_never_there_is_broken_and_not_nothing()
    {
        var first = Stored();
        _server.Fault = request =>
            request.Method is "GET" && request.Path.Value!.EndsWith(first + ".json", StringComparison.Ordinal) ? S3Fault.NoObject : S3Fault.None;
        Assert.Contains("the target lists it", _home.Ask("list", "--target", _home.TargetUrl).Output, StringComparison.Ordinal);
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(BackupExit.Failed, _home.Restore(target, "--if-empty").Exit);
    }

    [Theory]
    [InlineData(nameof(S3Fault.Denied))]
    [InlineData(nameof(S3Fault.WebPage))]
    [InlineData(nameof(S3Fault.EndlessListing))]
    public void A_target_that_may_not_be_listed_never_answers_that_nothing_is_there(string fault)
    {
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        _server.Fault = _ => Enum.Parse<S3Fault>(fault);
        Assert.Equal(BackupExit.Target, _home.Restore(target, "--if-empty").Exit);
    }

    private string Stored()
    {
        var answer = _home.Run("--strategy", "files");
        Assert.True(answer.Exit == 0, answer.Error);
        return answer.Outcome!.Archive!;
    }

    private void Remove(string archive)
    {
        foreach (var key in _server.Objects.Keys.Where(k => k.Contains(archive, StringComparison.Ordinal)))
        {
            _server.Objects.TryRemove(key, out _);
        }
    }
}
