using System.Diagnostics;
using System.Globalization;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>An audit that is interrupted while it renders.</summary>
public sealed class InterruptedTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("interrupted-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task Leaves_nothing_in_the_folder_for_temporary_files(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        var repository = Directory.CreateDirectory(Path.Combine(_root, "repository")).FullName;
        var temporary = Directory.CreateDirectory(Path.Combine(_root, "temporary")).FullName;
        await File.WriteAllTextAsync(Path.Combine(repository, "kustomization.yaml"), "resources: [claim.yaml]\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(repository, "claim.yaml"),
            "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\n",
            TestContext.Current.CancellationToken);
        using var audit = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "homelab-storage.dll"), "audit", "--render", "always", "--kustomize", Endless(), repository])
        {
            Environment = { ["TMPDIR"] = temporary, ["XDG_CACHE_HOME"] = _root },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await Eventually.Holds("kustomize began", () => File.Exists(Path.Combine(_root, "began")), TestContext.Current.CancellationToken);
        Assert.Single(Directory.EnumerateDirectories(temporary, "homelab-storage-*"));
        using (Process.Start("kill", [signal, audit.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await audit.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(Directory.EnumerateDirectories(temporary, "homelab-storage-*"));
        await File.WriteAllTextAsync(Path.Combine(_root, "end"), string.Empty, TestContext.Current.CancellationToken);
    }

    /// <summary>A kustomize that says when it begins, and ends when it is told to or nobody is left to tell it.</summary>
    private string Endless()
    {
        var program = Path.Combine(_root, "kustomize");
        File.WriteAllText(
            program,
            $"#!/bin/sh\nif [ \"$1\" = version ]; then echo v5.6.0; exit; fi\n: > {_root}/began\nwhile [ -d {_root} ] && [ ! -e {_root}/end ]; "
                + "do /bin/sleep 0.1; done\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }
}
