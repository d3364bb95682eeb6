using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HomelabStorage.Audit.Output;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Adoption;

/// <summary>The options that name what is known already.</summary>
internal sealed class BaselineOptions
{
    private readonly Option<string?> _read = new("--baseline")
    {
        Description = "A file of known findings: they are skipped, others count, and those no longer found are named.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _write = new("--write-baseline")
    {
        Description = "Write all findings of today into such a file; the exit code is 0.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _prune = new("--prune-baseline")
    {
        Description = "As --baseline, and take out of the file what is no longer found. Nothing is added.",
        HelpName = "FILE",
    };

    /// <summary>Gives a command the options.</summary>
    public static BaselineOptions Of(Command command)
    {
        var options = new BaselineOptions();
        command.Options.Add(options._read);
        command.Options.Add(options._write);
        command.Options.Add(options._prune);
        command.Validators.Add(result =>
        {
            if (options.Given(result).Count() > 1)
            {
                result.AddError($"{string.Join(" and ", options.Given(result))} do not go together: one baseline is read or written");
            }
        });
        return options;
    }

    /// <summary>The options that were given.</summary>
    public IEnumerable<string> Given(CommandResult result) => new[] { _read, _write, _prune }.Where(o => result.GetValue(o) is not null).Select(o => o.Name);

    /// <summary>Whether a baseline is made of what is found.</summary>
    public bool IsWritten(CommandResult result) => result.GetValue(_write) is not null;

    /// <summary>What is known of a report; null, after it was said, where the file is wrong or cannot be written.</summary>
    public BaselineAnswer? Judge(ParseResult parsed, AuditReport report, Terminal terminal)
    {
        if (parsed.GetValue(_write) is { } written)
        {
            var all = Baseline.Of(report);
            return Write(written, all, $"{Count(all)} written", terminal) ? all.Judge(report) : null;
        }

        if ((parsed.GetValue(_read) ?? parsed.GetValue(_prune)) is not { } file)
        {
            return new Baseline([]).Judge(report);
        }

        if (Read(file, terminal) is not { } baseline)
        {
            return null;
        }

        var answer = baseline.Judge(report);
        foreach (var gone in answer.Gone)
        {
            terminal.Notes.WriteLine($"{file}: no longer found: {gone.Spoken}");
        }

        if (parsed.GetValue(_prune) is null || answer.Gone.Count == 0)
        {
            return answer;
        }

        if (report.Broken.Count + report.Unreadable.Count > 0)
        {
            terminal.Error.WriteLine($"{file}: left as it is, since not everything could be read and what is not found may still be there");
            return answer;
        }

        return Write(file, baseline.Pruned(answer), $"{answer.Gone.Count} taken out", terminal) ? answer : null;
    }

    private static Baseline? Read(string file, Terminal terminal)
    {
        switch (BoundedText.OfFile(file, BoundedText.UsualLimit))
        {
            case BoundedText.Whole whole:
                var (baseline, errors) = BaselineFile.Read(whole.Text, file);
                foreach (var error in errors)
                {
                    terminal.Error.WriteLine(error);
                }

                return baseline;
            case BoundedText.Unread unread:
                terminal.Error.WriteLine($"{file}: {unread.Reason}; --write-baseline {file} makes one");
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static bool Write(string file, Baseline baseline, string said, Terminal terminal)
    {
        try
        {
            WholeFile.Write(file, BaselineFile.Text(baseline));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{file}: not written: {refused.Message.TrimEnd('.')}");
            return false;
        }

        terminal.Notes.WriteLine($"{file}: {said}");
        return true;
    }

    private static string Count(Baseline baseline) =>
        baseline.Known.Sum(k => k.Count) is 1 ? "1 finding" : string.Create(CultureInfo.InvariantCulture, $"{baseline.Known.Sum(k => k.Count)} findings");
}
