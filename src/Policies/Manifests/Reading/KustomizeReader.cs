using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads kustomize's own kustomization.yaml.</summary>
internal static class KustomizeReader
{
    public static Kustomize Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) => new()
    {
        Reference = reference,
        Metadata = metadata,
        Source = source,
        TargetNamespace = root.Text("namespace"u8),
        Resources = [.. root.Texts("resources"u8), .. root.Texts("components"u8)],
        Patches = Patches(root),
        Images = Images(root),
    };

    /// <summary>The files a kustomization patches with. A patch that is written in place is no file, and does no harm in the list.</summary>
    private static string[] Patches(JsonElement root) =>
    [
        .. root.Items("patches"u8).Select(p => p.Text("path"u8)).Where(path => path.Length > 0),
        .. root.Items("patchesJson6902"u8).Select(p => p.Text("path"u8)).Where(path => path.Length > 0),
        .. root.Texts("patchesStrategicMerge"u8).Where(path => !path.Contains('\n', StringComparison.Ordinal)),
    ];

    /// <summary>The images a kustomization replaces. One that only gets another tag stays the same program, and is left out.</summary>
    private static Dictionary<string, string> Images(JsonElement root)
    {
        var images = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var image in root.Items("images"u8))
        {
            if (image.Text("name"u8) is { Length: > 0 } name && image.Text("newName"u8) is { Length: > 0 } other)
            {
                var tag = image.Text("newTag"u8);
                images.TryAdd(name, tag.Length == 0 ? other : $"{other}:{tag}");
            }
        }

        return images;
    }
}
