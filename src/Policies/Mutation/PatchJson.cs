using System.Text.Json;

namespace HomelabStorage.Policies.Mutation;

/// <summary>A patch as an API server takes it.</summary>
public static class PatchJson
{
    /// <summary>Writes the operations as an array.</summary>
    public static void Write(IReadOnlyList<PatchOperation> operations, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("op"u8, operation.Op);
            json.WriteString("path"u8, operation.Path);
            json.WritePropertyName("value"u8);
            operation.Value.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
