using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Audit.Adoption;
using HomelabStorage.Audit.Rendering;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.History;

/// <summary>The option that takes what a revision of git had already for known.</summary>
internal sealed class SinceOption
{
    private readonly Option<string?> _option = new("--since")
    {
        Description = "Report only findings that are new since the merge base of this git revision and HEAD. Both trees are judged as a whole.",
        HelpName = "REV",
    };

    /// <summary>Gives a command the option.</summary>
    public static SinceOption Of(Command command)
    {
        var option = new SinceOption();
        command.Options.Add(option._option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(option._option) is { } revision && (revision.Length == 0 || revision.StartsWith('-')))
            {
                result.AddError($"--since: '{revision}' is not a revision; name a branch, a tag or a commit, such as main or HEAD~1");
            }
        });
        return option;
    }

    /// <summary>The option, where it was given.</summary>
    public IEnumerable<string> Given(CommandResult result) => result.GetValue(_option) is null ? [] : [_option.Name];

    /// <summary>A report with what was found at the revision marked as known; null, after it was said, where that cannot be had.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="report">What is found today.</param>
    /// <param name="named">What was judged.</param>
    /// <param name="past">What is found in the same files and folders elsewhere; null where there is nothing to judge.</param>
    /// <param name="terminal">Where to say what cannot be had.</param>
    public AuditReport? Judge(
        ParseResult parsed,
        AuditReport report,
        IReadOnlyList<string> named,
        Func<IReadOnlyList<string>, AuditReport?> past,
        Terminal terminal)
    {
        if (parsed.GetValue(_option) is not { } revision)
        {
            return report;
        }

        using var workbench = new Workbench();
        var (tree, reason) = PastTree.Of(revision, named, workbench);
        if (tree is null)
        {
            terminal.Error.WriteLine($"--since {revision}: {reason}");
            return null;
        }

        foreach (var absent in tree.Absent)
        {
            terminal.Notes.WriteLine($"--since {revision}: {absent} was not there yet, so what is found in it counts as new");
        }

        foreach (var missing in tree.Missing)
        {
            terminal.Notes.WriteLine($"--since {revision}: the commit that submodule {missing} was at is not on this machine, so what is found in it counts as "
                + $"new; `git submodule update --init {missing}`, or `git -C {missing} fetch`, brings it");
        }

        var before = tree.Named.Count == 0 ? null : past(tree.Named);
        if (before is { Broken.Count: > 0 } or { Unreadable.Count: > 0 })
        {
            terminal.Notes.WriteLine($"--since {revision}: not everything could be read there, and what is found in the rest counts as new");
        }

        var answer = (before is null ? new Baseline([]) : Baseline.Of(before)).Judge(report);
        foreach (var gone in answer.Gone)
        {
            terminal.Notes.WriteLine($"--since {revision}: no longer found: {gone.Spoken}");
        }

        return answer.Whole;
    }
}
