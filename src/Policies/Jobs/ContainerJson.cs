using System.Text.Json;

namespace HomelabStorage.Policies.Jobs;

/// <summary>Writes the fields that the containers of our pods have in common.</summary>
internal static class ContainerJson
{
    public static void Mount(string name, string path, bool isReadOnly, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("mountPath"u8, path);
        if (isReadOnly)
        {
            json.WriteBoolean("readOnly"u8, true);
        }

        json.WriteEndObject();
    }

    public static void Key(string variable, string kind, string name, string key, bool isOptional, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, variable);
        json.WriteStartObject("valueFrom"u8);
        json.WriteStartObject(kind);
        json.WriteString("name"u8, name);
        json.WriteString("key"u8, key);
        Optional(isOptional, json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A container starts without what is optional and is not there.</summary>
    public static void Optional(bool isOptional, Utf8JsonWriter json)
    {
        if (isOptional)
        {
            json.WriteBoolean("optional"u8, true);
        }
    }

    public static void Resources(Utf8JsonWriter json)
    {
        json.WriteStartObject("resources"u8);
        Amounts("requests"u8, "10m", "64Mi", json);
        Amounts("limits"u8, "2", "512Mi", json);
        json.WriteEndObject();
    }

    public static void Confinement(IReadOnlyList<string> capabilities, Utf8JsonWriter json)
    {
        json.WriteStartObject("securityContext"u8);
        json.WriteBoolean("allowPrivilegeEscalation"u8, false);
        json.WriteBoolean("readOnlyRootFilesystem"u8, true);
        json.WriteStartObject("capabilities"u8);
        List("drop"u8, ["ALL"], json);
        if (capabilities.Count > 0)
        {
            List("add"u8, capabilities, json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Amounts(ReadOnlySpan<byte> name, string cpu, string memory, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("cpu"u8, cpu);
        json.WriteString("memory"u8, memory);
        json.WriteEndObject();
    }

    public static void List(ReadOnlySpan<byte> name, IReadOnlyList<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
