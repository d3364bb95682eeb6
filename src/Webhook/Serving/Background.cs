namespace HomelabStorage.Webhook.Serving;

/// <summary>Work that goes on beside the requests. None of it may end the server: what fails is logged and restarted.</summary>
internal static partial class Background
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Does some work forever.</summary>
    public static async Task Keep(string name, Func<CancellationToken, Task> work, ILogger log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The door of everything that is not a request.
            catch (Exception bug)
#pragma warning restore CA1031
            {
                LogBug(log, bug, name);
            }

            await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 50, Level = LogLevel.Error, Message = "{Name} failed and is being restarted")]
    private static partial void LogBug(ILogger log, Exception bug, string name);
}
