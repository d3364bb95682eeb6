using System.Globalization;
using HomelabStorage.Audit.Output;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace HomelabStorage.Webhook.Serving;

/// <summary>A log entry as one line of text, in which nothing is obeyed: entries name objects, and anybody names those.</summary>
internal sealed class LogLine() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    /// <summary>
    /// The most characters of an entry and of its exception. The longest names are 253; who writes a longer one does not fill the log with it.
    /// </summary>
    private const int Longest = 4096;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var error = logEntry.Exception is { } thrown ? $" {thrown.ToString().ReplaceLineEndings(" ")}" : string.Empty;
        var entry = logEntry.Formatter(logEntry.State, null);
        textWriter.Write(SafeText.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {Shortened(entry)}{Shortened(error)}")));
        textWriter.Write('\n');
    }

    private static string Shortened(string text) => text.Length <= Longest
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, Longest)}… ({text.Length} characters)");

    /// <summary>As .NET's own console writes them.</summary>
    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
