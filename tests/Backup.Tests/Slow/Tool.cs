using System.Diagnostics;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>The executable as a process of its own, which can be killed, be another user, or see other mounts.</summary>
internal static class Tool
{
    /// <summary>Another executable to prove things with, such as the native one.</summary>
    private static readonly string? Other = Environment.GetEnvironmentVariable("HOMELAB_STORAGE_EXECUTABLE");

    /// <summary>How a shell starts it.</summary>
    public static string Command { get; } = Other ?? $"dotnet {Path.Combine(AppContext.BaseDirectory, "homelab-storage.dll")}";

    /// <summary>The arguments of a run.</summary>
    public static string RunArguments(string data, string target, string scratch, string more = "") =>
        $"backup run --data {data} --target file://{target} --identity {Home.Identity} --scratch {scratch} {more}";

    public static Process Start(string arguments) => Programs.Start("bash", "-c", $"exec {Command} {arguments}");

    /// <summary>Runs a script in its own mount namespace; exit code and output.</summary>
    public static (int Exit, string Output) Unshared(string script) => Programs.Run("unshare", "-m", "bash", "-c", script);

    /// <summary>A command as the image's own user, without capabilities.</summary>
    public static string AsUser(string command) => $"setpriv --reuid 65532 --regid 65532 --clear-groups --inh-caps=-all --bounding-set=-all {command}";
}
