using System.Text.Json.Nodes;
using HomelabStorage.Backup.Restoring;
using HomelabStorage.Backup.Trees;
using Xunit;

namespace HomelabStorage.Backup.Tests.Restoring;

/// <summary>Which backup is restored, what would be, and the way back from a restore.</summary>
public sealed class UndoTests : IDisposable
{
    private const string First = "00000001";
    private const string Second = "00000002";

    private readonly Home _home = new() { Pace = TimeSpan.FromHours(1) };

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_newest_good_one_of_a_time_is_restored()
    {
        Copy("one");
        Copy("two");
        var archive = Copy("three");
        var into = Into();
        var second = _home.Restore(into, "--at", "2026-11-26T00:30");
        Assert.True(second.Exit == 0, second.Error);
        Assert.Equal("two", Notes(into));
        Assert.Equal(0, _home.Restore(into, "--at", "2026-11-26").Exit);
        Assert.Equal("three", Notes(into));

        var early = _home.Restore(into, "--at", "2026-11-25T20:00:00+00:00");
        Assert.Equal(BackupExit.Wrong, early.Exit);
        Assert.Contains("made at or before 2026-11-25 20:00:00Z; the oldest good one is 20261125T230800Z-", early.Error, StringComparison.Ordinal);
        Assert.Contains("'soon' is not a time", _home.Restore(into, "--at", "soon").Error, StringComparison.Ordinal);
        Assert.Contains("write one", _home.Restore(into, "--at", "2026-11-26", "--archive", archive[^21..]).Error, StringComparison.Ordinal);
        Assert.Equal("three", Notes(into));
    }

    [Fact]
    public void A_restore_is_undone_and_the_undoing_too()
    {
        Copy("stored");
        var into = Into("now");
        Assert.Equal(First, _home.Restore(into, "--kept-as", First).Outcome!.KeptAs);
        Assert.Equal("stored", Notes(into));
        var undone = _home.Restore(into, "--undo", First, "--kept-as", Second);
        Assert.True(undone.Exit == 0, undone.Error);
        Assert.Equal("now", Notes(into));
        Assert.Equal([".hs-before-" + Second, "notes"], Entries(into));
        Assert.Equal(0, _home.Restore(into, "--undo", Second).Exit);
        Assert.Equal("stored", Notes(into));

        var missing = _home.Restore(into, "--undo", First);
        Assert.Equal(BackupExit.Wrong, missing.Exit);
        Assert.Contains($"no copy that restore {First} moved aside; there are ", missing.Error, StringComparison.Ordinal);
        Assert.Contains("is not an id of a restore", _home.Restore(into, "--undo", "../../etc").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void An_undo_that_was_interrupted_comes_to_the_same_end(int step)
    {
        Copy("stored");
        var into = Into("now");
        File.WriteAllText(Path.Combine(into, "other"), "now");
        _home.Restore(into, "--kept-as", First);
        var (before, beside) = (Path.Combine(into, Leftovers.Before + Second), Path.Combine(into, Leftovers.Restoring + Second));
        var journal = new RestoreJournal { Id = Second, Archive = string.Empty, Undoes = First, Phase = RestorePhase.Leaving }.Save(into);
        if (step >= 1)
        {
            Directory.Move(Path.Combine(into, Leftovers.Before + First), beside);
        }

        if (step >= 2)
        {
            Directory.CreateDirectory(before);
            File.Move(Path.Combine(into, "notes"), Path.Combine(before, "notes"));
        }

        if (step >= 3)
        {
            (journal with { Phase = RestorePhase.Entering }).Save(into);
        }

        if (step >= 4)
        {
            File.Move(Path.Combine(beside, "other"), Path.Combine(into, "other"));
        }

        var again = _home.Restore(into, "--undo", First, "--kept-as", Second);
        Assert.True(again.Exit == 0, again.Error);
        Assert.Equal([".hs-before-" + Second, "notes", "other"], Entries(into));
        Assert.Equal("now", Notes(into));
        Assert.Equal("stored", Notes(before));

        var third = _home.Restore(into, "--undo", First, "--kept-as", Second);
        Assert.Contains("is done already", third.Outcome!.Message, StringComparison.Ordinal);
        Assert.Equal("now", Notes(into));
    }

    [Fact]
    public void A_restore_whose_id_is_used_is_done_already()
    {
        Copy("stored");
        var into = Into("now");
        Assert.Equal(0, _home.Restore(into, "--kept-as", First).Exit);
        File.WriteAllText(Path.Combine(into, "notes"), "written since");
        Assert.Contains("is done already", _home.Restore(into, "--kept-as", First).Outcome!.Message, StringComparison.Ordinal);
        Assert.Equal("written since", Notes(into));
    }

    [Fact]
    public void A_plan_says_what_there_is_and_changes_nothing()
    {
        var archive = Copy("stored");
        var into = Into("now");
        var before = Trees.Describe(into);
        var plan = _home.Restore(into, "--plan").Outcome!;
        Assert.Equal(archive, plan.Archive);
        Assert.Equal([$"{archive[^21..]} good 6 B"], plan.Offered!);
        Assert.Null(plan.Interrupted);
        Assert.Empty(plan.Kept!);
        Assert.Equal(BackupExit.Wrong, _home.Restore(into, "--plan", "--undo", First).Exit);
        Assert.Equal(BackupExit.Wrong, _home.Restore(into, "--plan", "--archive", "20200101T000000Z-0000").Exit);
        Assert.Equal(before, Trees.Describe(into));

        new RestoreJournal { Id = First, Archive = archive, Phase = RestorePhase.Leaving }.Save(into);
        Assert.Equal("leaving", _home.Restore(into, "--plan").Outcome!.Interrupted);
    }

    [Fact]
    public void However_many_backups_there_are_their_list_fits_where_a_pod_says_it()
    {
        for (var i = 0; i < 60; i++)
        {
            Copy("notes");
        }

        var plan = _home.Restore(Into(), "--plan");
        Assert.Equal(40, plan.Outcome!.Offered!.Count);
        Assert.EndsWith($"{plan.Outcome.Archive![^21..]} good 5 B", plan.Outcome.Offered[0], StringComparison.Ordinal);
        Assert.Equal(plan.Output.Trim(), plan.TerminationLog);
        Assert.InRange(plan.TerminationLog.Length, 1, 4096);
    }

    [Theory]
    [InlineData("--plan")]
    [InlineData("--no-owner")]
    public void Too_little_room_is_said_with_the_way_out_before_anything_is_touched(string how)
    {
        var file = Path.Combine(_home.Target, Copy("stored") + ".json");
        var manifest = JsonNode.Parse(File.ReadAllText(file))!;
        manifest["totals"]!["bytes"] = 1L << 60;
        File.WriteAllText(file, manifest.ToJsonString());
        var before = Trees.Describe(Into("now"));
        var refused = _home.Restore(Into(), how);
        Assert.Equal(BackupExit.Failed, refused.Exit);
        Assert.Matches("has room for .*; restoring .* beside what is there needs 1048576.0 TiB: make room, such as by removing", refused.Error);
        Assert.Equal(before, Trees.Describe(Into()));
    }

    [Fact]
    public void A_backup_of_another_claim_is_refused_where_it_lies_among_those_of_this_one()
    {
        var archive = Copy("stored");
        var manifest = Path.Combine(_home.Target, archive + ".json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"linkding-data\"", "\"paperless\"", StringComparison.Ordinal));
        var refused = _home.Restore(Into("now"));
        Assert.Equal(BackupExit.Wrong, refused.Exit);
        Assert.Contains("is a backup of books/paperless by its manifest", refused.Error, StringComparison.Ordinal);
        Assert.Equal("now", Notes(Into()));
    }

    private string Copy(string words)
    {
        _home.Put("notes", words);
        return _home.Run("--strategy", "files").Outcome!.Archive!;
    }

    private string Into(string? notes = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        if (notes is not null)
        {
            File.WriteAllText(Path.Combine(folder, "notes"), notes);
        }

        return folder;
    }

    private static string Notes(string folder) => File.ReadAllText(Path.Combine(folder, "notes"));

    private static string[] Entries(string folder) =>
        [.. Directory.GetFileSystemEntries(folder).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal)];
}
