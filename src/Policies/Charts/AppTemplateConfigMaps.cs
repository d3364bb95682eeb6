using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>The ConfigMaps of the app-template's values, which environments and mounts refer to by their key.</summary>
internal static class AppTemplateConfigMaps
{
    public static IEnumerable<ConfigMap> Read(JsonElement values, Release release, AppTemplateNames names)
    {
        var entries = Enabled(values, release);
        foreach (var entry in entries)
        {
            var data = entry.Value.Map("data"u8);
            yield return new ConfigMap
            {
                Reference = new ObjectReference("v1", "ConfigMap", release.Namespace, names.OfConfigMap(entry.Name, entry.Value, entries.Length)),
                Metadata = MetadataReader.Read(entry.Value),
                Source = new ManifestSource.Text(release.Map.Below($"{release.Pointer}/configMaps/{JsonPointer.Escape(entry.Name)}")),
                Origin = new Origin(release.Reference, $"{release.Pointer}/configMaps/{JsonPointer.Escape(entry.Name)}"),
                Entries = data.ToDictionary(d => d.Key, d => release.Fill(d.Value), StringComparer.Ordinal),
            };
        }
    }

    /// <summary>The name of the ConfigMap with a key; the word itself where the values have none, because it is a name then.</summary>
    public static string Named(string key, JsonElement values, Release release, AppTemplateNames names)
    {
        var entries = Enabled(values, release);
        var found = entries.Where(e => string.Equals(e.Name, key, StringComparison.Ordinal)).ToArray();
        return found.Length > 0 ? names.OfConfigMap(key, found[0].Value, entries.Length) : release.Fill(key);
    }

    /// <summary>In version 1 an entry has to be switched on; later it has to be switched off.</summary>
    private static JsonProperty[] Enabled(JsonElement values, Release release) =>
        [.. AppTemplate.Entries(values.Field("configMaps"u8)).Where(e => release.Chart.Major != 1 || e.Value.IsTrue("enabled"u8))];
}
