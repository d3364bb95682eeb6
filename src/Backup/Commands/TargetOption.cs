using System.CommandLine;
using HomelabStorage.Backup.Runs;
using HomelabStorage.Backup.Targets;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>--target</c>: where backups are.</summary>
internal sealed class TargetOption
{
    private readonly Option<string> _target = new("--target")
    {
        Description = $"Where backups are: {TargetAddress.Accepted}.",
        HelpName = "URL",
        Required = true,
    };
    private readonly Option<string?> _bandwidth = new("--bandwidth") { Description = "At most so much a second, each way (no limit).", HelpName = "20MiB" };

    /// <summary>Gives a command the options.</summary>
    public static TargetOption Of(Command command)
    {
        var option = new TargetOption();
        command.Options.Add(option._target);
        command.Options.Add(option._bandwidth);
        command.Validators.Add(result =>
        {
            if (result.GetValue(option._target) is { } address && TargetAddress.Complaint(address) is { } complaint)
            {
                result.AddError(complaint);
            }

            if (result.GetValue(option._bandwidth) is { } limit && ByteSize.Read(limit) is null or 0)
            {
                result.AddError($"--bandwidth '{limit}' is not a size a second; write 20MiB");
            }
        });
        return option;
    }

    /// <summary>The work of a verb that people give: it is done with the target open, and says itself what came of it.</summary>
    public void Run(Command command, Surroundings surroundings, Func<ParseResult, Target, CancellationToken, Task<int>> work) =>
        command.SetAction((parsed, stop) => Door.Through(surroundings, async () =>
        {
            await using var opened = Open(parsed, surroundings);
            return await work(parsed, opened, stop);
        }));

    /// <summary>The work of a verb that a pod runs: it is done with the target open, and what comes of it is one line.</summary>
    public void Say(Command command, Surroundings surroundings, Func<ParseResult, Target, CancellationToken, Task<Outcome>> work) =>
        command.SetAction((parsed, stop) => Door.Saying(
            surroundings,
            command.Name,
            async interrupted =>
            {
                await using var opened = Open(parsed, surroundings);
                return await work(parsed, opened, interrupted);
            },
            stop));

    /// <summary>Opens what was written.</summary>
    public Target Open(ParseResult parsed, Surroundings surroundings)
    {
        var target = TargetAddress.Open(parsed.GetValue(_target)!, surroundings.Variable);
        target.Bandwidth = parsed.GetValue(_bandwidth) is { } limit ? new Bandwidth(ByteSize.Read(limit)!.Value, surroundings.Time) : null;
        return target;
    }
}
