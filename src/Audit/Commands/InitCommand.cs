using System.CommandLine;
using System.Globalization;
using HomelabStorage.Audit.FirstContact;
using HomelabStorage.Audit.Output;
using HomelabStorage.Audit.Rendering;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>init</c>: looks at files or a cluster, and writes a policy for the household that is found there.</summary>
internal static class InitCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "Where the policy goes; - for standard output.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "policies.yaml",
        };
        var force = new Option<bool>("--force") { Description = "Overwrite an existing file." };
        var command = new Command(
            "init",
            "Look at manifests or a cluster and write a policies.yaml for it, with your classes and NAS, guesses marked, and rules you violate today set "
                + "to warn. Exit codes: 0 written, 2 wrong input or usage, or the file exists, 3 cluster unreachable.")
        {
            output, force,
        };
        var inputs = Inputs.Of(command);
        inputs.Work(command, _ => Policy(HouseholdPolicy.Blank), terminal, (parsed, blank, read) =>
        {
            var (file, now) = (parsed.GetValue(output)!, time.GetUtcNow());
            if (file is not "-" && Path.Exists(file) && !parsed.GetValue(force))
            {
                terminal.Error.WriteLine($"{file}: is there already, and was left as it is; --output names another, --force writes over it");
                return ExitCode.Wrong;
            }

            var survey = Survey.Of(read.Clusters, blank, now);
            var violated = Violated(survey, read.Clusters, now);
            if (!Write(file, HouseholdPolicy.Text(survey, violated), terminal))
            {
                return ExitCode.Wrong;
            }

            Say(file, survey, violated, inputs.Heard(parsed, terminal));
            NextSteps.Say(file, inputs.Named(parsed), inputs.Heard(parsed, terminal));
            return ExitCode.Clean;
        });
        return command;
    }

    /// <summary>
    /// Every rule that has to warn for now. Where one that changes things only warns, another may refuse what it would have changed, so it is asked again until
    /// nothing is refused.
    /// </summary>
    private static IReadOnlyList<ViolatedRule> Violated(Survey survey, IReadOnlyList<ClusterReadings> clusters, DateTimeOffset now)
    {
        var violated = new SortedDictionary<string, ViolatedRule>(StringComparer.Ordinal);
        while (true)
        {
            var more = ViolatedRule.In(SeveralReports.Of(clusters, Policy(HouseholdPolicy.Text(survey, [.. violated.Values])), now));
            if (more.Count == 0)
            {
                return [.. violated.Values];
            }

            foreach (var one in more)
            {
                violated.Add(one.Rule, one);
            }
        }
    }

    /// <summary>A policy that was written here: where it is wrong, we are.</summary>
    private static StoragePolicy Policy(string text) => PolicyFile.Read(text, "policies.yaml") switch
    {
        PolicyReading.Valid valid => valid.Policy,
        PolicyReading.Invalid invalid => throw new InvalidOperationException(string.Join('\n', invalid.Errors)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool Write(string file, string text, Terminal terminal)
    {
        if (file is "-")
        {
            terminal.Output.Write(text);
            return true;
        }

        try
        {
            WholeFile.Write(file, text);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{file}: not written: {refused.Message.TrimEnd('.')}");
            return false;
        }

        return true;
    }

    private static void Say(string file, Survey survey, IReadOnlyList<ViolatedRule> violated, Terminal terminal)
    {
        var guessed = survey.Classes.Count(c => c.Provisioner.Length == 0);
        terminal.Notes.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(file is "-" ? "a policy" : file)}: written. Classes: {survey.Classes.Count}, {guessed} of them guessed; "
                + $"not known: {survey.Strange.Count}; servers: {survey.Nas.Count}"));
        foreach (var one in violated)
        {
            terminal.Notes.WriteLine($"warns for now: {one.Rule} ({one.Spoken})");
        }
    }
}
