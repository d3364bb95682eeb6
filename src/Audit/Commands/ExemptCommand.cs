using System.CommandLine;
using System.Globalization;
using HomelabStorage.Audit.Fixing;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>exempt</c>: writes into a policy file that a finding is bearable, and why, and until when.</summary>
internal static class ExemptCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var subject = new Argument<string>("object")
        {
            Description = "The object: Kind/namespace/name, or Kind/name for any namespace; * stands for any characters.",
        };
        var rule = new Argument<string>("rule") { Description = "The rule, or * for all." };
        var reason = new Option<string>("--reason") { Description = "Why it is bearable; the next reader will ask.", HelpName = "TEXT", Required = true };
        var until = new Option<string?>("--until")
        {
            Description = "The last day it holds, such as 2027-01-31; for ever when it is left out.",
            HelpName = "DAY",
        };
        var policy = new Option<string>("--policy") { Description = "The policy file to write it into.", HelpName = "FILE", Required = true };
        var command = new Command(
            "exempt",
            "Live with a finding: put an exemption into a policy file, whose comments, order and quotes stay. Exit codes: 0 it is there, 2 wrong "
                + "input, policy or usage.")
        {
            subject, rule, reason, until, policy,
        };
        command.SetAction(parsed =>
        {
            var (wanted, id) = (parsed.GetValue(subject)!.Split('/'), parsed.GetValue(rule)!);
            var (why, end) = (parsed.GetValue(reason)!.Trim(), parsed.GetValue(until));
            string[] wrong = [.. Wrong(wanted, id, why, end, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))];
            foreach (var complaint in wrong)
            {
                terminal.Error.WriteLine(complaint);
            }

            return wrong.Length > 0 ? ExitCode.Wrong : Write(parsed.GetValue(policy)!, Item(wanted, id, why, end), terminal);
        });
        return command;
    }

    /// <summary>Everything that is wrong with what was asked for, at once.</summary>
    private static IEnumerable<string> Wrong(string[] wanted, string rule, string reason, string? until, DateOnly today)
    {
        if (wanted.Length is < 2 or > 3 || wanted.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"'{string.Join('/', wanted)}' is no object such as Deployment/media/my-app";
        }
        else if (Kind(wanted[0]).Length == 0)
        {
            var near = Spelling.Nearest(wanted[0], Kinds());
            yield return $"'{wanted[0]}' is no kind that is judged{(near.Length > 0 ? $"; did you mean '{near}'?" : $": {string.Join(", ", Kinds())}")}";
        }

        if (rule is not "*" && !RuleCatalog.All.Any(r => string.Equals(r.Info.Id, rule, StringComparison.Ordinal)))
        {
            var near = Spelling.Nearest(rule, RuleCatalog.All.Select(r => r.Info.Id));
            yield return $"'{rule}' is no rule{(near.Length > 0 ? $"; did you mean '{near}'?" : ". `homelab-storage rules` lists them")}";
        }

        if (reason.Length == 0)
        {
            yield return "--reason: write why it is bearable; the next reader will ask";
        }

        if (until is not null && !DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            yield return $"--until: '{until}' is no day such as 2027-01-31";
        }
        else if (until is not null && DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture) < today)
        {
            yield return $"--until: {until} has passed, so the exemption would never hold";
        }
    }

    private static YamlListHead Item(string[] wanted, string rule, string reason, string? until) => new(
        "exemptions",
        [
            ("rules", [rule], true),
            ("kinds", [Kind(wanted[0])], true),
            .. wanted.Length == 3 ? [("namespaces", [wanted[1]], true)] : Array.Empty<(string, IReadOnlyList<string>, bool)>(),
            ("names", [wanted[^1]], true),
            ("reason", [reason], false),
            .. until is null ? Array.Empty<(string, IReadOnlyList<string>, bool)>() : [("until", [until], false)],
        ]);

    private static int Write(string file, YamlListHead item, Terminal terminal)
    {
        if (PolicyOption.Load(file, terminal) is null)
        {
            return ExitCode.Wrong;
        }

        try
        {
            var before = FixedFile.Read(file);
            var change = before is null ? null : item.Of(before);
            if (before is null || change is null || PolicyFile.Read(YamlChange.Apply(before, [change]), file) is not PolicyReading.Valid)
            {
                terminal.Error.WriteLine($"{file}: there is no place where an exemption could be put for certain; put this below exemptions:");
                terminal.Error.Write(item.Block);
                return ExitCode.Wrong;
            }

            if (change.Text.Length == 0)
            {
                terminal.Output.WriteLine($"{file} says so already");
                return ExitCode.Clean;
            }

            FileWriter.Write(new FixedFile(file, before, [change]));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{file}: cannot be changed: {unwritable.Message.TrimEnd('.')}");
            return ExitCode.Wrong;
        }

        terminal.Output.WriteLine($"{file}: added");
        terminal.Output.Write(item.Block);
        return ExitCode.Clean;
    }

    /// <summary>A kind as the API spells it; empty for one that is not judged.</summary>
    private static string Kind(string written) => Kinds().FirstOrDefault(k => string.Equals(k, written, StringComparison.OrdinalIgnoreCase)) ?? string.Empty;

    private static string[] Kinds() => [.. ManifestKinds.All.Where(k => k.IsJudged).Select(k => k.Name).Distinct(StringComparer.Ordinal)];
}
