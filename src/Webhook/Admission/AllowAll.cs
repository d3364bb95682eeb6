namespace HomelabStorage.Webhook.Admission;

/// <summary>Answers every request with yes.</summary>
internal sealed class AllowAll : IAdmissionHandler
{
    /// <inheritdoc/>
    public AdmissionResponse? Recall(ReadOnlySpan<byte> body) => null;

    /// <inheritdoc/>
    public AdmissionResponse Handle(AdmissionRequest request, ReadOnlySpan<byte> body) => AdmissionResponse.Allowed(request);
}
