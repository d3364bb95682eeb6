namespace HomelabStorage.Webhook.Admission;

/// <summary>What answers the requests of one endpoint.</summary>
internal interface IAdmissionHandler
{
    /// <summary>What the endpoint is called in metrics: <c>validate</c> or <c>mutate</c>.</summary>
    string Name { get; }

    /// <summary>The answer to the very same question, asked before and nothing changed since; null when it is a new one.</summary>
    AdmissionResponse? Recall(ReadOnlySpan<byte> body);

    /// <summary>The answer to a request that was read from a body.</summary>
    ValueTask<AdmissionResponse> Handle(AdmissionRequest request, ReadOnlyMemory<byte> body, CancellationToken stop);
}
