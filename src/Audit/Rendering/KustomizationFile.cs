using System.Text.Json;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>What a kustomization's own file says.</summary>
/// <param name="References">The files, folders and addresses it refers to, as written.</param>
/// <param name="WantsHelm">Whether kustomize would have to run helm.</param>
/// <param name="HasPlugins">Whether it names generators, transformers or validators, whose own files may name others.</param>
internal sealed record KustomizationFile(IReadOnlyList<string> References, bool WantsHelm, bool HasPlugins)
{
    private static readonly string[] Patching = ["patches", "patchesJson6902", "replacements"];
    private static readonly string[] Generating = ["configMapGenerator", "secretGenerator"];

    private static readonly string[] Plugins = ["generators", "transformers", "validators"];

    private static readonly string[] Names = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <summary>Fields that list files, folders or addresses.</summary>
    private static readonly string[] Lists =
    [
        "resources",
        "bases",
        "components",
        "crds",
        "configurations",
        "patchesStrategicMerge",
        .. Plugins,
    ];

    /// <summary>The kustomization file of a folder; null where it has none.</summary>
    public static string? In(string folder) => Names.Select(name => FilePath.Join(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>What a file says; null when it is not YAML.</summary>
    public static KustomizationFile? Read(string file) =>
        BoundedText.OfFile(file, BoundedText.UsualLimit) is BoundedText.Whole whole
            && YamlReader.Read(whole.Text, file).FirstOrDefault() is YamlDocument.Readable { Root: var root }
            ? new KustomizationFile(
                [.. Listed(root).Concat(Charts(root, file)).Where(path => path.Length > 0)],
                root.TryGetProperty("helmCharts", out _) || root.TryGetProperty("helmChartInflationGenerator", out _),
                Plugins.Any(field => Items(root, field).Any()))
            : null;

    /// <summary>The files and folders that Flux takes for the resources of a folder without a kustomization.</summary>
    public static IEnumerable<string> Generated(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder.Length == 0 ? "." : folder)
            .Where(f => Path.GetExtension(f) is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal))
        {
            yield return file;
        }

        foreach (var below in Directory.EnumerateDirectories(folder.Length == 0 ? "." : folder)
            .Where(d => Path.GetFileName(d) is not ['.', ..])
            .Order(StringComparer.Ordinal))
        {
            if (In(below) is not null)
            {
                yield return below;
            }
            else
            {
                foreach (var deeper in Generated(below))
                {
                    yield return deeper;
                }
            }
        }
    }

    private static IEnumerable<string> Listed(JsonElement root) =>
    [
        .. Lists.SelectMany(list => Texts(root, list)).Where(path => !path.Contains('\n', StringComparison.Ordinal)),
        .. Patching.SelectMany(field => Items(root, field)).Select(patch => Text(patch, "path")),
        .. Generating
            .SelectMany(field => Items(root, field))
            .SelectMany(generator => Texts(generator, "files").Concat(Texts(generator, "envs")).Append(Text(generator, "env")))
            .Select(source => source[(source.IndexOf('=', StringComparison.Ordinal) + 1)..]),
        root.TryGetProperty("openapi", out var openapi) ? Text(openapi, "path") : string.Empty,
        .. Items(root, "helmCharts").SelectMany(chart => Texts(chart, "additionalValuesFiles").Append(Text(chart, "valuesFile"))),
    ];

    /// <summary>Where charts would be fetched from that do not lie in the folder for them.</summary>
    private static IEnumerable<string> Charts(JsonElement root, string file)
    {
        var folder = file.LastIndexOf('/') is >= 0 and var slash ? file[..slash] : string.Empty;
        var home = root.TryGetProperty("helmGlobals", out var globals) && Text(globals, "chartHome") is { Length: > 0 } own ? own : "charts";
        return Items(root, "helmCharts")
            .Where(c => !Directory.Exists(FilePath.Join(folder, $"{home}/{Text(c, "name")}"))
                && !Directory.Exists(FilePath.Join(folder, $"{home}/{Text(c, "name")}-{Text(c, "version")}")))
            .Select(c => Text(c, "repo"));
    }

    private static string Text(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : string.Empty;

    private static JsonElement.ArrayEnumerator Items(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : default;

    private static IEnumerable<string> Texts(JsonElement map, string name) =>
        Items(map, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);
}
