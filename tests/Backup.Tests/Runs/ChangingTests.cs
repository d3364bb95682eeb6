using HomelabStorage.Backup.Tests.Targets;
using Xunit;

namespace HomelabStorage.Backup.Tests.Runs;

/// <summary>An app that goes on while its folder is copied.</summary>
public sealed class ChangingTests : IAsyncLifetime
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
    }

    public async ValueTask DisposeAsync()
    {
        _home.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public void What_vanishes_or_becomes_something_else_meanwhile_is_said_and_the_backup_restores()
    {
        Programs.Shell($"""
            cd {_home.Data}; mkdir -p a-early/deep d-gone h-folder; echo early > a-early/deep/f; head -c 9500000 /dev/urandom > b-large
            ln -s c-file g-link; echo x > h-folder/f; echo x > i-moved
            echo x > c-file; echo x > d-gone/f; echo x > e-grows; head -c 2000000 /dev/zero > f-short;
            """);
        var isFirst = true;
        _server.Fault = request =>
        {
            if (isFirst && request.Query.ContainsKey("partNumber"))
            {
                isFirst = false;
                Programs.Shell($"""
                    cd {_home.Data}; rm -r a-early d-gone g-link h-folder; rm c-file; ln -s /etc/hostname c-file; echo more >> e-grows; truncate -s 3 f-short
                    echo file > h-folder; mv i-moved j-moved; echo new > k-new
                    """);
            }

            return S3Fault.None;
        };
        var run = _home.Run("--strategy", "files");
        Assert.True(run.Exit == 0, run.Error);
        Assert.False(isFirst);
        Assert.Equal(["a-early", "a-early/deep", "c-file", "d-gone", "d-gone/f", "g-link", "h-folder/f", "i-moved"], [
            .. run.Outcome!.Problems.Select(p => p[..p.IndexOf(':', StringComparison.Ordinal)]).Order(StringComparer.Ordinal),
        ]);
        var verified = _home.Verify();
        Assert.True(verified.Exit == 0, verified.Error);
        var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(0, _home.Restore(restored).Exit);
        Assert.Equal("early\n", File.ReadAllText(Path.Combine(restored, "a-early/deep/f")));
        Assert.Equal("x\nmore\n", File.ReadAllText(Path.Combine(restored, "e-grows")));
        Assert.False(Path.Exists(Path.Combine(restored, "c-file")));
    }

    [Fact]
    public void Progress_is_what_was_read_and_is_wiped_away_in_the_end()
    {
        var shown = new List<string>();
        using (var progress = new Progress(new Surroundings(TextWriter.Null, TextWriter.Null, _home.Time) { Progress = shown.Add }, "backed up", 4096))
        {
            progress.Add(1024);
            _home.Time.Advance(TimeSpan.FromMilliseconds(900));
            Assert.Empty(shown);
            _home.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(["\rbacked up 1.0 KiB of 4.0 KiB\u001b[K", "\r\u001b[K"], shown);
    }
}
