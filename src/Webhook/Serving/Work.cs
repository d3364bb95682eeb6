namespace HomelabStorage.Webhook.Serving;

/// <summary>Something to do beside the requests.</summary>
internal sealed record Work(string Name, Func<ILogger, CancellationToken, Task> Do);
