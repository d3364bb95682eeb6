using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Commands;

/// <summary>What names the manifests of a command: files, a stream or a cluster, and the reading of them with progress.</summary>
internal sealed class Inputs
{
    private readonly Argument<string[]> _files = new("files") { Description = "Files and folders with manifests; - for standard input.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _cluster = new("--cluster") { Description = "Read a running cluster instead of files." };
    private readonly Option<string?> _context = new("--context") { Description = "With --cluster: the context of the kubeconfig (the current one; in a pod, its own cluster).", HelpName = "NAME" };
    private readonly Option<string?> _limit = new("--max-file-size") { Description = "How much of a file, a pipe or standard input is read at most; what is larger is a row and exit code 2 (16Mi).", HelpName = "SIZE" };
    private readonly Option<string?> _namespace = new("--namespace", "-n") { Description = "With --cluster: one namespace only.", HelpName = "NAME" };

    /// <summary>Gives a command these arguments and options.</summary>
    public static Inputs Of(Command command)
    {
        var inputs = new Inputs();
        command.Arguments.Add(inputs._files);
        command.Options.Add(inputs._cluster);
        command.Options.Add(inputs._context);
        command.Options.Add(inputs._namespace);
        command.Options.Add(inputs._limit);
        command.Validators.Add(result =>
        {
            var files = result.GetValue(inputs._files) ?? [];
            if (result.GetValue(inputs._cluster) == files.Length > 0)
            {
                result.AddError(files.Length > 0 ? "name files or --cluster, not both" : "name files or folders, - for standard input, or --cluster");
            }
            else if (Limit(result.GetValue(inputs._limit)) <= 0)
            {
                result.AddError($"--max-file-size: '{result.GetValue(inputs._limit)}' is no size such as 16Mi, up to 2000Mi");
            }
            else if (files.Length > 0 && (result.GetValue(inputs._context) ?? result.GetValue(inputs._namespace)) is not null)
            {
                result.AddError("--context and --namespace go with --cluster");
            }
        });
        return inputs;
    }

    /// <summary>Whether a cluster is meant.</summary>
    public bool IsCluster(CommandResult result) => result.GetValue(_cluster);

    /// <summary>Reads what was named.</summary>
    public async Task<Input> Read(ParseResult parsed, Terminal terminal, CancellationToken stop) =>
        parsed.GetValue(_cluster) ? await ReadCluster(parsed.GetValue(_context), parsed.GetValue(_namespace) ?? string.Empty, terminal, stop) : ReadFiles(parsed.GetValue(_files)!, Limit(parsed.GetValue(_limit)), terminal);

    private static int Limit(string? written) => written is null ? BoundedText.UsualLimit : Quantity.Parse(written) is > 0m and <= 2000m * 1024 * 1024 and var limit ? (int)limit : 0;

    private static async Task<Input> ReadCluster(string? context, string ns, Terminal terminal, CancellationToken stop)
    {
        try
        {
            using var server = ApiServer.Connect(context);
            using var progress = new Progress(terminal, WatchedResource.All.Count, "kinds");
            switch (await ClusterReader.Read(server, ns, progress.Step, stop))
            {
                case ClusterReading.Whole whole:
                    foreach (var kind in whole.Unseen)
                    {
                        await terminal.Error.WriteLineAsync(kind);
                    }

                    return new Input.Read([.. whole.Manifests.Select(m => new ManifestReading.Understood(m)), .. whole.Unreadable], whole.GuardedSince);
                case ClusterReading.Failed failed:
                    await terminal.Error.WriteLineAsync(failed.Reason);
                    break;
            }
        }
        catch (ClusterConfigurationException unusable)
        {
            await terminal.Error.WriteLineAsync($"no cluster to read: {unusable.Message}");
        }

        return new Input.Unusable(ExitCode.Unreachable);
    }

    private static Input ReadFiles(string[] arguments, int limit, Terminal terminal)
    {
        var (files, missing, unread) = ManifestFiles.Find(arguments.Where(a => !string.Equals(a, ManifestInput.Stream, StringComparison.Ordinal)));
        foreach (var name in missing)
        {
            terminal.Error.WriteLine($"{name}: no such file or folder");
        }

        if (missing.Count > 0)
        {
            return new Input.Unusable(ExitCode.Wrong);
        }

        if (arguments.Contains(ManifestInput.Stream, StringComparer.Ordinal))
        {
            files = [.. files, ManifestInput.Stream];
        }

        using var progress = new Progress(terminal, files.Count, "files");
        ManifestReading[] readings = [.. unread, .. ManifestInput.Read(files, terminal.Input, limit, progress.Step)];
        if (Sight.IsEmpty(readings))
        {
            UnreadFormat.Write(readings, terminal);
            terminal.Error.WriteLine($"nothing to judge: there is no Kubernetes object in {string.Join(", ", arguments)}");
            return new Input.Unusable(ExitCode.Wrong);
        }

        return new Input.Read(readings);
    }
}
