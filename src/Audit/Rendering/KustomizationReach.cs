using System.Text.Json;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Everything a folder's kustomization takes in, found without running anything.</summary>
internal sealed class KustomizationReach
{
    private static readonly string[] Patching = ["patches", "patchesJson6902", "replacements"];
    private static readonly string[] Generating = ["configMapGenerator", "secretGenerator"];

    private static readonly string[] Names = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <summary>Fields that list files, folders or addresses.</summary>
    private static readonly string[] Lists =
    [
        "resources",
        "bases",
        "components",
        "crds",
        "configurations",
        "generators",
        "transformers",
        "validators",
        "patchesStrategicMerge",
    ];

    private readonly string _repository;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    private KustomizationReach(string repository) => _repository = repository;

    /// <summary>Every file, as paths are spelled in reports.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The folders of kustomizations that others take in.</summary>
    public HashSet<string> Below { get; } = new(StringComparer.Ordinal);

    /// <summary>Why it cannot be rendered as it is; empty where nothing stands in the way.</summary>
    public string Obstacle { get; private set; } = string.Empty;

    /// <summary>What it refers to in the network.</summary>
    public List<string> Remote { get; } = [];

    /// <summary>Whether kustomize would have to run helm.</summary>
    public bool WantsHelm { get; private set; }

    /// <summary>The kustomization file of a folder; null where it has none.</summary>
    public static string? FileIn(string folder) => Names.Select(name => Join(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Follows a folder, and components that are given to it from outside.</summary>
    public static KustomizationReach Of(string folder, IEnumerable<string> components, string repository)
    {
        var reach = new KustomizationReach(repository);
        reach.Folder(folder);
        foreach (var component in components)
        {
            reach.Refer(folder, component);
        }

        return reach;
    }

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
            if (FileIn(below) is not null)
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

    /// <summary>A path from a folder, spelled as the folder is.</summary>
    public static string Join(string folder, string path) => Spell(folder.Length == 0 ? path : $"{folder}/{path}");

    /// <summary>A path without needless steps.</summary>
    public static string Spell(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/'))
        {
            if (part is ".." && parts.Count > 0 && parts[^1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not "." && (part.Length > 0 || parts.Count == 0))
            {
                parts.Add(part);
            }
        }

        return parts is [""] ? "/" : string.Join('/', parts is ["", _, ..] && !path.StartsWith('/') ? parts.Skip(1) : parts);
    }

    private void Folder(string folder)
    {
        if (!_folders.Add(folder) || !IsInside(folder))
        {
            return;
        }

        if (FileIn(folder) is not { } file)
        {
            foreach (var path in Generated(folder))
            {
                Found(Spell(path));
            }

            return;
        }

        Files.Add(file);
        if (BoundedText.OfFile(file, BoundedText.UsualLimit) is BoundedText.Whole whole
            && YamlReader.Read(whole.Text, file).FirstOrDefault() is YamlDocument.Readable { Root: var root })
        {
            Read(folder, root);
        }
        else
        {
            Obstacle = $"{file} is not YAML";
        }
    }

    private void Read(string folder, JsonElement root)
    {
        foreach (var list in Lists)
        {
            foreach (var path in Texts(root, list).Where(p => !p.Contains('\n', StringComparison.Ordinal)))
            {
                Refer(folder, path);
            }
        }

        foreach (var patch in Patching.SelectMany(field => Items(root, field)))
        {
            Refer(folder, Text(patch, "path"));
        }

        foreach (var generator in Generating.SelectMany(field => Items(root, field)))
        {
            foreach (var source in Texts(generator, "files").Concat(Texts(generator, "envs")).Append(Text(generator, "env")))
            {
                Refer(folder, source[(source.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            }
        }

        if (root.TryGetProperty("openapi", out var openapi))
        {
            Refer(folder, Text(openapi, "path"));
        }

        WantsHelm |= root.TryGetProperty("helmCharts", out _) || root.TryGetProperty("helmChartInflationGenerator", out _);
        foreach (var chart in Items(root, "helmCharts"))
        {
            foreach (var values in Texts(chart, "additionalValuesFiles").Append(Text(chart, "valuesFile")))
            {
                Refer(folder, values);
            }
        }
    }

    private void Refer(string folder, string path)
    {
        if (path.Length > 0)
        {
            var local = Join(folder, path);
            if (!path.Contains("://", StringComparison.Ordinal) && (File.Exists(local) || Directory.Exists(local)))
            {
                Found(local);
            }
            else if (IsAddress(path))
            {
                Remote.Add(path);
            }
            else
            {
                Obstacle = $"{local}, which {folder} refers to, is not there";
            }
        }
    }

    private void Found(string path)
    {
        if (!IsInside(path))
        {
            return;
        }

        if (Directory.Exists(path))
        {
            Below.Add(path);
            Folder(path);
        }
        else
        {
            Files.Add(path);
        }
    }

    /// <summary>Links count for what they lead to.</summary>
    private bool IsInside(string path)
    {
        var real = RealPath.Of(path);
        if (real.StartsWith(_repository.TrimEnd('/') + "/", StringComparison.Ordinal) || string.Equals(real, _repository, StringComparison.Ordinal))
        {
            return true;
        }

        Obstacle = $"{path} lies outside of the repository";
        return false;
    }

    private static bool IsAddress(string path) =>
        path.Contains("://", StringComparison.Ordinal)
            || path.StartsWith("git@", StringComparison.Ordinal)
            || path.Contains("?ref=", StringComparison.Ordinal)
            || path.Contains("git::", StringComparison.Ordinal)
        || (path.Split('/')[0] is var host
            && host.Contains('.', StringComparison.Ordinal)
            && host is not ("." or "..")
            && !host.EndsWith(".yaml", StringComparison.Ordinal)
            && path.Contains('/', StringComparison.Ordinal));

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
