using System.CommandLine;
using HomelabStorage.Backup.Targets;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>--target</c>: where backups are.</summary>
internal sealed class TargetOption
{
    private readonly Option<string> _target = new("--target") { Description = $"Where backups are: {TargetAddress.Accepted}.", HelpName = "URL", Required = true };

    /// <summary>Gives a command the option.</summary>
    public static TargetOption Of(Command command)
    {
        var option = new TargetOption();
        command.Options.Add(option._target);
        command.Validators.Add(result =>
        {
            if (result.GetValue(option._target) is { } address && TargetAddress.Complaint(address) is { } complaint)
            {
                result.AddError(complaint);
            }
        });
        return option;
    }

    /// <summary>Opens what was written.</summary>
    public Target Open(ParseResult parsed) => TargetAddress.Open(parsed.GetValue(_target)!);
}
