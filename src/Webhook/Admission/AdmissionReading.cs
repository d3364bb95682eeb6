using System.Text.Json;

namespace HomelabStorage.Webhook.Admission;

/// <summary>What became of a request's body.</summary>
internal abstract record AdmissionReading
{
    private AdmissionReading()
    {
    }

    /// <summary>A request. Its elements live as long as the document.</summary>
    public sealed record Asked(AdmissionRequest Request, JsonDocument Document) : AdmissionReading;

    /// <summary>No request that can be answered, and why.</summary>
    public sealed record Refused(string Reason) : AdmissionReading;
}
