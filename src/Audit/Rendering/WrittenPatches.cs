using System.Globalization;
using System.Text.Json;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>The patches of everything a root takes in, in the order they count: those of bases first, those a controller adds last.</summary>
internal static class WrittenPatches
{
    private static readonly string[] Fields = ["patchesStrategicMerge", "patchesJson6902", "patches"];

    public static IReadOnlyList<WrittenPatch> Of(Root root) =>
    [
        .. root.Reach.Files
            .Where(KustomizeReader.IsItsFile)
            .Reverse()
            .SelectMany(file => Documents(file).SelectMany(d => Fields.SelectMany(field => In(d.Root, field, $"/{field}", d.Source)))),
        .. root.Controller?.Source is ManifestSource.Text { Map: var map }
            ? root.Edits.Where(e => e.Field is "patches").SelectMany(e => Listed(e.Value, Pointer(root.Controller), map))
            : [],
    ];

    private static string Pointer(Manifest controller) => controller is ArgoApplication ? "/spec/source/kustomize/patches" : "/spec/patches";

    private static IEnumerable<YamlDocument.Readable> Documents(string file) =>
        BoundedText.OfFile(file, BoundedText.UsualLimit) is BoundedText.Whole whole ? YamlReader.Read(whole.Text, file).OfType<YamlDocument.Readable>() : [];

    private static IEnumerable<WrittenPatch> In(JsonElement kustomization, string field, string pointer, SourceMap map) =>
        kustomization.ValueKind == JsonValueKind.Object && kustomization.TryGetProperty(field, out var list) ? Listed(list, pointer, map) : [];

    private static IEnumerable<WrittenPatch> Listed(JsonElement list, string pointer, SourceMap map) => list.ValueKind != JsonValueKind.Array ? []
        : list.EnumerateArray().SelectMany((entry, index) => Entry(entry, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"), map));

    private static IEnumerable<WrittenPatch> Entry(JsonElement entry, string pointer, SourceMap map)
    {
        var (path, text, at) = entry.ValueKind == JsonValueKind.String
            ? (entry.GetString()!, entry.GetString()!, pointer)
            : (Word(entry, "path"), Word(entry, "patch"), $"{pointer}/patch");
        var documents = text.Contains('\n', StringComparison.Ordinal) ? YamlReader.Read(text, map.File).OfType<YamlDocument.Readable>()
                .Select(d => (d.Root, Map: map.Within(at, text)))
            : text.Length > 0 && entry.ValueKind == JsonValueKind.Object
                ? YamlReader.Read(text, map.File).OfType<YamlDocument.Readable>().Select(d => (d.Root, Map: map.Below(at)))
            : Documents(FilePath.Join(Folder(map.File), path)).Select(d => (d.Root, Map: d.Source));
        var target = entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("target", out var written)
            ? new KustomizePatch(Word(written, "kind"), Word(written, "name"), map.File)
            : null;
        return documents.Select(d => new WrittenPatch(target ?? Own(d.Root, map.File), d.Root, d.Map));
    }

    private static KustomizePatch Own(JsonElement part, string file) => new(
        Word(part, "kind"),
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("metadata", out var metadata) ? Word(metadata, "name") : string.Empty,
        file);

    private static string Word(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : string.Empty;

    private static string Folder(string file) => file.LastIndexOf('/') is >= 0 and var slash ? file[..slash] : string.Empty;
}
