using System.CommandLine;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Vocabulary;

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
            if (result.GetValue(engine) is { } written && !Words.DumpMakers.TryRead(written, out _))
            {
                result.AddError($"'{written}': only dumps of postgresql and mariadb can be made and checked; use the server's own backup tool for others");
            }
        });
        command.SetAction((parsed, stop) => Door.Through(surroundings, async () =>
        {
            await surroundings.Output.WriteAsync(DumpScript.Of(Words.DumpMakers.Read(parsed.GetValue(engine), default)).AsMemory(), stop);
            return BackupExit.Good;
        }));
        return command;
    }
}
