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
        var command = new Command("accept", "Say that a suspicious backup is right, so that pruning goes on.") { archive };
        var target = TargetOption.Of(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(archive) is { } written && ArchiveName.Read(written) is null)
            {
                result.AddError($"'{written}' is no backup; write CLUSTER/NAMESPACE/CLAIM-UID8/TIME-xxxx as backup list shows it");
            }
        });
        command.SetAction((parsed, stop) => Door.Through(surroundings, async () =>
        {
            await using var opened = target.Open(parsed, surroundings);
            var name = ArchiveName.Read(parsed.GetValue(archive)!)!;
            var shelf = await Shelf.Read(opened, name.Whole, _ => true, stop);
            if (shelf.Backups is not [var backup])
            {
                throw BackupException.Refused($"{opened.Description} has no complete backup {name.Whole}; backup list shows what there is");
            }

            if (!backup.IsSuspicious)
            {
                await surroundings.Output.WriteLineAsync($"{name.Whole} is not "
                    + $"suspicious{(backup.IsAccepted ? " any more: it was accepted before" : string.Empty)}");
                return BackupExit.Good;
            }

            var acceptance = JsonSerializer.SerializeToUtf8Bytes(new Acceptance(surroundings.Time.GetUtcNow()), ArchiveJson.Default.Acceptance);
            await opened.Store(name.Accepted, output => output.WriteAsync(acceptance, stop).AsTask(), stop);
            await surroundings.Output.WriteLineAsync($"{name.Whole} is accepted; it was suspicious because {backup.Manifest.Suspicious}");
            return BackupExit.Good;
        }));
        return command;
    }
}
