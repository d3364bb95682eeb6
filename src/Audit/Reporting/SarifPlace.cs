using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Reporting;

/// <summary>A place in a file, as SARIF writes it: the last column is the one after the last character.</summary>
internal static class SarifPlace
{
    public static void Write(string uri, Region region, Utf8JsonWriter json)
    {
        json.WriteStartObject("physicalLocation"u8);
        json.WriteStartObject("artifactLocation"u8);
        json.WriteString("uri"u8, uri);
        json.WriteEndObject();
        json.WriteStartObject("region"u8);
        json.WriteNumber("startLine"u8, region.Start.Line);
        json.WriteNumber("startColumn"u8, region.Start.Column);
        json.WriteNumber("endLine"u8, region.End.Line);
        json.WriteNumber("endColumn"u8, region.End.Column);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
