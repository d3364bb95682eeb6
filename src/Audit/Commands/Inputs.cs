using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Audit.Rendering;
using HomelabStorage.Audit.Settings;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Audit.Commands;

/// <summary>What names the manifests of a command: files, a stream or a cluster, and the reading of them with progress.</summary>
internal sealed class Inputs
{
    private readonly Argument<string[]> _files = new("files")
    {
        Description = "Files and folders with manifests; - for standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<bool> _cluster = new("--cluster") { Description = "Read a running cluster instead of files." };
    private readonly Option<string?> _context = new("--context")
    {
        Description = "The context of the kubeconfig whose cluster is read (the current one; in a pod, its own cluster); means --cluster.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _limit = new("--max-file-size")
    {
        Description = "The largest file, pipe or standard input that is read; a larger one is reported as not judged, with exit code 2 (16Mi).",
        HelpName = "SIZE",
    };
    private readonly Option<string> _render = new Option<string>("--render")
    {
        Description = "Whether kustomizations are rendered by your kustomize or kubectl before they are judged: auto, always or never.",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong("auto", "always", "never");
    private readonly Option<string?> _kustomize = new("--kustomize")
    {
        Description = "The kustomize or kubectl to render with (the first on the PATH).",
        HelpName = "PROGRAM",
    };
    private readonly Option<bool> _remote = new("--allow-remote") { Description = "Let kustomize fetch what kustomizations refer to over the network." };
    private readonly Option<bool> _helm = new("--enable-helm") { Description = "Let kustomize run helm for helmCharts." };
    private readonly Option<string?> _namespace = new("--namespace", "-n")
    {
        Description = "One namespace of the cluster only; means --cluster.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Say nothing but findings and what is wrong: no progress, no counts, no remarks. Where all findings are known, one line says so.",
    };

    private readonly Option<string?> _settings = SettingsOption.Make();

    private readonly Func<ParseResult, string>? _usual;

    /// <summary>What is read of a cluster.</summary>
    public IReadOnlyList<WatchedResource> Resources { get; init; } = WatchedResource.All;

    private Inputs(Func<ParseResult, string>? usual) => _usual = usual;

    /// <summary>Gives a command these arguments and options.</summary>
    public static Inputs Of(Command command) => Of(command, new Inputs(usual: null));

    /// <summary>The same for a command that asks a cluster for its nodes, too.</summary>
    public static Inputs WithNodes(Command command) => Of(command, new Inputs(usual: null) { Resources = WatchedResource.WithNodes });

    /// <summary>The same for a command that reads some folder where nothing is named.</summary>
    public static Inputs Of(Command command, Func<ParseResult, string>? usual) => Of(command, new Inputs(usual));

    private static Inputs Of(Command command, Inputs inputs)
    {
        command.Arguments.Add(inputs._files);
        command.Options.Add(inputs._cluster);
        command.Options.Add(inputs._context);
        command.Options.Add(inputs._namespace);
        command.Options.Add(inputs._limit);
        command.Options.Add(inputs._render);
        command.Options.Add(inputs._kustomize);
        command.Options.Add(inputs._remote);
        command.Options.Add(inputs._helm);
        command.Options.Add(inputs._quiet);
        if (inputs._usual is null)
        {
            command.Options.Add(inputs._settings);
        }

        command.Validators.Add(result =>
        {
            var files = result.GetValue(inputs._files) ?? [];
            var isCluster = inputs.IsCluster(result);
            if (isCluster == files.Length > 0 && (files.Length > 0 || inputs._usual is null))
            {
                result.AddError(files.Length == 0 ? "nothing to read: name files or folders, - for standard input, or give --cluster"
                    : result.GetValue(inputs._cluster) ? "name files or --cluster, not both"
                    : "--context and --namespace are about a cluster: name files or one of these, not both");
            }
            else if (Limit(result.GetValue(inputs._limit)) <= 0)
            {
                result.AddError($"--max-file-size: '{result.GetValue(inputs._limit)}' is not a size such as 16Mi, up to 2000Mi");
            }
        });
        return inputs;
    }

    /// <summary>The file of settings that was used; empty where there was none.</summary>
    public string Settings(ParseResult parsed) => SettingsOption.Used(parsed, _settings);

    /// <summary>Whether only findings and what is wrong are wanted.</summary>
    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>The terminal as it is wanted.</summary>
    public Terminal Heard(ParseResult parsed, Terminal terminal) => IsQuiet(parsed) ? terminal.Quiet() : terminal;

    /// <summary>Whether a cluster is meant: files have no context and are not read by namespace.</summary>
    public bool IsCluster(CommandResult result) =>
        result.GetValue(_cluster) || (result.GetValue(_context) ?? result.GetValue(_namespace)) is not null;

    /// <summary>Whether everything that is named is in a file.</summary>
    public bool HasPlaces(CommandResult result) =>
        !IsCluster(result) && result.GetValue(_files) is { } files && !files.Contains(ManifestInput.Stream, StringComparer.Ordinal);

    /// <summary>The files and folders that were named.</summary>
    public IReadOnlyList<string> Named(ParseResult parsed) => IsCluster(parsed.CommandResult) ? [] : Files(parsed);

    /// <summary>The work of a verb that judges: it is done with policy and manifests read, and what is wrong with either is said.</summary>
    public void Judge(Command command, Option<string?> policy, Terminal terminal, Func<ParseResult, StoragePolicy, Input.Read, int> work) =>
        Work(command, parsed => PolicyOption.Load(parsed.GetValue(policy), terminal), terminal, work);

    /// <summary>The work of a verb that needs something besides the manifests: null ends it, after what is wrong has been said.</summary>
    public void Work<T>(Command command, Func<ParseResult, T?> beside, Terminal terminal, Func<ParseResult, T, Input.Read, int> work)
        where T : class =>
        command.SetAction(async (parsed, stop) => beside(parsed) is not { } known ? ExitCode.Wrong
            : await Read(parsed, terminal, stop) switch
            {
                Input.Read read => work(parsed, known, read),
                Input.Unusable unusable => unusable.ExitCode,
                var other => throw new UnreachableException($"{other}"),
            });

    /// <summary>Reads what was named.</summary>
    public async Task<Input> Read(ParseResult parsed, Terminal terminal, CancellationToken stop) =>
        IsCluster(parsed.CommandResult)
            ? await ClusterInput.Read(Resources, parsed.GetValue(_context), parsed.GetValue(_namespace) ?? string.Empty, Heard(parsed, terminal), stop)
            : FileInput.Read(Files(parsed), Limit(parsed.GetValue(_limit)), Rendered(parsed), Heard(parsed, terminal));

    /// <summary>Reads other files and folders in the same way. Nothing is said of them: they are not what was named.</summary>
    public Input ReadPast(ParseResult parsed, IReadOnlyList<string> files) => FileInput.Read(
        [.. files],
        Limit(parsed.GetValue(_limit)),
        Rendered(parsed),
        new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null));

    private string[] Files(ParseResult parsed) =>
        parsed.GetValue(_files)! is { Length: 0 } && _usual is not null ? [_usual(parsed)] : parsed.GetValue(_files)!;

    private RenderSettings Rendered(ParseResult parsed) => new(
        parsed.GetValue(_render) switch
        {
            "always" => RenderMode.Always,
            "never" => RenderMode.Never,
            _ => RenderMode.Auto,
        }, parsed.GetValue(_kustomize), parsed.GetValue(_remote), parsed.GetValue(_helm));

    private static int Limit(string? written) =>
        written is null ? BoundedText.UsualLimit : Quantity.Parse(written) is > 0m and <= 2000m * 1024 * 1024 and var limit ? (int)limit : 0;
}
