using System.CommandLine;
using System.Text.Json;
using HomelabStorage.Audit;
using HomelabStorage.Audit.Commands;

namespace HomelabStorage.TestKit;

/// <summary>The terminal's door: the audit command as a user runs it, with its output read back.</summary>
public static class FolderDoor
{
    public static Answer Ask(RuleCase asked)
    {
        string[] files = [asked.Object, .. File.Exists(asked.Cluster) ? [asked.Cluster] : Array.Empty<string>()];
        var (_, output, error) = Run([
            "audit",
            "--format",
            "json",
            "--fail-on",
            "never",
            .. files,
            .. File.Exists(asked.Policy) ? ["--policy", asked.Policy] : Array.Empty<string>(),
        ]);
        if (output.Length == 0)
        {
            throw new InvalidOperationException(error);
        }

        using var report = JsonDocument.Parse(output);
        var result = report.RootElement
            .GetProperty("results")
            .EnumerateArray()
            .First(r => string.Equals(r.GetProperty("source").GetProperty("file").GetString(), asked.Object, StringComparison.Ordinal));
        return Answer.OfReport(result, asked.Folder);
    }

    /// <summary>What <c>explain</c> says is known of a case's object, without the answers of rules and the verdict.</summary>
    public static string Explain(RuleCase asked)
    {
        var root = ReviewDoor.Root(asked.Object);
        var metadata = root.GetProperty("metadata");
        var (ns, name) = (Text(metadata, "namespace"), Text(metadata, "name"));
        var (_, output, error) = Run([
            "explain",
            "--for",
            string.Join('/', new[] { Text(root, "kind"), ns, name }.Where(part => part.Length > 0)),
            asked.Object,
            .. File.Exists(asked.Cluster) ? [asked.Cluster] : Array.Empty<string>(),
            .. File.Exists(asked.Policy) ? ["--policy", asked.Policy] : Array.Empty<string>(),
        ]);
        return output.Length == 0
            ? error
            : string.Concat(Known(output).Select(line => line.Replace(asked.Folder + "/", string.Empty, StringComparison.Ordinal) + "\n"));
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString()! : string.Empty;

    private static IEnumerable<string> Known(string output)
    {
        var isOfRules = false;
        foreach (var line in output.TrimEnd('\n').Split('\n'))
        {
            isOfRules = line is "  rules:" || (isOfRules && line.StartsWith("    ", StringComparison.Ordinal));
            if (!isOfRules)
            {
                yield return line.Length > 0 && line[0] is not ' ' ? line[..line.LastIndexOf(": ", StringComparison.Ordinal)] : line;
            }
        }
    }

    /// <summary>Runs the executable's verbs in this process.</summary>
    public static (int Code, string Output, string Error) Run(IReadOnlyList<string> arguments, string input = "")
    {
        using var stdin = new StringReader(input);
        return Run(arguments, stdin);
    }

    /// <summary>Runs them with a standard input of any sort.</summary>
    public static (int Code, string Output, string Error) Run(IReadOnlyList<string> arguments, TextReader input)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand();
        var terminal = new Terminal(input, output, error);
        CommandLine.AddTo(root, terminal, new FixedTime());
        var code = CommandLine.Run(root, arguments, terminal).GetAwaiter().GetResult();
        return (code, output.ToString(), error.ToString());
    }
}
