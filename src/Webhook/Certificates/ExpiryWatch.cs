namespace HomelabStorage.Webhook.Certificates;

/// <summary>
/// Says every hour that the certificate in use will soon expire, for as long as nobody renews it: in the log, and to whom it was told to tell.
/// </summary>
internal sealed partial class ExpiryWatch(ShownCertificate shown, Func<string, CancellationToken, Task> tell, TimeProvider time, ILogger log)
{
    /// <summary>Whoever renews certificates has done so long before: cert-manager a third of their life ahead, we ourselves 90 days.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromDays(7);

    /// <summary>How often it is said. An Event is forgotten after an hour.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Goes on until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (true)
        {
            if (Complaint is { Length: > 0 } complaint)
            {
                LogNear(log, complaint);
                await tell(complaint, stop);
            }

            await Task.Delay(Every, time, stop);
        }
    }

    /// <summary>What there is to say; empty when there is time enough.</summary>
    private string Complaint => shown.Current is { } current && current.Expires - time.GetUtcNow() is var left && left < Near
        ? $"the certificate {(left > TimeSpan.Zero ? "expires" : "expired")} on {current.Expires:yyyy-MM-dd HH:mm} UTC and nobody has renewed "
            + "it; without a valid one the API server cannot ask, and what is applied is not judged"
        : string.Empty;

    [LoggerMessage(EventId = 32, Level = LogLevel.Warning, Message = "{Complaint}")]
    private static partial void LogNear(ILogger log, string complaint);
}
