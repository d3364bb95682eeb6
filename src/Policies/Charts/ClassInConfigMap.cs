using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// A StorageClass that stands in a ConfigMap, from which a controller makes it: so Longhorn's plain manifest brings its class, which is the default one.
/// Source: https://github.com/longhorn/longhorn/blob/v1.7.0/deploy/longhorn.yaml.
/// </summary>
internal static class ClassInConfigMap
{
    private const string Key = "storageclass.yaml";

    /// <summary>Whether something may have one.</summary>
    public static bool Is(Manifest manifest) => manifest is ConfigMap map && map.Entries.ContainsKey(Key);

    /// <summary>The class, where an entry is one; null otherwise.</summary>
    public static ManifestReading.Understood? Of(ConfigMap map) =>
        map.Entries.TryGetValue(Key, out var text)
        && map.Source is ManifestSource.Text source
        && YamlReader.Read(text, string.Empty).FirstOrDefault() is YamlDocument.Readable { Root: var root }
        && ManifestReader.ReadMade(root, source.Map.Below(Pointer), new Origin(map.Reference, Pointer)) is ManifestReading.Understood
        {
            Manifest: StorageClass { HasName: true } made,
        }
            ? new ManifestReading.Understood(made with { IsUnapplied = map.IsUnapplied })
            : null;

    private static string Pointer => $"/data/{JsonPointer.Escape(Key)}";
}
