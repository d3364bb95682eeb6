using System.Text.Json;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Reports;

/// <summary>Which object is meant.</summary>
internal static class ReferenceJson
{
    public static void Write(ReadOnlySpan<byte> name, ObjectReference reference, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("apiVersion"u8, reference.ApiVersion);
        json.WriteString("kind"u8, reference.Kind);
        if (reference.Namespace.Length > 0)
        {
            json.WriteString("namespace"u8, reference.Namespace);
        }

        json.WriteString("name"u8, reference.Name);
        json.WriteEndObject();
    }
}
