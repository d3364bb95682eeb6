using System.Diagnostics;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>A reader's shell in a checkout: kubectl is the administrator's, and homelab-storage is the one under test.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly Cluster _cluster;
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-terminal").FullName;

    public Terminal(Cluster cluster)
    {
        _cluster = cluster;
        Directory.CreateSymbolicLink(In("deploy"), Repository.Path("deploy"));
        Directory.CreateDirectory(In("bin"));

        // What is to be installed has fields that this kubectl's server may not know; the page is for newer ones.
        Program("kubectl", cluster.Minor < 28
            ? $"case \" $* \" in *' apply '*) set -- \"$@\" --validate=false;; esac\nexec '{Assets.Program("kubectl")}' \"$@\""
            : $"exec '{Assets.Program("kubectl")}' \"$@\"");
        Program("homelab-storage", $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "homelab-storage.dll")}' \"$@\"");
    }

    public string In(string name) => Path.Combine(_folder, name);

    /// <summary>Runs a line.</summary>
    public async Task<(int Code, string Output, string Error)> Run(string line, string? kubeconfig = null)
    {
        var start = new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["HOME"] = _folder;
        start.Environment["KUBECONFIG"] = kubeconfig ?? _cluster.Kubeconfig;
        start.Environment["PATH"] = $"{In("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Eventually.Longest);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs a line that has to succeed; what it says.</summary>
    public async Task<string> Succeeds(string line)
    {
        var (code, output, error) = await Run(line);
        Assert.True(code == 0, $"{line}: {output}{error}");
        return output;
    }

    /// <summary>Runs homelab-storage until it says a step, and kills it there as a power cut would.</summary>
    public async Task KilledAt(string step, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "homelab-storage.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["KUBECONFIG"] = _cluster.Kubeconfig;
        start.Environment["HOME"] = In(".");
        using var process = Process.Start(start)!;
        var (error, all) = (process.StandardError.ReadToEndAsync(), new List<string>());
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            all.Add(line);
            if (char.IsAsciiDigit(line[0]) && line.Contains($" {step}", StringComparison.Ordinal))
            {
                process.Kill();
                await process.WaitForExitAsync();
                return;
            }
        }

        Assert.Fail($"it never came to '{step}': {string.Join('\n', all)}{await error}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Program(string name, string script)
    {
        File.WriteAllText(In($"bin/{name}"), $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(In($"bin/{name}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
