using System.CommandLine;
using System.Text.Json;
using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup accept</c>: a person says that a suspicious backup is right, and pruning goes on.</summary>
internal static class AcceptVerb
{
    public static Command Make(Surroundings surroundings)
    {
        var archive = new Argument<string>("archive") { Description = "The backup as list names it: CLUSTER/NAMESPACE/CLAIM-UID8/TIME-xxxx." };
        var command = new Command("accept", "Say that a suspicious backup is right, so that pruning continues.") { archive };
        var target = TargetOption.Of(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(archive) is { } written && ArchiveName.Read(written) is null)
            {
                result.AddError($"'{written}' is not a backup; write CLUSTER/NAMESPACE/CLAIM-UID8/TIME-xxxx as backup list shows it");
            }
        });
        target.Run(command, surroundings, async (parsed, opened, stop) =>
        {
            var name = ArchiveName.Read(parsed.GetValue(archive)!)!;
            var shelf = await Shelf.Read(opened, name.Whole, _ => true, stop);
            if (shelf.Backups is not [var backup])
            {
                throw BackupException.NoBackup(opened.Description, name.Whole);
            }

            if (!backup.IsSuspicious)
            {
                var before = backup.IsAccepted ? " any more: it was accepted before" : string.Empty;
                await surroundings.Output.WriteLineAsync($"{name.Whole} is not suspicious{before}");
                return BackupExit.Good;
            }

            var acceptance = JsonSerializer.SerializeToUtf8Bytes(new Acceptance(surroundings.Time.GetUtcNow()), ArchiveJson.Default.Acceptance);
            await opened.Store(name.Accepted, output => output.WriteAsync(acceptance, stop).AsTask(), stop);
            await surroundings.Output.WriteLineAsync($"{name.Whole} is accepted; it was suspicious because {backup.Manifest.Suspicious}");
            return BackupExit.Good;
        });
        return command;
    }
}
