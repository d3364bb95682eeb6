using System.CommandLine;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup dump-script</c>: what a database's own container runs before <c>backup run --strategy dump</c>.</summary>
internal static class DumpScriptVerb
{
    public static Command Make(Surroundings surroundings)
    {
        var engine = new Argument<string>("engine") { Description = "postgresql or mariadb; mysql is another word for mariadb's." };
        var command = new Command(
            "dump-script",
            "Print the script that dumps a database server in its own image, for 'backup run --strategy dump'.") { engine };
        command.Validators.Add(result =>
        {
            if (result.GetValue(engine) is { } written && !Words.DumpMakers.TryRead(Known(written), out _))
            {
                result.AddError(
                    $"'{written}': only dumps of postgresql, mariadb and mysql can be made and checked; use the server's own backup tool for others");
            }
        });
        command.SetAction((parsed, stop) => Door.Through(surroundings, async () =>
        {
            await surroundings.Output.WriteAsync(DumpScript.Of(Words.DumpMakers.Read(Known(parsed.GetValue(engine)!), default)).AsMemory(), stop);
            return BackupExit.Good;
        }));
        return command;
    }

    /// <summary>One script dumps both of them: it takes the program that the image has.</summary>
    private static string Known(string engine) => engine is "mysql" ? Words.DumpMakers.Spell(DumpMaker.Mariadb) : engine;
}
