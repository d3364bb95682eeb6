using System.Globalization;
using System.Security.Cryptography;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Who holds a lock file: a token of its own, and the process as far as somebody on the same machine can look it up.</summary>
internal sealed record LockOwner(string Token, string Machine, string Process, string Began)
{
    /// <summary>This process, with a new token.</summary>
    public static LockOwner New() => new(
        RandomNumberGenerator.GetHexString(16, lowercase: true),
        Here(),
        Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        Start(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What was written; null when it is not whole, as while it is being written.</summary>
    public static LockOwner? Read(string text) =>
        text.Split(' ', StringSplitOptions.TrimEntries) is [{ Length: 16 } token, var machine, var process, var began]
            ? new LockOwner(token, machine, process, began)
            : null;

    /// <summary>Whether it is known to have ended: only a process that could be seen from here is.</summary>
    public bool IsDead => string.Equals(Machine, Here(), StringComparison.Ordinal) && !string.Equals(Start(Process), Began, StringComparison.Ordinal);

    /// <summary>One line.</summary>
    public override string ToString() => $"{Token} {Machine} {Process} {Began}";

    /// <summary>The machine since it was started, and the processes that are seen from here: another container of one pod sees others.</summary>
    private static string Here()
    {
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        return $"{Environment.MachineName}/{boot}/{new FileInfo("/proc/self/ns/pid").LinkTarget}";
    }

    /// <summary>When a process began, so that a number that is used again is not taken for the old one; "-" for none.</summary>
    private static string Start(string process)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status[(status.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return "-";
        }
    }
}
