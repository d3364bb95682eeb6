using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// The app-template's rawResources (from 3.7 on): objects of any kind (classes/_rawResource.tpl). Their fields stand below <c>spec</c>, and from version 5 on
/// below <c>manifest</c>, with metadata of their own and templates that are filled.
/// </summary>
internal static class AppTemplateRaw
{
    public static IEnumerable<ManifestReading> Read(JsonElement values, Release release, AppTemplateNames names)
    {
        var entries = AppTemplate.Entries(values.Field("rawResources"u8));
        foreach (var entry in entries)
        {
            var pointer = $"{release.Pointer}/rawResources/{JsonPointer.Escape(entry.Name)}";
            var name = names.OfConfigMap(entry.Name, entry.Value, entries.Length);
            var whole = Manifest(entry.Value, release);
            var made = MergedValues.ToElement(whole is { } written ? Named(written, name, release) : Object(entry.Value, name, release));
            var place = release.Map.Below($"{pointer}/{(whole is null ? "spec" : "manifest")}");
            yield return ManifestReader.ReadMade(made, place, new Origin(release.Reference, pointer));
        }
    }

    /// <summary>What stands below <c>manifest</c>; null where the version takes the fields below <c>spec</c>.</summary>
    private static JsonElement? Manifest(JsonElement entry, Release release) =>
        release.Chart.Major is 0 or >= 5 && entry.Field("manifest"u8) is { ValueKind: JsonValueKind.Object } manifest ? manifest : null;

    private static JsonObject Named(JsonElement manifest, string name, Release release)
    {
        var made = JsonObject.Create(new Placeholders("{{", "}}", release.Value).Fill(manifest))!;
        var metadata = made["metadata"] as JsonObject ?? [];
        made["metadata"] = metadata;
        metadata["name"] = name;
        metadata["namespace"] ??= release.Namespace;
        return made;
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
