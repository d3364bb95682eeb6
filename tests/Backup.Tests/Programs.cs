using System.Diagnostics;

namespace HomelabStorage.Backup.Tests;

/// <summary>Other programs.</summary>
internal static class Programs
{
    /// <summary>Runs a program to its end: exit code and both streams.</summary>
    public static (int Exit, string Output) Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>Runs a shell script that must succeed.</summary>
    public static string Shell(string script)
    {
        var (exit, output) = Run("bash", "-euo", "pipefail", "-c", script);
        return exit == 0 ? output : throw new InvalidOperationException($"exit {exit}: {output}");
    }

    public static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        })!;
}
