using System.CommandLine;
using HomelabStorage.Policies.Policy.Reading;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>policy</c>: checks policy files, compares two, tests one, and prints the schema and the shipped one.</summary>
internal static class PolicyCommand
{
    public static Command Make(Terminal terminal, TimeProvider time) =>
        new("policy", "Check a policy file, compare two, test one with your own cases, or print the schema or the shipped one.")
        {
            Check(terminal),
            PolicyDiffCommand.Make(terminal, time),
            PolicyTestCommand.Make(terminal, time),
            Schema(terminal),
            Default(terminal),
        };

    private static Command Check(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "The policy file." };
        var command = new Command("check", "Say what is wrong with a policy file: every error at once, with line and column.") { file };
        command.SetAction(parsed =>
        {
            var reading = PolicyOption.Read(parsed.GetValue(file)!);
            foreach (var warning in reading.Warnings)
            {
                terminal.Error.WriteLine(warning.AsWarning);
            }

            switch (reading)
            {
                case PolicyReading.Valid { Policy: var policy }:
                    terminal.Output.WriteLine($"{parsed.GetValue(file)}: policy {policy.Name} is valid ({policy.Hash[..19]}…)");
                    return ExitCode.Clean;
                case PolicyReading.Invalid { Errors: var errors }:
                    foreach (var error in errors)
                    {
                        terminal.Error.WriteLine(error);
                    }

                    return ExitCode.Wrong;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        });
        return command;
    }

    private static Command Schema(Terminal terminal)
    {
        var command = new Command("schema", "Print the JSON Schema of policy files, for editors.");
        command.SetAction(_ =>
        {
            terminal.Output.Write(PolicySchema.Text());
            return ExitCode.Clean;
        });
        return command;
    }

    private static Command Default(Terminal terminal)
    {
        var command = new Command("default", "Print the shipped policy, to start from.");
        command.SetAction(_ =>
        {
            terminal.Output.Write(ShippedPolicy.Text);
            return ExitCode.Clean;
        });
        return command;
    }
}
