using System.Text.Json;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Jobs;

/// <summary>
/// Writes the container that dumps a database server before its dump is archived. It runs the server's image as the pod's user, writes into the scratch
/// volume of the dump and nowhere else, and gets the server's variables as the server does: those of Secrets by reference.
/// </summary>
internal static class DumpContainerJson
{
    public static void Write(DatabaseDump dump, Utf8JsonWriter json)
    {
        json.WriteStartArray("initContainers"u8);
        json.WriteStartObject();
        json.WriteString("name"u8, JobContainers.Dump);
        json.WriteString("image"u8, dump.Image);
        ContainerJson.List("command"u8, ["/bin/sh", "-c", DumpScript.Of(dump.Maker)], json);
        json.WriteString("workingDir"u8, JobArguments.Data);
        if (dump.Sources.Count > 0)
        {
            json.WriteStartArray("envFrom"u8);
            foreach (var source in dump.Sources)
            {
                Source(source, json);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("env"u8);
        foreach (var variable in dump.Environment.Concat(dump.Told))
        {
            Variable(variable, json);
        }

        json.WriteEndArray();
        ContainerJson.Resources(json);
        ContainerJson.Confinement([], json);
        json.WriteString("terminationMessagePolicy"u8, "FallbackToLogsOnError"u8);
        json.WriteStartArray("volumeMounts"u8);
        ContainerJson.Mount("data", JobArguments.Data, isReadOnly: false, json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Source(EnvironmentSource source, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (source.Prefix.Length > 0)
        {
            json.WriteString("prefix"u8, source.Prefix);
        }

        json.WriteStartObject(source is EnvironmentSource.AllOfSecret ? "secretRef"u8 : "configMapRef"u8);
        json.WriteString("name"u8, source.Name);
        ContainerJson.Optional(source.IsOptional, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Variable(EnvironmentVariable variable, Utf8JsonWriter json)
    {
        switch (variable.Value)
        {
            case EnvironmentValue.Literal literal:
                json.WriteStartObject();
                json.WriteString("name"u8, variable.Name);
                json.WriteString("value"u8, literal.Text);
                json.WriteEndObject();
                break;
            case EnvironmentValue.FromConfigMap from:
                ContainerJson.Key(variable.Name, "configMapKeyRef", from.ConfigMap, from.Key, from.IsOptional, json);
                break;
            case EnvironmentValue.FromSecret from:
                ContainerJson.Key(variable.Name, "secretKeyRef", from.Secret, from.Key, from.IsOptional, json);
                break;
        }
    }
}
