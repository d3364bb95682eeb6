using System.CommandLine;
using HomelabStorage.Audit.Settings;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>settings</c>: what a file of flags beside a repository may say.</summary>
internal static class SettingsCommand
{
    public static Command Make(RootCommand root, Terminal terminal)
    {
        var schema = new Command("schema", $"Print the JSON Schema of {SettingsPlace.Name}, for editors.");
        schema.SetAction(_ =>
        {
            var audit = root.Subcommands.First(c => c.Name is "audit");
            terminal.Output.Write(SectionSchema.Text("settings", "HomelabStorage settings", SectionShape.Of(SettingsSection.Read), key => WordsOf(audit, key)));
            return ExitCode.Clean;
        });
        return new Command("settings", $"The settings file {SettingsPlace.Name}: default flags for a repository.") { schema };
    }

    /// <summary>The words that the flag takes; none where it takes any.</summary>
    private static string[] WordsOf(Command audit, string key) =>
        audit.Options.First(o => string.Equals(o.Name, $"--{key}", StringComparison.Ordinal)) is Option<string> words
            ? [.. words.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(c => c.Label)]
            : [];
}
