using System.Globalization;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit;

/// <summary>The three streams of a process, and whether a person sits before them. What is written to them is never obeyed.</summary>
public sealed record Terminal
{
    /// <summary>A terminal of three streams.</summary>
    public Terminal(TextReader input, TextWriter output, TextWriter error)
    {
        Input = input;
        Output = new SafeWriter(output);
        Error = new SafeWriter(error);
        Notes = Error;
    }

    /// <summary>Where input comes from.</summary>
    public TextReader Input { get; }

    /// <summary>Where answers go.</summary>
    public SafeWriter Output { get; }

    /// <summary>Where complaints go.</summary>
    public SafeWriter Error { get; }

    /// <summary>Where goes what is good to know and no complaint.</summary>
    public SafeWriter Notes { get; private init; }

    /// <summary>Whether the output is a terminal: colours are for people only.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>How many columns the output has; 0 where it is no terminal, and then lines are as long as they are.</summary>
    public int Width { get; init; }

    /// <summary>Whether a person can answer a question.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Whether progress may be shown.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>The streams of this process. Colours follow the terminal and the NO_COLOR convention, its width is its own or COLUMNS.</summary>
    public static Terminal OfProcess()
    {
        var isDumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
        var isInteractive = !Console.IsOutputRedirected && !isDumb;
        return new(Console.In, Console.Out, Console.Error)
        {
            IsInteractive = isInteractive,
            Width = !isInteractive ? 0
                : int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), CultureInfo.InvariantCulture, out var columns) && columns > 0 ? columns
                : Console.WindowWidth,
            // A line that is written over wants a terminal that can do that.
            ShowsProgress = !Console.IsErrorRedirected && !isDumb,
            CanAsk = !Console.IsInputRedirected,
        };
    }

    /// <summary>The same for somebody who wants to hear complaints only.</summary>
    public Terminal Quiet() => this with { Notes = new SafeWriter(TextWriter.Null), ShowsProgress = false };

    /// <summary>The output, for lines with styles.</summary>
    internal Page Styled() => new(
        Output,
        !IsInteractive || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? PageLook.Plain
            : Hyperlinks.Are(Environment.GetEnvironmentVariable) ? PageLook.Linked
            : PageLook.Coloured,
        Width);
}
