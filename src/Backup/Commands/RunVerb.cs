using System.CommandLine;
using HomelabStorage.Backup.Runs;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup run</c>: one backup of one folder.</summary>
internal static class RunVerb
{
    public static Command Make(Surroundings surroundings)
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder of the app's data. It is only read, and may be mounted read-only.",
            HelpName = "DIR",
            Required = true,
        };
        var strategy = new Option<string>("--strategy")
        {
            Description = "sqlite: databases by SQLite's backup API, everything else as files. files: the same, and none is expected. dump: what "
                + "the database server's own container dumped.",
            DefaultValueFactory = _ => "sqlite",
        }.AcceptOnlyFromAmong("sqlite", "files", "dump");
        var plan = new Option<bool>("--plan") { Description = "Change nothing: say how much there is to copy, and what would be refused." };
        var command = new Command("run", "Back up a folder: a consistent copy, read back from the target, with its manifest written last.")
        {
            data, strategy, plan,
        };
        var target = TargetOption.Of(command);
        var identity = IdentityOption.Exact(command);
        var keep = KeepOption.Of(command, isRequired: false);
        var scratch = ScratchOption.Of(command, "the largest database");
        var catalog = CatalogOptions.Of(command);
        FolderCheck.Add(command, data);
        target.Say(command, surroundings, async (parsed, opened, stop) =>
        {
            var (limit, expected) = catalog.Get(parsed, isSqlite: parsed.GetValue(strategy) is "sqlite");
            var run = new BackupRun(
                new RunRequest
                {
                    Data = FolderCheck.Get(parsed, data),
                    Identity = identity.Get(parsed),
                    Strategy = parsed.GetValue(strategy)!,
                    Scratch = FolderCheck.Get(parsed, scratch),
                    Keep = keep.Find(parsed),
                    Limit = limit,
                    Expected = expected,
                },
                opened,
                surroundings);
            return parsed.GetValue(plan) ? run.Look() : await run.Run(stop);
        });
        return command;
    }
}
