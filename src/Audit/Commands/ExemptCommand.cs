using System.CommandLine;
using System.CommandLine.Completions;
using HomelabStorage.Audit.Exemptions;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>exempt</c>: writes into a policy file, or into a manifest, that a finding is acceptable, and why, until when, and what for.</summary>
internal static class ExemptCommand
{
    private const string UsualPolicy = "policies.yaml";

    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var subject = new Argument<string>("object")
        {
            Description = "The object: Kind/namespace/name, or Kind/name for any namespace; * matches any characters; such an exemption records no image, "
                + "class or data.",
        };
        var rule = new Argument<string>("rule")
        {
            Description = "The rule, or * for all.",
            HelpName = "rule",   // else the help of every command lists all completions
            CompletionSources = { _ => RuleCatalog.All.Select(r => new CompletionItem(r.Info.Id)) },
        };
        var reason = new Option<string>("--reason") { Description = "Why it is acceptable; shown to the next reader.", HelpName = "TEXT", Required = true };
        var until = new Option<string?>("--until")
        {
            Description = "The last day it is valid, such as 2027-01-31 (default: forever).",
            HelpName = "DAY",
        };
        var policy = new Option<string?>("--policy") { Description = "The policy file to judge by and to write it into (policies.yaml).", HelpName = "FILE" };
        var annotate = new Option<string?>("--annotate")
        {
            Description = "Write it into this manifest instead, as annotations of the object.",
            HelpName = "FILE",
        };
        var command = new Command(
            "exempt",
            "Accept a finding: write an exemption into a policy file, or into the manifest (its comments, order and quotes are kept). It records the image, "
                + "class and kind of data it was given for, and ends when one of these changes. Reads the given files, by default the folder it writes to. "
                + "Lists other exemptions that stay valid when this one ends. Exit codes: "
                + "0 it is written, 2 wrong input, policy or usage, or nothing to exempt, 3 cluster unreachable.")
        {
            subject, rule, reason, until, policy, annotate,
        };
        var inputs = Inputs.Of(command, result => Folder(result.GetValue(annotate) ?? result.GetValue(policy) ?? UsualPolicy));
        command.SetAction(async (parsed, stop) =>
        {
            var wanted = new Wanted(parsed.GetValue(subject)!.Split('/'), parsed.GetValue(rule)!, parsed.GetValue(reason)!.Trim(), parsed.GetValue(until));
            var manifest = parsed.GetValue(annotate);
            var file = parsed.GetValue(policy) ?? (manifest is null ? UsualPolicy : null);
            if (IsWrong(wanted, Day.Of(time.GetUtcNow()), terminal) || IsAbsent(file, terminal) || PolicyOption.Load(file, terminal) is not { } rules)
            {
                return ExitCode.Wrong;
            }

            var given = GivenFor.Anything;
            if (!wanted.IsPattern)
            {
                switch (await inputs.Read(parsed, terminal, stop))
                {
                    case Input.Unusable unusable:
                        return unusable.ExitCode;
                    case Input.Read read when GivenFor.Of(wanted, read, rules, time.GetUtcNow(), terminal) is { } found:
                        given = found;
                        break;
                    default:
                        return ExitCode.Wrong;
                }
            }

            var code = manifest is null
                ? PolicyEntry.Write(file!, wanted, given.Facts, terminal)
                : WrittenAnnotation.Write(manifest, wanted, given.Facts, terminal);
            if (code == ExitCode.Clean)
            {
                given.SayOthers(wanted, terminal);
                // The annotations of the object itself are the exemption where it is written into the manifest.
                OtherExemptions.Say(wanted, manifest is null ? given : given with { OnObject = [] }, file, terminal);
            }

            return code;
        });
        return command;
    }

    private static bool IsWrong(Wanted wanted, DateOnly today, Terminal terminal)
    {
        string[] wrong = [.. wanted.Wrong(today)];
        foreach (var complaint in wrong)
        {
            terminal.Error.WriteLine(complaint);
        }

        return wrong.Length > 0;
    }

    private static bool IsAbsent(string? file, Terminal terminal)
    {
        if (file is null || Path.Exists(file))
        {
            return false;
        }

        terminal.Error.WriteLine($"{file}: there is no such policy file to write an exemption into. --policy names another, `homelab-storage init .` makes one "
            + "for what is found here, and --annotate FILE writes the exemption into the manifest of the object instead");
        return true;
    }

    private static string Folder(string file) => Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".";
}
