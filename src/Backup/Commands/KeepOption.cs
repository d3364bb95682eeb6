using System.CommandLine;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>--keep</c>: which backups stay.</summary>
internal sealed class KeepOption
{
    private readonly Option<string?> _keep;

    private KeepOption(Option<string?> keep) => _keep = keep;

    /// <summary>Gives a command the option.</summary>
    public static KeepOption Of(Command command, bool isRequired)
    {
        var keep = new Option<string?>("--keep")
        {
            Description = $"Which backups stay: {RetentionRules.Accepted}.{(isRequired ? string.Empty : " Without it nothing is pruned.")}",
            HelpName = "RULES",
            Required = isRequired,
        };
        command.Options.Add(keep);
        command.Validators.Add(result =>
        {
            if (result.GetValue(keep) is { } written && RetentionRules.Complaint(written) is { Length: > 0 } complaint)
            {
                result.AddError($"--keep {complaint}");
            }
        });
        return new KeepOption(keep);
    }

    /// <summary>The rules; null when nothing was written.</summary>
    public RetentionRules? Find(ParseResult parsed) => parsed.GetValue(_keep) is { } written ? RetentionRules.Read(written) : null;
}
