using System.CommandLine;
using System.Text.Json;
using HomelabStorage.Audit;
using HomelabStorage.Audit.Cases;
using HomelabStorage.Audit.Commands;

namespace HomelabStorage.TestKit;

/// <summary>The terminal's door: the audit command as a user runs it, with its output read back.</summary>
public static class FolderDoor
{
    public static CaseAnswer Ask(RuleCase asked)
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
        return CaseAnswer.OfReport(result, asked.Folder);
    }

    /// <summary>Runs the executable's verbs in this process.</summary>
    public static (int Code, string Output, string Error) Run(IReadOnlyList<string> arguments, string input = "")
    {
        using var stdin = new StringReader(input);
        return Run(arguments, stdin);
    }

    /// <summary>Runs them with a standard input of any sort, on a terminal of so many columns or on none.</summary>
    public static (int Code, string Output, string Error) Run(IReadOnlyList<string> arguments, TextReader input, int width = 0)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand();
        var terminal = new Terminal(input, output, error) { Width = width };
        CommandLine.AddTo(root, terminal, new FixedTime());
        var code = CommandLine.Run(root, arguments, terminal).GetAwaiter().GetResult();
        return (code, output.ToString(), error.ToString());
    }
}
