using System.CommandLine;
using System.Globalization;
using HomelabStorage.Audit.Cases;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>policy test</c>: cases of one's own, in the format of the cases that this project is tested with.</summary>
internal static class PolicyTestCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var folder = new Argument<string>("folder")
        {
            Description = "A folder of cases. A case is a folder with object.yaml, and perhaps cluster.yaml, before.yaml, policies.yaml and expected.yaml.",
        };
        var policy = PolicyOption.Make();
        policy.Description = "The policy of cases that have no policies.yaml; the shipped one by default.";
        var at = new Option<string?>("--at")
        {
            Description = "Pretend it is this time, such as 2026-11-23 or 2026-11-23T20:00:00Z: exemptions end and backups grow old (now).",
            HelpName = "TIME",
        };
        var update = new Option<bool>("--update") { Description = "Overwrite the expected results with the actual ones." };
        var command = new Command(
            "test",
            "Run every test case in a folder and compare verdict and findings with the expected ones. Exit codes: 0 all as expected, 1 a case differs, "
                + "2 a case or a policy is wrong, or there is none.") { folder, policy, at, update };
        command.Validators.Add(result =>
        {
            if (result.GetValue(at) is { } written && Moment(written) is null)
            {
                result.AddError($"--at: '{written}' is not a time such as 2026-11-23 or 2026-11-23T20:00:00Z");
            }
        });
        command.SetAction(parsed => PolicyOption.Load(parsed.GetValue(policy), terminal) is { } usual
            ? Run(parsed.GetValue(folder)!, usual, Moment(parsed.GetValue(at)) ?? time.GetUtcNow(), parsed.GetValue(update), terminal)
            : ExitCode.Wrong);
        return command;
    }

    private static DateTimeOffset? Moment(string? written) =>
        DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static int Run(string named, StoragePolicy usual, DateTimeOffset now, bool isUpdated, Terminal terminal)
    {
        if (!Directory.Exists(named))
        {
            terminal.Error.WriteLine($"{named}: no such folder");
            return ExitCode.Wrong;
        }

        var cases = CaseFolder.Below(Path.TrimEndingDirectorySeparator(named));
        if (cases.Count == 0)
        {
            terminal.Error.WriteLine($"{named}: no case is there; a case is a folder with an object.yaml");
            return ExitCode.Wrong;
        }

        var outcomes = new CaseOutcome[cases.Count];
        Parallel.For(0, cases.Count, i => outcomes[i] = CaseRun.Of(cases[i], usual, now));
        return CasesFormat.Write([.. cases.Zip(outcomes)], isUpdated, terminal);
    }
}
