using System.CommandLine;
using System.Text;
using HomelabStorage.Backup.Runs;
using HomelabStorage.Backup.Targets;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup probe</c>: whether a target keeps what it is given, where a claim's copies are to go.</summary>
internal static class ProbeVerb
{
    public static Command Make(Surroundings surroundings)
    {
        var command = new Command("probe", "Write a small file where the copies of a claim go, read it back and remove it.");
        var target = TargetOption.Of(command);
        var identity = IdentityOption.Exact(command);
        target.Say(command, surroundings, (parsed, opened, stop) => Probe(opened, $"{identity.Get(parsed).Folder}/probe", stop));
        return command;
    }

    /// <summary>What an interrupted one has left is written over and removed by the next.</summary>
    private static async Task<Outcome> Probe(Target target, string name, CancellationToken stop)
    {
        await target.Replace(name, output => output.WriteAsync(Encoding.UTF8.GetBytes("homelab-storage backup probe\n"), stop).AsTask(), stop);
        await target.Delete(name, stop);
        return (await target.List(name, stop)).Any(o => string.Equals(o.Name, name, StringComparison.Ordinal))
            ? throw BackupException.Target($"{target.Description}: {name} was deleted and is still there, so old copies could not be removed")
            : new Outcome { Verb = "probe", Exit = BackupExit.Good, Message = $"{target.Description} keeps what it is given, and removes what it is told to" };
    }
}
