using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Reports;

/// <summary>Where something is written; nothing for what came from a cluster.</summary>
internal static class PlaceJson
{
    public static void Write(string file, Position position, Utf8JsonWriter json)
    {
        if (file.Length > 0)
        {
            json.WriteString("file"u8, file);
            json.WriteNumber("line"u8, position.Line);
            json.WriteNumber("column"u8, position.Column);
        }
    }
}
