namespace HomelabStorage.Webhook.Admission;

/// <summary>What answers the requests of one endpoint.</summary>
internal interface IAdmissionHandler
{
    /// <summary>The answer to the very same question, asked before and nothing changed since; null when it is a new one.</summary>
    AdmissionResponse? Recall(ReadOnlySpan<byte> body);

    /// <summary>The answer to a request that was read from a body.</summary>
    AdmissionResponse Handle(AdmissionRequest request, ReadOnlySpan<byte> body);
}
