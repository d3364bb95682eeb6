using Microsoft.Extensions.Logging.Console;

namespace HomelabStorage.Webhook.Serving;

/// <summary>The log on the console of the process, as lines of text or of JSON.</summary>
internal static class ConsoleLog
{
    public static void AddTo(ILoggingBuilder logging, ServerSettings settings)
    {
        if (settings.LogsJson)
        {
            logging.AddJsonConsole(console => console.TimestampFormat = "O");
        }
        else
        {
            logging.AddConsole(console => console.FormatterName = LogLine.FormatterName);
            logging.Services.AddSingleton<ConsoleFormatter, LogLine>();
        }
    }
}
