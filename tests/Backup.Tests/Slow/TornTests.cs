using System.Globalization;
using HomelabStorage.Backup.Posix;
using Xunit;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>Copies of databases that two writers hammer: ours are good every time, and tar's are not, in the same harness.</summary>
[Trait("Category", "Slow")]
public sealed class TornTests : IDisposable
{
    private const int Rounds = 30;
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("wal")]
    [InlineData("delete")]
    public void Through_a_read_only_mount_as_another_user_no_copy_is_torn(string mode)
    {
        Programs.Shell($"chmod 755 {_home.Root} {_home.Data}; chown 65532:65532 {_home.Target} {_home.Working}; mkdir {_home.Root}/ro");
        var before = Trees.Describe(_home.Data, isWanted: p => !p.Contains("app.db", StringComparison.Ordinal));
        var flaws = new List<string>();
        using (var writers = new Writers(Path.Combine(_home.Data, "app.db"), mode, TimeSpan.FromMilliseconds(10)))
        {
            for (var round = 0; round < Rounds; round++)
            {
                var committed = writers.Committed;
                var run = $"{Tool.AsUser(Tool.Command)} {Tool.RunArguments($"{_home.Root}/ro", _home.Target, _home.Working, "--keep 1")}";
                var (exit, output) = Tool.Unshared($"""
                    mount --bind {_home.Data} {_home.Root}/ro && mount -o remount,ro,bind {_home.Root}/ro && exec {run}
                    """);
                Assert.True(exit == 0, $"round {round.ToString(CultureInfo.InvariantCulture)}: {output}");
                Unpack(Assert.Single(Directory.GetFiles(Path.Combine(_home.Target, Home.Folder), "*.tar.gz")));
                flaws.Add(Writers.Flaw(Path.Combine(_home.Root, "out/app.db"), committed));
            }

            Assert.True(writers.Committed > Rounds);
        }

        Assert.All(flaws, Assert.Empty);
        Assert.All(
            Directory.GetFileSystemEntries(_home.Data).Select(p => FileStatus.Find(p)!.Value),
            s => Assert.Equal(Native.EffectiveUser(), s.User));
        Assert.Equal(before.Count, Trees.Describe(_home.Data, isWanted: p => !p.Contains("app.db", StringComparison.Ordinal)).Count);
    }

    [Fact]
    public void Control_what_people_do_today_tears_copies_and_says_all_is_well()
    {
        var flaws = new List<string>();
        using (var writers = new Writers(Path.Combine(_home.Data, "app.db"), "delete", TimeSpan.FromMilliseconds(10)))
        {
            for (var round = 0; round < 10; round++)
            {
                var committed = writers.Committed;
                var (exit, _) = Programs.Run("busybox", "tar", "czf", $"{_home.Root}/copy.tar.gz", "-C", _home.Data, "app.db");
                Assert.Equal(0, exit);
                Unpack($"{_home.Root}/copy.tar.gz");
                flaws.Add(Writers.Flaw(Path.Combine(_home.Root, "out/app.db"), committed));
            }
        }

        Assert.Contains(flaws, f => f.Length > 0);
    }

    private void Unpack(string archive) => Programs.Shell($"rm -rf {_home.Root}/out; mkdir {_home.Root}/out; tar -xzf {archive} -C {_home.Root}/out");
}
