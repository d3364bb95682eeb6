using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>The app-template's rawResources (from 3.7 on): objects of any kind, whose fields stand below <c>spec</c> (classes/_rawResource.tpl).</summary>
internal static class AppTemplateRaw
{
    public static IEnumerable<Manifest> Read(JsonElement values, Release release, AppTemplateNames names)
    {
        var entries = AppTemplate.Entries(values.Field("rawResources"u8));
        foreach (var entry in entries)
        {
            var pointer = $"{release.Pointer}/rawResources/{JsonPointer.Escape(entry.Name)}";
            var made = MergedValues.ToElement(Object(entry.Value, names.OfConfigMap(entry.Name, entry.Value, entries.Length), release));
            if (ManifestReader.ReadPart(made, release.Map.Below($"{pointer}/spec"), new Origin(release.Reference, pointer)) is { } manifest)
            {
                yield return manifest;
            }
        }
    }

    private static JsonObject Object(JsonElement entry, string name, Release release)
    {
        var made = JsonNode.Parse(entry.Field("spec"u8) is { ValueKind: JsonValueKind.Object } spec ? spec.GetRawText() : "{}")!.AsObject();
        made["apiVersion"] = entry.Text("apiVersion"u8);
        made["kind"] = entry.Text("kind"u8);
        made["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = release.Namespace };
        foreach (var field in new[] { "labels", "annotations" })
        {
            if (entry.TryGetProperty(field, out var written))
            {
                made["metadata"]![field] = JsonNode.Parse(written.GetRawText());
            }
        }

        return made;
    }
}
