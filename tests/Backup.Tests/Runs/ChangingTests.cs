using HomelabStorage.Backup.Tests.Targets;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Backup.Tests.Runs;

/// <summary>An app that goes on while its folder is copied.</summary>
public sealed class ChangingTests : IAsyncLifetime
{
    private S3Home _house = null!;

    private Home Home => _house.Home;

    public async ValueTask InitializeAsync() => _house = await S3Home.Start();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public void What_vanishes_or_becomes_something_else_meanwhile_is_said_and_the_backup_restores()
    {
        Programs.Shell($"""
            cd {Home.Data}; mkdir -p a-early/deep d-gone h-folder; echo early > a-early/deep/f; head -c 9500000 /dev/urandom > b-large
            ln -s c-file g-link; echo x > h-folder/f; echo x > i-moved
            echo x > c-file; echo x > d-gone/f; echo x > e-grows; head -c 2000000 /dev/zero > f-short;
            """);
        var isFirst = true;
        _house.Server.Fault = request =>
        {
            if (isFirst && request.Query.ContainsKey("partNumber"))
            {
                isFirst = false;
                Programs.Shell($"""
                    cd {Home.Data}; rm -r a-early d-gone g-link h-folder; rm c-file; ln -s /etc/hostname c-file; echo more >> e-grows; truncate -s 3 f-short
                    echo file > h-folder; mv i-moved j-moved; echo new > k-new
                    """);
            }

            return S3Fault.None;
        };
        var run = Home.Run("--strategy", "files");
        Assert.True(run.Exit == 0, run.Error);
        Assert.False(isFirst);
        Assert.Equal(["a-early", "a-early/deep", "c-file", "d-gone", "d-gone/f", "g-link", "h-folder/f", "i-moved"], [
            .. run.Outcome!.Problems.Select(p => p[..p.IndexOf(':', StringComparison.Ordinal)]).Order(StringComparer.Ordinal),
        ]);
        var verified = Home.Verify();
        Assert.True(verified.Exit == 0, verified.Error);
        var restored = Directory.CreateDirectory(Path.Combine(Home.Root, "restored")).FullName;
        Assert.Equal(0, Home.Restore(restored).Exit);
        Assert.Equal("early\n", File.ReadAllText(Path.Combine(restored, "a-early/deep/f")));
        Assert.Equal("x\nmore\n", File.ReadAllText(Path.Combine(restored, "e-grows")));
        Assert.False(Path.Exists(Path.Combine(restored, "c-file")));
    }

    [Fact]
    public async Task What_becomes_a_fifo_or_leads_elsewhere_meanwhile_neither_stops_a_run_nor_leads_it_there()
    {
        Programs.Shell($"""
            cd {Home.Data}; mkdir -p c-folder/below ../elsewhere/below; head -c 9500000 /dev/urandom > b-large
            echo mine > c-folder/f; echo mine > c-folder/below/f; ln -s mine c-folder/link; echo theirs > ../elsewhere/f; echo theirs > ../elsewhere/below/f
            ln -s theirs ../elsewhere/link; echo x > d-fifo; echo x > e-link
            """);
        var isFirst = true;
        _house.Server.Fault = request =>
        {
            if (isFirst && request.Query.ContainsKey("partNumber"))
            {
                isFirst = false;
                Programs.Shell($"""
                    cd {Home.Data}; mv c-folder ../away; ln -s ../elsewhere c-folder; rm d-fifo e-link; mkfifo d-fifo; ln -s ../elsewhere/f e-link
                    """);
            }

            return S3Fault.None;
        };
        var run = await Task.Run(() => Home.Run("--strategy", "files")).WaitAsync(Eventually.Longest, TestContext.Current.CancellationToken);
        Assert.True(run.Exit == 0, run.Error);
        Assert.False(isFirst);
        Assert.Equal(["c-folder/below/f", "c-folder/f", "c-folder/link", "d-fifo", "e-link"], [
            .. run.Outcome!.Problems.Select(p => p[..p.IndexOf(':', StringComparison.Ordinal)]).Order(StringComparer.Ordinal),
        ]);
        var restored = Directory.CreateDirectory(Path.Combine(Home.Root, "restored")).FullName;
        Assert.Equal(0, Home.Restore(restored).Exit);
        Assert.Equal(["b-large"], Directory.GetFiles(restored, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("mkdir data; echo other > data/notes")]
    [InlineData("true")]
    [InlineData("ln -s away data")]
    public void Data_that_are_unmounted_or_replaced_meanwhile_are_no_good_backup(string then)
    {
        Programs.Shell($"cd {Home.Data}; head -c 9500000 /dev/urandom > b-large; echo x > notes; echo x > other");
        var isFirst = true;
        _house.Server.Fault = request =>
        {
            if (isFirst && request.Query.ContainsKey("partNumber"))
            {
                isFirst = false;
                Programs.Shell($"cd {Home.Root}; mv data away; {then}");
            }

            return S3Fault.None;
        };
        var run = Home.Run("--strategy", "files");
        Assert.Equal(BackupExit.Failed, run.Exit);
        Assert.Equal("partial", run.Outcome!.State);
        Assert.Contains("was unmounted or replaced while it was copied", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_what_was_read_and_is_wiped_away_in_the_end()
    {
        var shown = new List<string>();
        using (var progress = new Progress(new Surroundings(TextWriter.Null, TextWriter.Null, Home.Time) { Progress = shown.Add }, "backed up", 4096))
        {
            progress.Add(1024);
            Home.Time.Advance(TimeSpan.FromMilliseconds(900));
            Assert.Empty(shown);
            Home.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(["\rbacked up 1.0 KiB of 4.0 KiB\u001b[K", "\r\u001b[K"], shown);
    }
}
