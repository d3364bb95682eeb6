using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace HomelabStorage.Audit.Shells;

/// <summary><c>--help</c>, and below it how the verb is used.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    /// <summary>Who asks for help has not said all that the verb needs.</summary>
    public override bool ClearsParseErrors => help.ClearsParseErrors;

    /// <summary>Puts it in the place of the usual one.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is SynchronousCommandLineAction usual)
            {
                option.Action = new HelpWithExamples(usual);
            }
        }
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Examples.Of(parseResult.CommandResult.Command) is { Count: > 0 } examples)
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  homelab-storage {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
