using System.CommandLine;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Commands;

/// <summary>The argument that names manifests, and the reading of them with progress.</summary>
internal static class Inputs
{
    public static Argument<string[]> Make() => new("files")
    {
        Description = "Files and folders with manifests; - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Everything that was read; null after a complaint, when an argument names nothing.</summary>
    public static IReadOnlyList<ManifestReading>? Read(string[] arguments, Terminal terminal)
    {
        var (files, missing) = ManifestFiles.Find(arguments.Where(a => !string.Equals(a, ManifestInput.Stream, StringComparison.Ordinal)));
        foreach (var name in missing)
        {
            terminal.Error.WriteLine($"{name}: no such file or folder");
        }

        if (missing.Count > 0)
        {
            return null;
        }

        if (arguments.Contains(ManifestInput.Stream, StringComparer.Ordinal))
        {
            files = [.. files, ManifestInput.Stream];
        }

        using var progress = new Progress(terminal, files.Count);
        return ManifestInput.Read(files, terminal.Input, progress.Step);
    }
}
