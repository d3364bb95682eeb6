using HomelabStorage.Backup.Restoring;
using HomelabStorage.Backup.Trees;
using Xunit;

namespace HomelabStorage.Backup.Tests.Restoring;

/// <summary>One restore at a time where the file system has no locks for folders.</summary>
public sealed class LockFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Lock => Path.Combine(_scratch.Path, Leftovers.Lock);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_second_one_is_refused_while_the_first_is_at_work_and_nothing_stays_behind()
    {
        using (var first = LockFile.Take(_scratch.Path))
        {
            var trouble = Assert.Throws<BackupException>(() => LockFile.Take(_scratch.Path));
            Assert.Equal(BackupExit.Wrong, trouble.Exit);
            Assert.Contains("another restore is at work there", trouble.Message, StringComparison.Ordinal);
            Assert.Contains(Environment.MachineName, trouble.Message, StringComparison.Ordinal);
            first.Check();
        }

        LockFile.Take(_scratch.Path).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public void A_process_of_this_machine_that_is_no_more_holds_nothing()
    {
        using (var process = Programs.Start("true"))
        {
            process.WaitForExit();
            File.WriteAllText(Lock, (LockOwner.New() with { Process = process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) }).ToString());
        }

        LockFile.Take(_scratch.Path).Dispose();
    }

    [Fact]
    public void A_number_that_another_process_has_now_holds_nothing()
    {
        File.WriteAllText(Lock, (LockOwner.New() with { Began = "1" }).ToString());
        LockFile.Take(_scratch.Path).Dispose();
    }

    [Fact]
    public void Somebody_on_another_machine_is_waited_for_until_nothing_was_heard_of_it_for_long()
    {
        File.WriteAllText(Lock, (LockOwner.New() with { Machine = "elsewhere" }).ToString());
        Assert.Contains("elsewhere", Assert.Throws<BackupException>(() => LockFile.Take(_scratch.Path)).Message, StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(Lock, DateTime.UtcNow - LockFile.Patience - TimeSpan.FromSeconds(2));
        using var taken = LockFile.Take(_scratch.Path);
        taken.Check();
        Assert.Equal([Lock], Directory.GetFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public void One_that_is_only_half_written_is_somebody_at_work_until_it_is_old()
    {
        File.WriteAllText(Lock, "0123");
        Assert.Throws<BackupException>(() => LockFile.Take(_scratch.Path));
        File.SetLastWriteTimeUtc(Lock, DateTime.UtcNow - LockFile.Patience - TimeSpan.FromSeconds(2));
        LockFile.Take(_scratch.Path).Dispose();
    }

    [Fact]
    public void Whoever_lost_the_lock_notices_before_anything_is_swapped_and_leaves_the_new_one_alone()
    {
        using (var first = LockFile.Take(_scratch.Path))
        {
            File.Delete(Lock);
            using var second = LockFile.Take(_scratch.Path);
            Assert.Contains("took over", Assert.Throws<BackupException>(first.Check).Message, StringComparison.Ordinal);
            first.Dispose();
            second.Check();
        }

        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public void Of_many_that_find_a_dead_ones_lock_one_at_most_goes_on()
    {
        for (var round = 0; round < 50; round++)
        {
            File.WriteAllText(Lock, (LockOwner.New() with { Began = "1" }).ToString());
            var taken = new System.Collections.Concurrent.ConcurrentBag<LockFile>();
            Parallel.For(0, 4, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, _ =>
            {
                try
                {
                    taken.Add(LockFile.Take(_scratch.Path));
                }
                catch (BackupException)
                {
                    return;
                }
            });
            Assert.InRange(taken.Count(IsHeld), 0, 1);
            Assert.All(taken, l => l.Dispose());
            foreach (var left in Directory.GetFileSystemEntries(_scratch.Path))
            {
                File.Delete(left);
            }
        }
    }

    private static bool IsHeld(LockFile taken)
    {
        try
        {
            taken.Check();
            return true;
        }
        catch (BackupException)
        {
            return false;
        }
    }
}
