using System.CommandLine;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup dump-script</c>: what a database's own container runs before <c>backup run --strategy dump</c>.</summary>
internal static class DumpScriptVerb
{
    public static Command Make(Surroundings surroundings)
    {
        var engine = new Argument<string>("engine") { Description = "postgresql or mariadb." };
        var command = new Command(
            "dump-script",
            "Print the script that dumps a database server in its own image, for 'backup run --strategy dump'.") { engine };
        command.Validators.Add(result =>
        {
            if (result.GetValue(engine) is { } written && written is not ("postgresql" or "mariadb"))
            {
                result.AddError($"'{written}': only dumps of postgresql and mariadb can be made and checked; use the server's own backup tool for others");
            }
        });
        command.SetAction((parsed, stop) => Door.Through(surroundings, async () =>
        {
            using var script = new StreamReader(typeof(DumpScriptVerb).Assembly.GetManifestResourceStream($"scripts/{parsed.GetValue(engine)}.sh")!);
            await surroundings.Output.WriteAsync(await script.ReadToEndAsync(stop));
            return BackupExit.Good;
        }));
        return command;
    }
}
