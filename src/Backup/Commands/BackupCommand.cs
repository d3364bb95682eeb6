using System.CommandLine;
using HomelabStorage.Backup.Runs;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup</c>: what runs inside a backup pod, and by hand on any machine. It needs no cluster.</summary>
public static class BackupCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Make(Surroundings surroundings) => new(
        "backup",
        "Back up a folder of an app's data, and list, check, restore and prune such backups. Only 'backup now' needs a cluster.")
    {
        RunVerb.Make(surroundings),
        ListVerb.Make(surroundings),
        VerifyVerb.Make(surroundings),
        RestoreVerb.Make(surroundings),
        PruneVerb.Make(surroundings),
        AcceptVerb.Make(surroundings),
        ProbeVerb.Make(surroundings),
        DumpScriptVerb.Make(surroundings),
    };

    /// <summary>Says it where a pod's owner looks, too, that the arguments of a verb which a pod runs are wrong.</summary>
    public static void SayMisunderstood(IReadOnlyList<string> arguments, string message, Surroundings surroundings)
    {
        if (arguments is ["backup", ("run" or "verify" or "restore" or "prune" or "probe") and var verb, ..])
        {
            OutcomeLine.Say(new Outcome { Verb = verb, Exit = BackupExit.Wrong, Message = message }, surroundings);
        }
    }
}
