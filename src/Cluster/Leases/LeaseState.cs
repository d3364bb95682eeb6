using System.Globalization;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Leases;

/// <summary>A Lease (coordination.k8s.io/v1) as it stands.</summary>
internal sealed record LeaseState
{
    private const string Micro = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The Lease's own metadata, which are written back as they were. Undefined for one that is to be made.</summary>
    public JsonElement Metadata { get; private init; }

    public string Holder { get; init; } = string.Empty;

    public DateTimeOffset Acquired { get; init; }

    public DateTimeOffset Renewed { get; init; }

    public int Transitions { get; init; }

    public TimeSpan Lasts { get; init; }

    public static LeaseState Read(JsonElement root) => new()
    {
        Metadata = root.At("metadata") is { ValueKind: JsonValueKind.Object } metadata ? metadata.Clone() : default,
        Holder = root.TextAt("spec", "holderIdentity"),
        Acquired = Time(root.TextAt("spec", "acquireTime")),
        Renewed = Time(root.TextAt("spec", "renewTime")),
        Transitions = root.At("spec", "leaseTransitions") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var transitions)
            ? transitions
            : 0,
    };

    public ReadOnlyMemory<byte> ToBody(string ns, string name) => Body.Of(json =>
    {
        json.WriteKind("coordination.k8s.io/v1", "Lease");
        json.WritePropertyName("metadata"u8);
        if (Metadata.ValueKind == JsonValueKind.Object)
        {
            Metadata.WriteTo(json);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteString("namespace"u8, ns);
            json.WriteEndObject();
        }

        json.WriteStartObject("spec"u8);
        json.WriteString("holderIdentity"u8, Holder);
        json.WriteNumber("leaseDurationSeconds"u8, Math.Max(1, (int)Lasts.TotalSeconds));
        json.WriteString("acquireTime"u8, Acquired.UtcDateTime.ToString(Micro, CultureInfo.InvariantCulture));
        json.WriteString("renewTime"u8, Renewed.UtcDateTime.ToString(Micro, CultureInfo.InvariantCulture));
        json.WriteNumber("leaseTransitions"u8, Transitions);
        json.WriteEndObject();
    });

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.MinValue;
}
