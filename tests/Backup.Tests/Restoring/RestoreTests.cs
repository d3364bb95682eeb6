using HomelabStorage.Backup.Restoring;
using HomelabStorage.Backup.Trees;
using Xunit;

namespace HomelabStorage.Backup.Tests.Restoring;

/// <summary>Data back where they were.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_tree_is_what_it_was_to_the_last_detail()
    {
        Fill();
        var before = Trees.Describe(_home.Data);
        Assert.Contains(before, l => l.Contains(" sparse ", StringComparison.Ordinal));
        Assert.Contains(before, l => l.Contains("user.note", StringComparison.Ordinal));
        Assert.Equal(0, _home.Run().Exit);
        var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(0, _home.Restore(restored).Exit);
        Assert.Equal(before, Trees.Describe(restored, isWanted: IsData));
    }

    [Fact]
    public void What_was_there_is_kept_and_no_side_file_stays_beside_a_restored_database()
    {
        _home.PutDatabase("app.db", "wal", 30);
        _home.Run();
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        foreach (var stray in (string[])["app.db", "app.db-wal", "app.db-shm", "app.db-journal", "newer.txt"])
        {
            File.WriteAllText(Path.Combine(target, stray), "old " + stray);
        }

        Directory.CreateDirectory(Path.Combine(target, "lost+found"));
        Assert.Equal(0, _home.Restore(target).Exit);
        Assert.Equal(
            ["app.db", "lost+found"],
            Directory.GetFileSystemEntries(target)
                .Select(Path.GetFileName)
                .Where(n => !n!.StartsWith(Leftovers.Before, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        var kept = Assert.Single(Directory.GetDirectories(target, Leftovers.Before + "*"));
        Assert.Equal("old newer.txt", File.ReadAllText(Path.Combine(kept, "newer.txt")));
        Assert.Equal(5, Directory.GetFiles(kept).Length);
        Assert.Equal("30", Home.Query($"{target}/app.db", "SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_claim_made_anew_finds_the_backups_of_the_old_one()
    {
        _home.Put("notes", "words");
        _home.Run("--strategy", "files");
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(
            0,
            _home.Ask(
                "restore",
                "--to",
                target,
                "--target",
                _home.TargetUrl,
                "--identity",
                Home.Claim + "/ffffffff-0000-0000-0000-000000000000",
                "--if-empty").Exit);
        Assert.Equal("words", File.ReadAllText(Path.Combine(target, "notes")));
    }

    [Fact]
    public void If_empty_passes_only_when_data_are_there_or_the_target_answers()
    {
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Directory.CreateDirectory(Path.Combine(target, "lost+found"));
        Assert.Contains("nothing was ever stored", _home.Restore(target, "--if-empty").Outcome!.Message, StringComparison.Ordinal);
        var gone = _home.Ask("restore", "--to", target, "--target", $"file://{_home.Root}/unmounted", "--identity", Home.Claim, "--if-empty");
        Assert.Equal(BackupExit.Target, gone.Exit);

        _home.Put("notes", "words");
        var archive = _home.Run("--strategy", "files").Outcome!.Archive!;
        File.Delete(Path.Combine(_home.Target, archive + ".json"));
        var unfinished = _home.Restore(target, "--if-empty");
        Assert.Equal(0, unfinished.Exit);
        Assert.Contains($"nothing was ever stored for {Home.Claim} ({archive} is of a run that never finished", unfinished.Error, StringComparison.Ordinal);
        _home.Run("--strategy", "files");
        Assert.Equal(0, _home.Restore(target, "--if-empty").Exit);
        File.WriteAllText(Path.Combine(target, "notes"), "changed since");
        Assert.Contains("there is data", _home.Restore(target, "--if-empty").Outcome!.Message, StringComparison.Ordinal);
        Assert.Equal("changed since", File.ReadAllText(Path.Combine(target, "notes")));
    }

    [Fact]
    public void A_restore_that_was_killed_before_the_folder_itself_had_its_mode_goes_on_there()
    {
        _home.Put("notes", "words");
        File.SetUnixFileMode(_home.Data, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
        Programs.Shell($"touch -d '2020-02-02 02:02:02' {_home.Data}");
        var archive = _home.Run("--strategy", "files").Outcome!.Archive!;
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(0, _home.Restore(target).Exit);
        var expected = Trees.Describe(target, isWanted: IsData);
        var before = Assert.Single(Directory.GetDirectories(target, Leftovers.Before + "*"));
        var status = HomelabStorage.Backup.Posix.FileStatus.Find(_home.Data)!.Value;
        File.WriteAllText(
            Path.Combine(before, Leftovers.Journal),
            $$"""
            {"id":"{{before[^8..]}}","archive":"{{archive}}","phase":"Entering","root":{"isLink":false,"mode":{{status.Mode}},"user":{{status.User}},
            "group":{{status.Group}},"modified":"{{status.Modified.Seconds}}.0","attributes":{ } }
            }
            """);
        Programs.Shell($"chmod 700 {target}; touch {target}");
        var run = _home.Ask("run", "--data", target, "--target", _home.TargetUrl, "--identity", Home.Identity, "--scratch", _home.Working);
        Assert.Contains("run backup restore again", run.Error, StringComparison.Ordinal);
        var again = _home.Restore(target);
        Assert.True(again.Exit == 0, again.Error);
        Assert.Equal(archive, again.Outcome!.Archive);
        Assert.Equal(expected, Trees.Describe(target, isWanted: IsData));
        Assert.Empty(Directory.GetFileSystemEntries(before));
    }

    [Fact]
    public void What_there_is_of_a_claim_decides_what_is_said_when_none_of_it_is_good()
    {
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        _home.Put("notes", "words");
        var archive = _home.Run("--strategy", "files").Outcome!.Archive!;
        var (id, manifest) = (archive[^21..], Path.Combine(_home.Target, archive + ".json"));
        var written = File.ReadAllText(manifest);

        File.Delete(manifest);
        Says(BackupExit.Wrong, "nothing was ever stored");
        Says(BackupExit.Wrong, "has no manifest: its run never finished", "--archive", id);

        File.WriteAllText(manifest, "{\"kind\":");
        Says(BackupExit.Failed, "it is not a manifest");
        Says(BackupExit.Failed, "restore its archive with tar", "--if-empty");
        Says(BackupExit.Failed, "restore its archive with tar", "--archive", id);

        File.WriteAllText(manifest, written.Replace("\"outcome\":\"good\"", "\"outcome\":\"partial\"", StringComparison.Ordinal));
        Says(BackupExit.Failed, $"is partial; --archive {id} restores it anyway", "--if-empty");
        Assert.Empty(Directory.GetFileSystemEntries(target));
        Assert.Equal(0, _home.Restore(target, "--archive", id).Exit);

        void Says(int exit, string said, params string[] more)
        {
            var answer = _home.Restore(target, more);
            Assert.Equal(exit, answer.Exit);
            Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_unfinished_run_of_a_new_claim_does_not_hide_the_good_backup_of_the_old_one()
    {
        _home.Put("notes", "words");
        var good = _home.Run("--strategy", "files").Outcome!.Archive!;
        var young = Directory.CreateDirectory(Path.Combine(_home.Target, Home.Claim + "-ffffffff")).FullName;
        File.Copy(Path.Combine(_home.Target, good + ".tar.gz"), Path.Combine(young, "20271231T235959Z-ffff.tar.gz"));
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(good, _home.Restore(target, "--if-empty").Outcome!.Archive);
    }

    [Fact]
    public void An_archive_that_is_not_what_its_manifest_says_changes_nothing()
    {
        _home.Put("notes", "words");
        var archive = Path.Combine(_home.Target, _home.Run("--strategy", "files").Outcome!.Archive! + ".tar.gz");
        var bytes = File.ReadAllBytes(archive);
        bytes[^6] ^= 1;
        File.WriteAllBytes(archive, bytes);
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        File.WriteAllText(Path.Combine(target, "old"), "old");
        var answer = _home.Restore(target);
        Assert.Equal(BackupExit.Failed, answer.Exit);
        Assert.Contains("is as it was", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["old"], Directory.GetFileSystemEntries(target).Select(Path.GetFileName));
        var verified = _home.Verify();
        Assert.Equal(BackupExit.Failed, verified.Exit);
        Assert.StartsWith("broken", _home.Ask("list", "--target", _home.TargetUrl).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/outside")]
    [InlineData("a/../../outside")]
    [InlineData("a//b")]
    [InlineData("")]
    public void A_name_that_would_leave_the_destination_is_refused(string name) => Assert.Null(EntryPath.Read(name));

    [Fact]
    public async Task An_entry_behind_a_link_or_unknown_to_the_manifest_is_refused()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_home.Root, "outside")).FullName;
        var into = Directory.CreateDirectory(Path.Combine(_home.Root, "into")).FullName;
        Programs.Shell($"cd {_home.Root} && mkdir -p evil && ln -s {outside} evil/door && tar -cf evil.tar -C evil door && rm evil/door && mkdir "
            + "evil/door && echo x > evil/door/file && tar -rf evil.tar -C evil door/file && tar -rPf evil.tar --transform 's,.*,../escaped,' "
                + "evil/door/file && gzip -f evil.tar");
        await using var archive = File.OpenRead(Path.Combine(_home.Root, "evil.tar.gz"));
        HomelabStorage.Backup.Archives.FileFacts[] manifest =
        [
            new(".", "folder", "0.0"),
            new("door", "symlink", "0.0"),
            new("door/file", "file", "0.0") { Bytes = 2 },
        ];
        var extraction = new Extraction(into, manifest);
        await extraction.Unpack(
            archive,
            new HomelabStorage.Backup.Archives.ArchiveFacts("evil", archive.Length, string.Empty),
            TestContext.Current.CancellationToken);
        Assert.Contains(extraction.Problems, p => p.Path is "../escaped");
        Assert.Contains(extraction.Problems, p => p.Path is "door/file" && p.Reason.Contains("not a folder", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.False(Path.Exists(Path.Combine(_home.Root, "escaped")));
    }

    private static bool IsData(string path) => !path.StartsWith(".hs-", StringComparison.Ordinal);

    private void Fill() => Fixture.Fill(_home);
}
