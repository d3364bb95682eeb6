using System.Globalization;
using HomelabStorage.Audit.Output;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace HomelabStorage.Webhook.Serving;

/// <summary>A log entry as one line of text, in which nothing is obeyed: entries name objects, and anybody names those.</summary>
internal sealed class LogLine() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var error = logEntry.Exception is { } thrown ? $" {thrown.ToString().ReplaceLineEndings(" ")}" : string.Empty;
        textWriter.Write(SafeText.Line(string.Create(CultureInfo.InvariantCulture, $"{Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {logEntry.Formatter(logEntry.State, null)}{error}")));
        textWriter.Write('\n');
    }

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
