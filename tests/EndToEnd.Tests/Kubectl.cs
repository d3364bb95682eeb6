using System.Diagnostics;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>The real kubectl.</summary>
internal static class Kubectl
{
    public static async Task<(int Code, string Output, string Error)> Run(Cluster cluster, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(
            Assets.Program("kubectl"),
            ["--server", cluster.Server, "--token", "admin", "--insecure-skip-tls-verify", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["HOME"] = cluster.Folder;
        start.Environment["KUBECONFIG"] = "/dev/null";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
