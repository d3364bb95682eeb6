using System.Globalization;
using System.Text;
using HomelabStorage.TestKit;
using NJsonSchema;
using Xunit;

namespace HomelabStorage.Backup.Tests.Runs;

/// <summary>What a run stores and what it says.</summary>
public sealed class RunTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("run", "--no-such-option")]
    [InlineData("verify", "--target=nowhere")]
    [InlineData("restore", "--force-it")]
    [InlineData("prune", "--keep=last=3,last=4")]
    public void Arguments_that_are_wrong_are_said_in_the_line_that_a_pod_leaves(string verb, string argument)
    {
        var answer = _home.Ask(verb, argument);
        Assert.Equal((BackupExit.Wrong, BackupExit.Wrong, verb), (answer.Exit, answer.Outcome!.Exit, answer.Outcome.Verb));
        Assert.Equal(answer.Output.TrimEnd('\n'), answer.TerminationLog);
        Assert.NotEmpty(answer.Outcome.Message);
    }

    [Fact]
    public void A_plan_says_how_much_there_is_and_stores_nothing()
    {
        _home.Put("settings.json", "{}");
        _home.Put("folder/more.txt", new string('x', 1_500_000));
        var answer = _home.Run("--plan");
        Assert.Equal((0, 2L, 1_500_002L), (answer.Exit, answer.Outcome!.Files, answer.Outcome.Bytes));
        Assert.Equal($"{_home.Data} holds 1.4 MiB in 2 files", answer.Outcome.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home.Target));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home.Working));
        var refused = _home.Run("--plan", "--limit", "1MiB");
        Assert.Equal(BackupExit.Wrong, refused.Exit);
        Assert.Contains("holds 1.4 MiB, more than the limit of 1.0 MiB for whole copies", refused.Outcome!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_stores_an_archive_and_its_manifest_and_says_so_in_one_line()
    {
        _home.Put("settings.json", "{}");
        _home.PutDatabase("db/app.sqlite3", "wal", 50);
        var answer = _home.Run();
        Assert.Equal(0, answer.Exit);
        Assert.Equal("good", answer.Outcome!.State);
        Assert.Equal(2, answer.Outcome.Files);
        Assert.Equal(1, answer.Outcome.Databases);
        Assert.Equal(answer.Output.TrimEnd('\n'), answer.TerminationLog);
        Assert.Equal(
            [$"{answer.Outcome.Archive}.json", $"{answer.Outcome.Archive}.tar.gz"],
            Directory.GetFiles(_home.Target, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(_home.Target, f))
                .Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(_home.Working));
    }

    [Fact]
    public async Task A_manifest_is_what_the_published_schema_says()
    {
        _home.Put("a/settings.json", "{}");
        _home.PutDatabase("app.db", "delete", 50);
        File.CreateSymbolicLink(Path.Combine(_home.Data, "link"), "app.db");
        Programs.Shell($"ln {_home.Data}/a/settings.json {_home.Data}/again; mkfifo {_home.Data}/pipe");
        var archive = _home.Run().Outcome!.Archive!;
        var schema = await JsonSchema.FromFileAsync(TestKit.Repository.Path("docs", "backup-manifest.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(await File.ReadAllTextAsync(Path.Combine(_home.Target, archive + ".json"), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Tar_alone_restores_what_the_page_says()
    {
        _home.Put("deep/er/notes.txt", "words");
        var database = _home.PutDatabase("app.db", "wal", 50);
        File.SetUnixFileMode(_home.Put("secret", "x"), UnixFileMode.UserRead);
        Programs.Shell($"ln {_home.Data}/secret {_home.Data}/twin; ln -s deep {_home.Data}/link; touch -d '2020-02-02 02:02:02.123456700' {_home.Data}/secret");
        var archive = _home.Run().Outcome!.Archive!;
        var bare = Directory.CreateDirectory(Path.Combine(_home.Root, "bare")).FullName;
        Programs.Shell($"tar -xzpf {_home.Target}/{archive}.tar.gz -C {bare}");
        Assert.Equal("words", File.ReadAllText(Path.Combine(bare, "link/er/notes.txt")));
        Assert.Equal("50", Home.Query($"{bare}/app.db", "SELECT count(*) FROM t"));
        static bool Same(string p) => p is "secret" or "twin" or "deep" or "deep/er" or "deep/er/notes.txt" or "link";
        Assert.Equal(Trees.Describe(_home.Data, isWanted: Same).Skip(1).Select(Rounded), Trees.Describe(bare, isWanted: Same).Skip(1).Select(Rounded));
        Assert.True(File.Exists(database));
    }

    [Fact]
    public void Of_two_runs_in_one_second_the_later_one_is_kept_and_restored()
    {
        using var home = new Home { Pace = TimeSpan.FromMilliseconds(20) };
        for (var round = 0; round < 12; round++)
        {
            home.Put("notes.txt", $"round {round.ToString(CultureInfo.InvariantCulture)}");
            var run = home.Run("--keep", "1");
            Assert.Equal(0, run.Exit);
            var kept = Assert.Single(Directory.GetFiles(Path.Combine(home.Target, Home.Folder), "*.tar.gz"));
            Assert.Equal(run.Outcome!.Archive, $"{Home.Folder}/{Path.GetFileName(kept)[..^".tar.gz".Length]}");
        }

        Directory.CreateDirectory(Path.Combine(home.Root, "restored"));
        Assert.Equal(0, home.Restore(Path.Combine(home.Root, "restored")).Exit);
        Assert.Equal("round 11", File.ReadAllText(Path.Combine(home.Root, "restored/notes.txt")));
    }

    [Fact]
    public void Much_less_than_before_is_suspicious_until_somebody_accepts_it()
    {
        _home.PutDatabase("app.db", "delete", 50);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(0, _home.Run("--keep", "2").Exit);
        }

        foreach (var file in Directory.GetFiles(_home.Data))
        {
            File.Delete(file);
        }

        _home.Put("new-install.txt", "empty");
        var emptied = _home.Run("--keep", "1");
        Assert.Equal(BackupExit.Suspicious, emptied.Exit);
        Assert.Contains("there is no database", emptied.Outcome!.Suspicious, StringComparison.Ordinal);
        Assert.Equal(0, emptied.Outcome.Pruned);
        Assert.Equal(BackupExit.Suspicious, _home.Run("--keep", "1").Exit);
        Assert.Equal(2, Listed("good"));
        Assert.Contains(
            "nothing is dropped",
            _home.Ask("prune", "--target", _home.TargetUrl, "--identity", Home.Identity, "--keep", "1").Error,
            StringComparison.Ordinal);
        Assert.Equal(0, _home.Ask("accept", emptied.Outcome.Archive!, "--target", _home.TargetUrl).Exit);
        Assert.Equal(0, _home.Run("--keep", "1").Exit);
        Assert.Equal(1, Listed("good"));
    }

    [Fact]
    public void A_locked_or_corrupt_database_is_named_and_the_rest_is_kept()
    {
        _home.Put("settings.json", "{}");
        var database = _home.PutDatabase("app.db", "delete", 200);
        Assert.Equal(0, _home.Run().Exit);
        using (var file = File.OpenWrite(database))
        {
            file.Position = 3 * 4096;
            file.Write(new byte[20_000]);
        }

        var answer = _home.Run("--keep", "1");
        Assert.Equal(BackupExit.Failed, answer.Exit);
        Assert.Equal("partial", answer.Outcome!.State);
        Assert.Contains("app.db: the database is corrupt", Assert.Single(answer.Outcome.Problems), StringComparison.Ordinal);
        Assert.Equal(1, answer.Outcome.Files);
        Assert.Equal(1, Listed("good"));
    }

    [Fact]
    public void A_text_that_only_begins_like_a_database_and_an_empty_file_are_files()
    {
        _home.Put("notes", "SQLite format 3\0" + new string('x', 2000));
        _home.Put("empty.db", string.Empty);
        var answer = _home.Run("--strategy", "files");
        Assert.Equal(0, answer.Exit);
        Assert.Equal((2, 0), (answer.Outcome!.Files, answer.Outcome.Databases));
        Assert.Equal("crash", answer.Outcome.Consistency);
        Assert.Contains("notes: it is an encrypted or damaged SQLite database", Assert.Single(answer.Outcome.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head -c 8 /dev/zero | dd of=app.db bs=1 seek=16 conv=notrunc")]
    [InlineData("truncate -s 300 app.db")]
    [InlineData("head -c 8192 /dev/urandom > vault.sqlite3")]
    [InlineData("head -c 8192 /dev/urandom > vault && printf '\\067\\177\\006\\202log' > vault-wal")]
    public void A_database_without_its_header_is_named_and_kept_as_a_file(string damage)
    {
        _home.PutDatabase("other.db", "delete", 5);
        _home.PutDatabase("app.db", "delete", 5);
        Programs.Shell($"cd {_home.Data} && {{ {damage}; }} 2>/dev/null");
        var answer = _home.Run();
        Assert.Equal(BackupExit.Failed, answer.Exit);
        Assert.Equal("partial", answer.Outcome!.State);
        Assert.Contains("encrypted or damaged SQLite database", Assert.Single(answer.Outcome.Problems), StringComparison.Ordinal);
        Assert.Equal(Directory.GetFiles(_home.Data).Length, answer.Outcome.Files);
        var files = _home.Run("--strategy", "files");
        Assert.Equal((0, "crash"), (files.Exit, files.Outcome!.Consistency));
    }

    [Fact]
    public void Nothing_is_written_into_the_data_nor_backed_up_out_of_a_half_done_restore()
    {
        _home.Put("notes", "words");
        var inside = Directory.CreateDirectory(Path.Combine(_home.Data, "inside")).FullName;
        var scratch = _home.Ask("run", "--data", _home.Data, "--target", _home.TargetUrl, "--identity", Home.Identity, "--scratch", inside);
        Assert.Equal(BackupExit.Wrong, scratch.Exit);
        Assert.Contains("which is only read", scratch.Error, StringComparison.Ordinal);
        var target = _home.Ask("run", "--data", _home.Data, "--target", $"file://{inside}", "--identity", Home.Identity, "--scratch", _home.Working);
        Assert.Equal(BackupExit.Wrong, target.Exit);
        Assert.Contains("lost with it", target.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(inside));
        _home.Put(".hs-restoring.json", "{\"id\":\"0123abcd\",\"archive\":\"a\",\"phase\":\"Leaving\"}");
        Assert.Contains("run backup restore again", _home.Run("--strategy", "files").Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_home.Target));
    }

    [Theory]
    [InlineData("mkfifo plain-wal", "files", 0, "left out")]
    [InlineData("mkfifo app.db-journal", "sqlite", BackupExit.Failed, "app.db-journal is a folder, link, socket, FIFO or device")]
    [InlineData("mkfifo app.db-wal", "sqlite", BackupExit.Failed, "app.db-wal is a folder, link, socket, FIFO or device")]
    [InlineData("mkdir app.db-shm", "sqlite", BackupExit.Failed, "app.db-shm is a folder, link, socket, FIFO or device")]
    [InlineData("ln -s plain app.db-wal", "sqlite", BackupExit.Failed, "app.db-wal is a folder, link, socket, FIFO or device")]
    [InlineData("mkfifo .hs-restoring.json", "files", BackupExit.Failed, "that no restore made")]
    [InlineData("mkfifo homelab-storage-dump", "dump", BackupExit.Wrong, "there is none")]
    public async Task A_fifo_in_the_place_of_a_file_that_is_looked_into_stops_nobody(string made, string strategy, int exit, string said)
    {
        _home.Put("plain", "words");
        _home.PutDatabase("app.db", "delete", 5);
        Programs.Shell($"cd {_home.Data}; {made}");
        var run = Task.Run(() => _home.Run("--strategy", strategy));
        var answer = await run.WaitAsync(Eventually.Longest, TestContext.Current.CancellationToken);
        Assert.Equal(exit, answer.Exit);
        Assert.Contains(said, answer.Error + string.Concat(answer.Outcome!.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n", 255)]
    [InlineData("n", 252)]
    [InlineData("é", 127)]
    public void Names_as_long_as_there_are_come_back_of_files_and_of_databases(string letter, int times)
    {
        var name = string.Concat(Enumerable.Repeat(letter, times));
        _home.Put(name, "words");
        Programs.Shell($"mkdir {_home.Data}/db; cp {_home.PutDatabase("../a.db", "delete", 7)} {_home.Data}/db/{name}");
        var run = _home.Run();
        Assert.True(run.Exit == 0, run.Error);
        Assert.Equal(1, run.Outcome!.Databases);
        var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(0, _home.Restore(restored).Exit);
        Assert.Equal("words", File.ReadAllText(Path.Combine(restored, name)));
        File.Move(Path.Combine(restored, "db", name), Path.Combine(_home.Root, "b.db"));
        Assert.Equal("7", Home.Query(Path.Combine(_home.Root, "b.db"), "SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData(246)]
    [InlineData(253)]
    public void A_claim_whose_name_is_as_long_as_names_are_is_copied_and_restored(int letters)
    {
        _home.Put("notes", "words");
        var claim = $"home/books/{new string('c', letters)}";
        string[] place = ["--target", _home.TargetUrl];
        var run = _home.Ask(
            ["run", "--data", _home.Data, "--identity", $"{claim}/8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55", "--scratch", _home.Working, .. place]);
        Assert.True(run.Exit == 0, run.Error);
        var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        var restore = _home.Ask(["restore", "--if-empty", "--to", restored, "--identity", claim, "--no-owner", .. place]);
        Assert.True(restore.Exit == 0, restore.Error);
        Assert.Equal("words", File.ReadAllText(Path.Combine(restored, "notes")));
    }

    [Fact]
    public void Data_behind_a_link_are_those_and_a_target_in_them_is_seen_through_it()
    {
        _home.Put("notes", "words");
        var link = Path.Combine(_home.Root, "link");
        Directory.CreateSymbolicLink(link, _home.Data);
        string[] run = ["run", "--data", link, "--identity", Home.Identity, "--scratch", _home.Working, "--strategy", "files"];
        Assert.Equal(1, _home.Ask([.. run, "--target", _home.TargetUrl]).Outcome!.Files);
        Directory.CreateDirectory(Path.Combine(_home.Data, "inside"));
        var aside = Path.Combine(_home.Root, "aside");
        Directory.CreateSymbolicLink(aside, Path.Combine(_home.Data, "inside"));
        foreach (var target in (string[])[aside, Path.Combine(link, "inside")])
        {
            Assert.Contains("lost with it", _home.Ask([.. run, "--target", $"file://{target}"]).Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("last=3,last=4", "last")]
    [InlineData("daily=7, within=1d,daily=7", "daily")]
    public void A_rule_of_retention_that_is_there_twice_is_named(string keep, string twice)
    {
        var answer = _home.Run("--keep", keep);
        Assert.Equal(BackupExit.Wrong, answer.Exit);
        Assert.Contains($"has {twice} twice; write it once", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_made_anew_that_came_up_empty_does_not_take_the_place_of_the_old_one()
    {
        _home.PutDatabase("app.db", "delete", 50);
        var good = _home.Run().Outcome!.Archive!;
        File.Delete(Path.Combine(_home.Data, "app.db"));
        var again = _home.Ask(
            "run",
            "--data",
            _home.Data,
            "--target",
            _home.TargetUrl,
            "--identity",
            $"{Home.Claim}/99999999-6c1e-4f5e-9d3b-2f6a0d0c1e55",
            "--scratch",
            _home.Working);
        Assert.Equal(BackupExit.Suspicious, again.Exit);
        var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(good, _home.Restore(restored).Outcome!.Archive);
    }

    [Fact]
    public void A_claim_whose_uid_begins_alike_has_a_retention_of_its_own()
    {
        _home.Put("notes", "words");
        var first = _home.Run("--strategy", "files", "--keep", "1").Outcome!;
        var alike = Home.Identity[..^4] + "0000";
        for (var i = 0; i < 2; i++)
        {
            string[] run = ["run", "--data", _home.Data, "--target", _home.TargetUrl, "--identity", alike, "--scratch", _home.Working];
            Assert.Equal(0, _home.Ask([.. run, "--strategy", "files", "--keep", "1"]).Exit);
        }

        Assert.Equal(2, Listed("good"));
        Assert.Contains(first.Archive!, _home.Ask("list", "--target", _home.TargetUrl).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_database_is_expected_and_none_is_seen_the_copy_promises_less()
    {
        _home.Put("encrypted.db", new string('x', 8192));
        var answer = _home.Run();
        Assert.Equal(0, answer.Exit);
        Assert.Equal("crash", answer.Outcome!.Consistency);
        Assert.Contains("no SQLite database was found", Assert.Single(answer.Outcome.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_database_server_and_a_tree_above_the_limit_are_refused_with_what_to_do()
    {
        _home.Put("pgdata/global/pg_control", "x");
        _home.Put("pgdata/postmaster.pid", "1");
        var server = _home.Run("--strategy", "files");
        Assert.Equal(BackupExit.Wrong, server.Exit);
        Assert.Contains("pgdata is PostgreSQL's, and postmaster.pid says it runs", server.Error, StringComparison.Ordinal);
        var large = _home.Run("--limit", "0GiB");
        Assert.Equal(BackupExit.Wrong, large.Exit);
        Assert.Contains("use a backup operator that copies what has changed, or snapshots", large.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_home.Target));
    }

    [Fact]
    public void A_dump_without_a_result_is_refused()
    {
        _home.Put("0.dump", "PGDMP");
        var answer = _home.Run("--strategy", "dump");
        Assert.Equal(BackupExit.Wrong, answer.Exit);
        Assert.Contains("homelab-storage-dump: there is none", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_always_fits_a_termination_message()
    {
        for (var i = 0; i < 200; i++)
        {
            Programs.Shell($"mkfifo {_home.Data}/{new string('p', 200)}{i}");
        }

        var answer = _home.Run("--strategy", "files");
        Assert.Equal(0, answer.Exit);
        Assert.Equal(200, answer.Outcome!.Warnings);
        Assert.InRange(Encoding.UTF8.GetByteCount(answer.TerminationLog), 100, 4096);
        Assert.Equal(200, _home.Manifest(answer.Outcome.Archive!).Warnings.Count);
    }

    [Fact]
    public void An_entry_of_the_catalog_says_what_a_copy_is_worth()
    {
        _home.Put("data/bolt.db", "BoltDB");
        _home.Put("other/level", "LevelDB");
        var policy = Path.Combine(_home.Root, "policies.yaml");
        File.WriteAllText(
            policy,
            File.ReadAllText(TestKit.Repository.Path("policies.yaml")).Replace(
                "# - name: my-app\n",
                "  - name: my-app\n    images: [registry.home/my-app]\n    engine: embedded\n    criticality: low\n    data:\n      - {path: "
                    + "/config/data, kind: embedded-database, files: [bolt.db], backup: safe}\n      - {path: /config/other, kind: embedded-database}\n",
                StringComparison.Ordinal));
        var answer = _home.Run("--strategy", "files", "--app", "my-app", "--mount", "/config", "--policy", policy);
        Assert.True(answer.Exit == 0, answer.Error);
        Assert.Equal("crash", answer.Outcome!.Consistency);
        Assert.Equal(["data/bolt.db consistent", "other crash"], _home.Manifest(answer.Outcome.Archive!).Embedded.Select(e => $"{e.Path} {e.Consistency}"));
    }

    private static string Rounded(string line) => System.Text.RegularExpressions.Regex.Replace(line, @"(\.\d{7})\d\d ", "$1 ");

    private int Listed(string state) =>
        _home.Ask("list", "--target", _home.TargetUrl).Output.Split('\n').Count(l => l.StartsWith(state, StringComparison.Ordinal));
}
