using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Reporting;

/// <summary>The option that says in which formats a report is written, and where to.</summary>
internal sealed class FormatOption
{
    private readonly Option<string[]> _option = new("--format")
    {
        Description = "Report format: "
            + $"{string.Join(", ", ReportFormats.All.Select(f => $"{f.Name} ({f.Readers})"))}. "
            + "May be given several times, each but one with its own file.",
        HelpName = "NAME[=FILE]",
        DefaultValueFactory = _ => [ReportFormats.All[0].Name],
        CompletionSources = { _ => ReportFormats.All.Select(f => new CompletionItem(f.Name)) },
    };

    /// <summary>Gives a command the option.</summary>
    public static FormatOption Of(Command command)
    {
        var option = new FormatOption();
        command.Options.Add(option._option);
        command.Validators.Add(result =>
        {
            foreach (var complaint in ReportRequest.Complaints(result.GetValue(option._option) ?? []))
            {
                result.AddError(complaint);
            }
        });
        return option;
    }

    /// <summary>The names of formats among those asked for that place findings in files.</summary>
    public IEnumerable<string> Placing(CommandResult result) => (result.GetValue(_option) ?? [])
        .Select(written => ReportRequest.TryParse(written, out var request, out _) && request.Format.NeedsFiles ? request.Format.Name : string.Empty)
        .Where(name => name.Length > 0);

    /// <summary>Whether it was given.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(_option) is { Implicit: false };

    /// <summary>Writes the report in each format that was asked for; false, after it was said, where a file could not be written.</summary>
    public bool Write(ParseResult parsed, Reported reported, Terminal terminal)
    {
        var isWritten = true;
        foreach (var written in parsed.GetValue(_option) ?? [])
        {
            if (!ReportRequest.TryParse(written, out var request, out _))
            {
                throw new System.Diagnostics.UnreachableException(written);
            }

            if (request.File.Length == 0)
            {
                request.Format.Write(reported, terminal.Styled());
                continue;
            }

            try
            {
                WholeFile.Write(request.File, Text(request.Format, reported));
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                terminal.Error.WriteLine($"{request.File}: not written: {refused.Message.TrimEnd('.')}");
                isWritten = false;
            }
        }

        return isWritten;
    }

    private static string Text(ReportFormat format, Reported reported)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using var safe = new SafeWriter(text);
        format.Write(reported, new Page(safe, PageLook.Plain));
        return text.ToString();
    }
}
