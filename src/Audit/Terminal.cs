using Spectre.Console;

namespace HomelabStorage.Audit;

/// <summary>The three streams of a process, and whether a person sits before them.</summary>
public sealed record Terminal(TextReader Input, TextWriter Output, TextWriter Error)
{
    /// <summary>Whether the output is a terminal: colours and a width are for people only.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether progress may be shown.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>The streams of this process. Colours follow the terminal and the NO_COLOR convention.</summary>
    public static Terminal OfProcess() => new(Console.In, Console.Out, Console.Error)
    {
        IsInteractive = !Console.IsOutputRedirected,
        ShowsProgress = !Console.IsErrorRedirected,
    };

    /// <summary>A console that writes colours and wraps lines for people, and plain endless lines for everything else.</summary>
    public IAnsiConsole Styled()
    {
        var plain = !IsInteractive || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Output),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = IsInteractive ? Math.Max(console.Profile.Width, 60) : 100_000;
        return console;
    }
}
