using System.CommandLine;
using System.Diagnostics;
using HomelabStorage.Audit.Migrating;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Migrating;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>migrate plan</c>: the manifests and the runbook of a move, and its change in Git. Nothing is changed.</summary>
internal static class MigratePlanCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var claim = ClaimArgument.Make();
        var to = new Option<string>("--to")
        {
            Description = "The StorageClass to move it to; or a database, such as postgresql, where the app's documentation describes the way.",
            HelpName = "CLASS",
            DefaultValueFactory = _ => string.Empty,
        };
        var (size, image) = (MoveOptions.Size(), MoveOptions.Image());
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write the files of the plan into this folder. None is written over.",
            HelpName = "DIR",
        };
        var policy = PolicyOption.Make();
        var command = new Command(
            "plan",
            "Plan the move of a claim to another class: a new claim, a Job that copies with checksums and integrity checks, the change in Git, and a runbook "
                + "that also says how to undo it. The claim keeps its name, and the old volume is kept. For a database in place of a class: the app's own "
                + "commands. Nothing is changed. Exit codes: 0 it is planned, 1 the policy refuses the claim on that class, 2 wrong input, policy or usage, "
                + "3 cluster unreachable.") { claim };
        var inputs = Inputs.Of(command);
        foreach (var option in (Option[])[to, size, output, image, policy])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            ClaimArgument.Check(result, claim);
            MoveOptions.Check(result, size);
        });
        inputs.Judge(command, policy, terminal, (parsed, rules, read) =>
        {
            var parts = parsed.GetValue(claim)!.Split('/');
            var wish = new MoveWish
            {
                Namespace = parts[0],
                Name = parts[1],
                Class = parsed.GetValue(to)!,
                Size = Quantity.Parse(parsed.GetValue(size) ?? "0"),
                Image = parsed.GetValue(image) ?? CopyImage.In(Manifests(read)) ?? MoveOptions.OfThisVersion,
            };
            return Plan(wish, read, rules, time.GetUtcNow(), parsed.GetValue(output), terminal);
        });
        return command;
    }

    private static int Plan(MoveWish wish, Input.Read read, StoragePolicy policy, DateTimeOffset now, string? folder, Terminal terminal)
    {
        var planners = read.Clusters.Select(c => new MovePlanner(World.Of(c.Readings, policy, now), policy, now)).ToArray();
        var planner = planners.FirstOrDefault(p => p.Has(wish)) ?? planners[0];
        if (DatabasePlan.Of(wish, planner.Mounts(wish)) is { } documented)
        {
            return Give([documented], folder, terminal);
        }

        switch (planner.Of(wish))
        {
            case MoveAnswer.Possible possible:
                return Give(MovePlan.Of(possible.Move), folder, terminal);
            case MoveAnswer.Refused refused:
                terminal.Error.WriteLine($"claim {wish.Spoken} cannot be moved to class {wish.Class}:");
                foreach (var line in refused.Reasons.SelectMany(r => r.Split('\n')))
                {
                    terminal.Error.WriteLine(line);
                }

                return ExitCode.Findings;
            case MoveAnswer.Wrong wrong:
                terminal.Error.WriteLine(wrong.Reason);
                return ExitCode.Wrong;
            default:
                throw new UnreachableException();
        }
    }

    private static int Give(IReadOnlyList<PlannedFile> files, string? folder, Terminal terminal)
    {
        if (folder is not null)
        {
            return PlanOutput.Write(files, folder, terminal) ? ExitCode.Clean : ExitCode.Wrong;
        }

        PlanOutput.Say(files, terminal);
        return ExitCode.Clean;
    }

    private static IEnumerable<Manifest> Manifests(Input.Read read) => read.Readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest);
}
