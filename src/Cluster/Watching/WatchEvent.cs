using System.Text.Json;

namespace HomelabStorage.Cluster.Watching;

/// <summary>One line of a watch: what happened to which object.</summary>
internal sealed class WatchEvent : IDisposable
{
    private readonly JsonDocument _document;

    private WatchEvent(JsonDocument document, string kind, JsonElement of) => (_document, Kind, Object) = (document, kind, of);

    /// <summary>ADDED, MODIFIED, DELETED, BOOKMARK or ERROR.</summary>
    public string Kind { get; }

    /// <summary>The object; of an error, what the API server says of it.</summary>
    public JsonElement Object { get; }

    /// <summary>How far the watch has come with it; null where it does not say.</summary>
    public string? Version =>
        Field(Field(Object, "metadata"u8), "resourceVersion"u8) is { ValueKind: JsonValueKind.String } version
        && version.GetRawText() is { Length: > 2 } raw
        && !raw.Contains('\\', StringComparison.Ordinal)
            ? raw[1..^1]
            : null;

    /// <summary>Whether it tells of one object, as all but bookmarks and errors do.</summary>
    public bool IsOfAnObject => Kind is "ADDED" or "MODIFIED" or "DELETED";

    /// <summary>Of an error, the API server's words.</summary>
    public string Reason => Field(Object, "message"u8) is { ValueKind: not JsonValueKind.Undefined } message ? message.ToString() : "no reason given";

    /// <summary>Whether the API server no longer knows the version that was watched from.</summary>
    public bool HasForgotten => Field(Object, "code"u8) is { ValueKind: JsonValueKind.Number } code && code.TryGetInt32(out var number) && number == 410;

    /// <summary>Reads a line.</summary>
    public static WatchEvent Read(ReadOnlyMemory<byte> line)
    {
        var document = JsonDocument.Parse(line);
        if (document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("type"u8, out var type)
            && document.RootElement.TryGetProperty("object"u8, out var of))
        {
            return new WatchEvent(document, type.ToString(), of);
        }

        document.Dispose();
        throw new InvalidDataException("an event without a type or an object");
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    private static JsonElement Field(JsonElement of, ReadOnlySpan<byte> name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var field) ? field : default;
}
