using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class KustomizeReader
{
    /// <summary>The images a kustomization replaces. One that only gets another tag stays the same program, and is left out.</summary>
    public static Dictionary<string, string> Images(JsonElement root)
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
