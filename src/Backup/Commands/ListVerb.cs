using System.CommandLine;
using System.Text.Json;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Runs;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup list</c>: what a target holds, of claims that are there and of claims that are gone.</summary>
internal static class ListVerb
{
    public static Command Make(Surroundings surroundings)
    {
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "json");
        var command = new Command("list", "List the backups of a target, newest first.") { format };
        var target = TargetOption.Of(command);
        var identity = IdentityOption.Optional(command);
        target.Run(command, surroundings, async (parsed, opened, stop) =>
        {
            var shelf = identity.Find(parsed) is { } claim ? await Shelf.OfClaim(opened, claim, stop) : await Shelf.Read(opened, string.Empty, _ => true, stop);
            if (parsed.GetValue(format) is "json")
            {
                await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(BackupListing.Of(shelf), ArchiveJson.Default.BackupListing));
            }
            else
            {
                Table(shelf, surroundings.Output);
            }

            return BackupExit.Good;
        });
        return command;
    }

    private static void Table(Shelf shelf, TextWriter output)
    {
        foreach (var backup in shelf.Backups)
        {
            output.WriteLine($"{backup.State,-10} {ByteSize.Spell(backup.Manifest.Archive.Bytes),9} {backup.Manifest.Consistency,-10} {backup.Name.Whole}");
        }

        foreach (var broken in shelf.Broken)
        {
            output.WriteLine($"broken               {broken.Path}: {broken.Reason}");
        }

        foreach (var unfinished in shelf.Unfinished)
        {
            output.WriteLine($"unfinished           {unfinished.Whole}: no manifest, so no backup; a later run removes it");
        }

        if (shelf.HasNothing && shelf.Unfinished.Count == 0)
        {
            output.WriteLine("nothing is stored there");
        }
    }
}
