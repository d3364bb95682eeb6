using System.Text;
using HomelabStorage.Backup.Targets;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Backup.Tests.Targets;

/// <summary>A folder that takes what it is given and then has something else: a bad disk, a server that loses writes, another machine that tidies up.</summary>
public sealed class LyingFolderTests : IDisposable
{
    private readonly Meddler _meddler = new();
    private readonly Home _home;

    public LyingFolderTests() => _home = new Home { Time = _meddler };

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(nameof(Change), "does not keep what it is given")]
    [InlineData(nameof(Cut), "does not keep what it is given")]
    [InlineData(nameof(File.Delete), "Could not find")]
    public void What_comes_back_otherwise_is_no_backup_and_nothing_is_dropped_for_it(string meddling, string said)
    {
        _home.Put("notes", "words");
        var good = _home.Run("--strategy", "files").Outcome!.Archive!;
        Programs.Shell($"head -c 3000000 /dev/urandom > {_home.Data}/large");
        _meddler.Look = () =>
        {
            foreach (var partial in Partials().Where(f => new FileInfo(f).Length > 1000))
            {
                Meddle(meddling, partial);
            }
        };
        var answer = _home.Run("--strategy", "files", "--keep", "1", "--bandwidth", "100000MiB");
        Assert.True(_meddler.HasMeddled);
        Assert.Equal(BackupExit.Target, answer.Exit);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        Assert.Equal(
            [$"{good}.json", $"{good}.tar.gz"],
            Directory.GetFiles(_home.Target, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(_home.Target, f))
                .Order(StringComparer.Ordinal));
        var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(good, _home.Restore(restored).Outcome!.Archive);
    }

    [Theory]
    [InlineData(nameof(Change))]
    [InlineData(nameof(Cut))]
    [InlineData(nameof(File.Delete))]
    public async Task A_manifest_that_comes_back_otherwise_is_taken_back(string meddling)
    {
        await using var target = TargetAddress.Open(_home.TargetUrl, _ => null);
        var trouble = await Assert.ThrowsAsync<BackupException>(() => target.Store("home/books/data-1/a.json", async output =>
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(new string(' ', 5000)), TestContext.Current.CancellationToken);
            await output.FlushAsync(TestContext.Current.CancellationToken);
            Meddle(meddling, Assert.Single(Partials()));
        }, TestContext.Current.CancellationToken));
        Assert.Equal(BackupExit.Target, trouble.Exit);
        Assert.Empty(Directory.GetFiles(_home.Target, "*", SearchOption.AllDirectories));
    }

    private string[] Partials() => Directory.GetFiles(_home.Target, ".partial-*", SearchOption.AllDirectories);

    private void Meddle(string how, string path)
    {
        _meddler.HasMeddled = true;
        (how switch { nameof(Change) => Change, nameof(Cut) => Cut, _ => (Action<string>)File.Delete })(path);
    }

    private static void Change(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, [1, 2, 3, 4], 700);
    }

    private static void Cut(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.SetLength(file, 500);
    }

    /// <summary>A limit on bandwidth asks for the time whenever something was written: at that moment somebody meddles.</summary>
    private sealed class Meddler() : FakeTimeProvider(Home.Begin)
    {
        public Action Look { get; set; } = () => { };

        public bool HasMeddled { get; set; }

        public override long GetTimestamp()
        {
            Look();
            return base.GetTimestamp();
        }
    }
}
