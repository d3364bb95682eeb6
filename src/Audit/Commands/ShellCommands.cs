using System.CommandLine;
using HomelabStorage.Audit.Shells;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>completion</c> and <c>man</c>: what shells and manuals know of the verbs, made of the verbs themselves.</summary>
internal static class ShellCommands
{
    private static readonly Dictionary<string, Func<CommandWords, string>> Shells = new(StringComparer.Ordinal)
    {
        ["bash"] = BashCompletion.Text,
        ["zsh"] = ZshCompletion.Text,
        ["fish"] = FishCompletion.Text,
    };

    public static Command Completion(RootCommand root, Terminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." }.AcceptOnlyFromAmong([.. Shells.Keys]);
        var command = new Command("completion", "Print a shell completion script.") { shell };
        command.SetAction(parsed =>
        {
            terminal.Output.Write(Shells[parsed.GetValue(shell)!](CommandWords.Of(root)));
            return ExitCode.Clean;
        });
        return command;
    }

    public static Command Man(RootCommand root, Terminal terminal)
    {
        var command = new Command("man", "Print the manual page: homelab-storage man | man -l -");
        command.SetAction(_ =>
        {
            terminal.Output.Write(ManPage.Text(CommandWords.Of(root), typeof(ShellCommands).Assembly.GetName().Version!.ToString(3)));
            return ExitCode.Clean;
        });
        return command;
    }
}
