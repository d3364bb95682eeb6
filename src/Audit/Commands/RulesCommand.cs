using System.CommandLine;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>rules</c>: lists the rules, or writes their pages.</summary>
internal static class RulesCommand
{
    public static Command Make(Terminal terminal)
    {
        var format = new Option<string>("--format")
        {
            Description = "table or markdown.",
            DefaultValueFactory = _ => "table",
        }.AcceptOnlyFromAmong("table", "markdown");
        var output = new Option<string?>("--output") { Description = "With markdown: the folder to write one page a rule into.", HelpName = "FOLDER" };
        var cases = new Option<string?>("--cases") { Description = "With markdown: the folder of the rules' cases, to show as examples.", HelpName = "FOLDER" };
        var command = new Command("rules", "List the rules, their default actions and what they are about.") { format, output, cases };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(format) is "markdown")
            {
                Pages(parsed.GetValue(output), parsed.GetValue(cases), terminal);
            }
            else
            {
                foreach (var rule in RuleCatalog.All)
                {
                    terminal.Output.WriteLine($"{rule.Info.Id,-42} {Words.Actions.Spell(rule.Info.DefaultAction),-6} {rule.Info.Title}");
                }
            }

            return ExitCode.Clean;
        });
        return command;
    }

    private static void Pages(string? folder, string? cases, Terminal terminal)
    {
        if (folder is null)
        {
            foreach (var rule in RuleCatalog.All)
            {
                terminal.Output.Write(RulePage.Text(rule.Info, cases));
            }

            return;
        }

        Directory.CreateDirectory(folder);
        foreach (var rule in RuleCatalog.All)
        {
            File.WriteAllText(Path.Combine(folder, rule.Info.Id + ".md"), RulePage.Text(rule.Info, cases));
        }

        File.WriteAllText(Path.Combine(folder, "README.md"), RulePage.Index());
    }
}
