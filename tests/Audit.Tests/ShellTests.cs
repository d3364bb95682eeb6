using System.CommandLine;
using System.CommandLine.Completions;
using System.Diagnostics;
using HomelabStorage.Audit.Commands;
using HomelabStorage.Audit.Shells;
using HomelabStorage.Backup;
using HomelabStorage.Backup.Commands;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What shells and manuals know is what there is: nothing is listed a second time.</summary>
public sealed class ShellTests
{
    [Theory]
    [InlineData("completion bash")]
    [InlineData("completion zsh")]
    [InlineData("completion fish")]
    [InlineData("man")]
    public void Every_verb_and_every_option_is_known(string verb)
    {
        var (code, output, error) = FolderDoor.Run(verb.Split(' '));
        Assert.Equal((0, string.Empty), (code, error));
        var root = new RootCommand();
        CommandLine.AddTo(root, new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null), new FixedTime());
        foreach (var command in Below(root))
        {
            Assert.Contains(command.Name, verb is "man" ? output.Replace("\\-", "-", StringComparison.Ordinal) : output, StringComparison.Ordinal);
            foreach (var option in command.Options)
            {
                var shown = verb is "man" ? option.Name.Replace("-", "\\-", StringComparison.Ordinal)
                    : verb is "completion fish" ? $" -l {option.Name[2..]}"
                    : option.Name;
                Assert.Contains(shown, output, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Values_of_options_are_known() =>
        Assert.Contains("compgen -W 'deny never warn'", FolderDoor.Run(["completion", "bash"]).Output, StringComparison.Ordinal);

    /// <summary>What a real bash offers for a line that is typed so far.</summary>
    [Theory]
    [InlineData("audit --fo", "--format")]
    [InlineData("audit . --format s", "sarif")]
    [InlineData("audit --fail-on = n", "never")]
    [InlineData("audit --fail-on =", "deny never warn")]
    [InlineData("migrate r", "run")]
    [InlineData("completion f", "fish")]
    [InlineData("exempt Deployment/media/my-app sqlite", "sqlite-on-network-filesystem sqlite-shared-by-replicas")]
    [InlineData("apps vaultw", "vaultwarden")]
    [InlineData("audit --policy p", "")]
    public void Bash_completes_verbs_options_and_their_values(string typed, string offered)
    {
        var script = FolderDoor.Run(["completion", "bash"]).Output
            + $"COMP_WORDS=(homelab-storage {typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _homelab_storage; echo \"${{COMPREPLY[*]}}\"\n";
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-s"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        bash.StandardInput.Write(script);
        bash.StandardInput.Close();
        Assert.Equal($"{offered}\n", bash.StandardOutput.ReadToEnd());
    }

    [Theory]
    [InlineData("zsh", "'sqlite-on-network-filesystem' ")]
    [InlineData("zsh", "compadd -- 'github' 'gitlab'")]
    [InlineData("fish", "-xa 'github gitlab")]
    [InlineData("fish", "-a 'bash fish zsh'")]
    public void Other_shells_know_values_too(string shell, string said) =>
        Assert.Contains(said, FolderDoor.Run(["completion", shell]).Output, StringComparison.Ordinal);

    [Fact]
    public void Another_shell_is_wrong_usage_on_one_line()
    {
        var (code, _, error) = FolderDoor.Run(["completion", "tcsh"]);
        Assert.Equal(2, code);
        Assert.DoesNotContain("\\u000a", error, StringComparison.Ordinal);
        Assert.Contains("'bash' 'zsh' 'fish'", error, StringComparison.Ordinal);
    }

    /// <summary>An example is one that can be typed: it parses, and --help and the manual page show it.</summary>
    [Fact]
    public void Every_verb_has_an_example_that_can_be_typed()
    {
        var root = new RootCommand();
        CommandLine.AddTo(root, new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null) { CanAsk = true }, new FixedTime());
        var manual = FolderDoor.Run(["man"]).Output;
        foreach (var command in Below(root).Where(c => c.Subcommands.Count == 0))
        {
            string[] path = [.. command.Parents.OfType<Command>().Where(c => c is not RootCommand).Select(c => c.Name), command.Name];
            var (code, help, _) = FolderDoor.Run([.. path, "--help"]);
            Assert.Equal(0, code);
            var examples = help.Split("Examples:\n")[^1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(examples, line => Assert.StartsWith($"  homelab-storage {string.Join(' ', path)}", line, StringComparison.Ordinal));
            foreach (var example in examples.Select(line => line.Trim()["homelab-storage ".Length..]))
            {
                Assert.Empty(root.Parse(example.Replace('\'', '"')).Errors);
                Assert.Contains(example.Replace("-", "\\-", StringComparison.Ordinal), manual, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_examples_of_verbs_that_a_pod_runs_can_be_typed_too()
    {
        var root = new RootCommand { BackupCommand.Make(new Surroundings(TextWriter.Null, TextWriter.Null, TimeProvider.System)) };
        foreach (var verb in root.Subcommands[0].Subcommands)
        {
            Assert.NotEmpty(Examples.Of(verb));
            Assert.All(
                Examples.Of(verb),
                example => Assert.Empty(root.Parse(example.Replace(" /data ", $" {Path.GetTempPath()} ", StringComparison.Ordinal)).Errors));
        }
    }

    /// <summary>A word that was meant for an option is not taken for a file, by no verb.</summary>
    [Fact]
    public void A_misspelt_option_of_any_verb_is_told_with_the_one_that_was_meant()
    {
        var root = new RootCommand();
        CommandLine.AddTo(root, new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null), new FixedTime());
        foreach (var command in Below(root).Where(c => c.Subcommands.Count == 0))
        {
            string[] path = [.. command.Parents.OfType<Command>().Where(c => c is not RootCommand).Select(c => c.Name), command.Name];
            foreach (var option in command.Options.Where(o => !o.Hidden && o.Name.Length > 7))
            {
                var written = option.Name.Remove(5, 1);
                var (code, output, error) = FolderDoor.Run([.. path, written]);
                Assert.Equal((2, string.Empty), (code, output));
                Assert.StartsWith($"'{written}' is not an option of {command.Name}; did you mean '{option.Name}'?\n", error, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("--context needs a value, and '--help' is an option", "audit", "--context", "--help")]
    [InlineData("--format needs a value, and '--strict' is an option", "audit", ".", "--format", "--strict")]
    [InlineData("--policy needs a value, and '-h' is an option", "audit", ".", "--policy", "-h")]
    [InlineData("--yes", "restore", "home/a", "--at", "--yes")]
    public void An_option_is_no_value_of_the_one_before_it(string said, params string[] arguments)
    {
        var (code, output, error) = FolderDoor.Run(arguments);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_verb_is_told_with_the_one_that_was_meant_and_nothing_after_it_is()
    {
        var root = new RootCommand();
        CommandLine.AddTo(root, new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null), new FixedTime());
        foreach (var command in Below(root).Where(c => c.Name.Length > 4))
        {
            string[] above = [.. command.Parents.OfType<Command>().Where(c => c is not RootCommand).Select(c => c.Name)];
            var written = command.Name.Remove(2, 1);
            var (code, output, error) = FolderDoor.Run([.. above, written, ".", "--formt", "json"]);
            Assert.Equal((2, string.Empty), (code, output));
            Assert.Equal(
                $"'{written}' is not a verb{(above.Length > 0 ? $" of {above[^1]}" : string.Empty)}; did you mean '{command.Name}'?\n"
                    + $"See homelab-storage {string.Concat(above.Select(a => $"{a} "))}--help.\n",
                error);
        }
    }

    /// <summary>A column of help is as wide as its widest name: a list of all rules would pad every line of it.</summary>
    [Fact]
    public void What_is_completed_has_a_name_of_its_own_in_the_help()
    {
        var root = new RootCommand();
        CommandLine.AddTo(root, new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null), new FixedTime());
        Assert.All(
            Below(root).SelectMany(c => c.Arguments).Where(a => a.GetCompletions(CompletionContext.Empty).Count() > 5),
            a => Assert.True(a.HelpName is { Length: > 0 }, a.Name));
        foreach (var verb in (string[])["apps", "exempt"])
        {
            Assert.DoesNotContain("|critical-data-", FolderDoor.Run([verb, "--help"]).Output, StringComparison.Ordinal);
        }
    }

    /// <summary>Whoever gives too little is told what is missing, what it is, and how the verb is typed.</summary>
    [Fact]
    public void What_is_missing_is_told_with_what_it_is_and_an_example()
    {
        var root = new RootCommand();
        CommandLine.AddTo(root, new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null), new FixedTime());
        foreach (var command in Below(root))
        {
            string[] path = [.. command.Parents.OfType<Command>().Where(c => c is not RootCommand).Select(c => c.Name), command.Name];
            string[] missing = command.Subcommands.Count > 0
                ? [$"{string.Join(' ', path)} needs one of: {command.Subcommands[0].Name}"]
                : [
                    .. command.Options.Where(o => o.Required).Select(o => $"'{o.Name}' is required: {o.Description}\n"),
                    .. command.Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0).Select(a => $"{a.HelpName ?? a.Name} is missing: {a.Description}\n"),
                ];
            if (missing.Length > 0)
            {
                string[] files = command.Arguments is [{ Arity.MaximumNumberOfValues: > 1 }] ? ["."] : [];
                var (code, output, error) = FolderDoor.Run([.. path, .. files]);
                Assert.Equal((2, string.Empty), (code, output));
                Assert.All(missing, line => Assert.Contains(line, error, StringComparison.Ordinal));
                Assert.DoesNotContain("Required", error, StringComparison.Ordinal);
                Assert.EndsWith($"See homelab-storage {string.Join(' ', path)} --help.\n", error, StringComparison.Ordinal);
                var example = $"For example: homelab-storage {string.Join(' ', path)} ";
                Assert.Equal(command.Subcommands.Count == 0, error.Contains(example, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("audit . --formt=json", "'--formt' is not an option of audit; did you mean '--format'?")]
    [InlineData("audit . -format json", "'-format' is not an option of audit; did you mean '--format'?")]
    [InlineData("audit . --xyzzy", "'--xyzzy' is not an option of audit; a file of that name is written ./--xyzzy")]
    [InlineData("audit -- --formt", "--formt: ")]
    [InlineData("audit . --baseline", "'--baseline' needs a value: A file of known findings")]
    [InlineData("audit . --format", "'--format' needs a value: ")]
    [InlineData("audit . --fail-on worse", "--fail-on: 'worse' is not one of deny, never, warn")]
    [InlineData("what-if . --lose-nas", "'--lose-nas' needs a value: ")]
    [InlineData("audit --since -1 .", "--since: '-1' is not a revision")]
    [InlineData("rules --xyzzy", "'--xyzzy' is not an option of rules: --")]
    public void What_is_no_option_is_told_as_it_is_written(string arguments, string said)
    {
        var (code, output, error) = FolderDoor.Run(arguments.Split(' '));
        Assert.Equal((2, string.Empty), (code, output));
        Assert.StartsWith(said, error, StringComparison.Ordinal);
    }

    /// <summary>Of a report into a full disk nobody is told that there are findings; nor is it a bug of ours that a stream was closed.</summary>
    [Theory]
    [InlineData(false, "No space left on device")]
    [InlineData(true, "it is closed")]
    public async Task Output_that_cannot_be_written_is_wrong_and_no_finding(bool isClosed, string said)
    {
        using var error = new StringWriter();
        using var lost = new LostOutput(
            isClosed ? new UnauthorizedAccessException("Access to the path is denied.") : new IOException("No space left on device"));
        var terminal = new Terminal(TextReader.Null, lost, error);
        var root = new RootCommand();
        CommandLine.AddTo(root, terminal, new FixedTime());
        Assert.Equal(2, await CommandLine.Run(root, ["rules"], terminal));
        Assert.Equal($"the output cannot be written, and what is there is not whole: {said}\n", error.ToString());
    }

    private sealed class LostOutput(Exception why) : StringWriter
    {
        public override void Write(char value) => throw why;

        public override void Write(string? value) => throw why;
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(c => Below(c).Prepend(c));
}
