using System.CommandLine;
using System.CommandLine.Parsing;

namespace HomelabStorage.Audit.Settings;

/// <summary>
/// The option that names a file of settings, and what becomes of the settings: flags of the command line, put before those that were given. So a flag
/// means the same wherever it is written, and is checked by one check.
/// </summary>
internal static class SettingsOption
{
    /// <summary>The option.</summary>
    public const string Name = "--settings";

    private const string None = "none";

    /// <summary>The verbs whose findings a policy decides about, and which read what they judge with the same settings.</summary>
    private static readonly string[] Verbs = ["audit", "explain", "backups", "what-if"];

    /// <summary>Settings that only one of them has. Others have flags of the same name that mean something else.</summary>
    private static readonly string[] OfAudit = ["--format", "--fail-on", "--all", "--strict", "--baseline"];

    /// <summary>Flags beside which a setting has no meaning.</summary>
    private static readonly (string Setting, string[] Flags)[] Instead =
    [
        ("--format", ["--diff", "--fix", "--unknown-apps"]),
        ("--baseline", ["--diff", "--fix", "--unknown-apps", "--write-baseline", "--prune-baseline"]),
    ];

    /// <summary>Makes the option.</summary>
    public static Option<string?> Make() => new(Name)
    {
        Description = "A file with default flags for this repository (the nearest "
            + $"{SettingsPlace.Name} from the audited folder up to the repository root); none: read no file.",
        HelpName = "FILE",
    };

    /// <summary>The file that was used, as it is spelled; empty where there was none.</summary>
    public static string Used(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } file and not None ? file : string.Empty;

    /// <summary>The arguments with those of the settings; null, after it was said, where something is wrong with them.</summary>
    public static IReadOnlyList<string>? Applied(RootCommand root, IReadOnlyList<string> arguments, Terminal terminal)
    {
        var parsed = root.Parse(arguments);
        var (command, verb) = (parsed.CommandResult.Command, parsed.CommandResult.Command.Name);
        if (!Verbs.Contains(verb, StringComparer.Ordinal) || parsed.CommandResult.Parent is not CommandResult { Parent: null }
            || command.Options.FirstOrDefault(o => o.Name is Name) is not Option<string?> option)
        {
            return arguments;
        }

        var file = parsed.GetValue(option);
        if (file is null)
        {
            var found = SettingsPlace.Of((parsed.GetValue<string[]>("files") ?? []).Where(f => f is not "-" && Path.Exists(f)));
            if (found.Count > 1)
            {
                var files = string.Join(" and ", found.Select(SettingsPlace.Spell));
                terminal.Error.WriteLine($"{files} say what holds here: audit one by one, or name one by {Name}");
                return null;
            }

            file = found.Count == 1 ? SettingsPlace.Spell(found[0]) : None;
        }

        if (file is None)
        {
            return arguments;
        }

        var (settings, errors) = SettingsFile.Read(file, flags => Complaints(root, flags));
        foreach (var error in errors)
        {
            terminal.Error.WriteLine(error);
        }

        if (errors.Count > 0)
        {
            return null;
        }

        var at = arguments.TakeWhile(a => !string.Equals(a, verb, StringComparison.Ordinal)).Count() + 1;
        return
        [
            .. arguments.Take(at),
            .. Given(option, parsed) ? Array.Empty<string>() : [Name, file],
            .. settings.Where(s => Holds(s, command, parsed)).SelectMany(s => s.Arguments),
            .. arguments.Skip(at),
        ];
    }

    private static bool Holds(Setting setting, Command command, ParseResult parsed) =>
        command.Options.FirstOrDefault(o => string.Equals(o.Name, setting.Option, StringComparison.Ordinal)) is { } option
        && !Given(option, parsed)
        && (command.Name is "audit" || !OfAudit.Contains(setting.Option, StringComparer.Ordinal))
        && !Instead.Where(i => string.Equals(i.Setting, setting.Option, StringComparison.Ordinal))
            .SelectMany(i => i.Flags)
            .Any(flag => command.Options.FirstOrDefault(o => string.Equals(o.Name, flag, StringComparison.Ordinal)) is { } other && Given(other, parsed));

    private static bool Given(Option option, ParseResult parsed) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>What is wrong with some flags of an audit that is wrong in nothing else.</summary>
    private static IEnumerable<string> Complaints(RootCommand root, IEnumerable<string> flags) =>
        Commands.Complaints.Of(root.Parse(["audit", ".", .. flags]));
}
