using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Audit.Output;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Reporting;

/// <summary>The options that keep a page about where the data is stored up to date.</summary>
internal sealed class StoragePageOptions
{
    private readonly Option<string?> _write = new("--storage-page")
    {
        Description = "Write where the data is stored (a map, and a table of workloads and storage) into a Markdown page, between two marker comments.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _check = new("--check-storage-page")
    {
        Description = "Exit with 1 if such a page is not what --storage-page would write.",
        HelpName = "FILE",
    };

    /// <summary>Gives a command the options.</summary>
    public static StoragePageOptions Of(Command command)
    {
        var options = new StoragePageOptions();
        command.Options.Add(options._write);
        command.Options.Add(options._check);
        command.Validators.Add(result =>
        {
            if (options.Given(result).Count() > 1)
            {
                result.AddError("--storage-page and --check-storage-page do not go together: a page is written or checked");
            }
        });
        return options;
    }

    /// <summary>The options that were given.</summary>
    public IEnumerable<string> Given(CommandResult result) => new[] { _write, _check }.Where(o => result.GetValue(o) is not null).Select(o => o.Name);

    /// <summary>Writes or checks the page; the exit code.</summary>
    public int Judge(ParseResult parsed, AuditReport report, Terminal terminal)
    {
        if ((parsed.GetValue(_write) ?? parsed.GetValue(_check)) is not { } file)
        {
            return ExitCode.Clean;
        }

        if (report.Broken.Count + report.Unreadable.Count > 0)
        {
            terminal.Error.WriteLine($"{file}: left as it is, since not everything could be read");
            return ExitCode.Wrong;
        }

        var old = File.Exists(file) ? Read(file, terminal) : string.Empty;
        var page = old is null ? null : old.Length == 0 ? StoragePage.New(report) : StoragePage.Renewed(old, report);
        if (page is null)
        {
            if (old is not null)
            {
                terminal.Error.WriteLine($"{file}: put the lines {StoragePage.Begin} and {StoragePage.End} once where the storage is to be shown");
            }

            return ExitCode.Wrong;
        }

        if (string.Equals(page, old, StringComparison.Ordinal))
        {
            return ExitCode.Clean;
        }

        if (parsed.GetValue(_check) is not null)
        {
            terminal.Error.WriteLine($"{file}: out of date: --storage-page {file} writes it again");
            return ExitCode.Findings;
        }

        return Write(file, page, terminal) ? ExitCode.Clean : ExitCode.Wrong;
    }

    private static string? Read(string file, Terminal terminal)
    {
        switch (BoundedText.OfFile(file, BoundedText.UsualLimit))
        {
            case BoundedText.Whole whole:
                return whole.Text;
            case BoundedText.Unread unread:
                terminal.Error.WriteLine($"{file}: {unread.Reason}");
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static bool Write(string file, string page, Terminal terminal)
    {
        try
        {
            WholeFile.Write(file, page);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{file}: not written: {refused.Message.TrimEnd('.')}");
            return false;
        }

        terminal.Notes.WriteLine($"{file}: written");
        return true;
    }
}
