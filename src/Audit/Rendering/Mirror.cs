using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>
/// A temporary folder that looks like the repository but for one kustomization: beside it, and beside every folder above it, links stand for what it takes in
/// of what is there. So what a controller adds is added where it would add it, paths lead where they lead, and nothing is written into the repository.
/// </summary>
internal sealed class Mirror : IDisposable
{
    private static readonly string[] Origins = ["originAnnotations", "transformerAnnotations"];

    private readonly HashSet<string>? _needed;
    private readonly DirectoryInfo _home;

    /// <summary>Makes one.</summary>
    public Mirror(Root root, string repository, Workbench workbench)
    {
        _home = workbench.NewFolder();
        var real = RealPath.Of(root.Folder);
        _needed = root.Reach.IsOpen ? null : Needed(root.Reach);
        var steps = Path.GetRelativePath(repository, real) is var path && path is "." ? [] : path.Split('/');
        var (here, there) = (Path.Combine(_home.FullName, "repository"), repository);
        Directory.CreateDirectory(here);
        foreach (var step in steps)
        {
            Link(there, here, step);
            (here, there) = (Path.Combine(here, step), Path.Combine(there, step));
            Directory.CreateDirectory(here);
        }

        var file = KustomizationFile.In(real);
        Link(there, here, file is null ? string.Empty : Path.GetFileName(file));
        File.WriteAllText(Path.Combine(here, "kustomization.yaml"), Edited(root, real, file), new UTF8Encoding(false));
        Folder = here;
    }

    /// <summary>The folder to render.</summary>
    public string Folder { get; }

    /// <summary>A folder for the program's own files.</summary>
    public string Scratch => _home.FullName;

    /// <inheritdoc/>
    public void Dispose() => _home.Delete(recursive: true);

    /// <summary>Every file and folder that is taken in and every folder above one, both as it is spelled and where links lead.</summary>
    private static HashSet<string> Needed(KustomizationReach reach)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in reach.Files.Concat(reach.Below).SelectMany(p => new[] { Path.GetFullPath(p), RealPath.Of(p) }))
        {
            for (var at = path; at is not null && needed.Add(at); at = Path.GetDirectoryName(at))
            {
            }
        }

        return needed;
    }

    private void Link(string from, string to, string except)
    {
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos()
            .Where(e => !string.Equals(e.Name, except, StringComparison.Ordinal) && _needed?.Contains(e.FullName) is not false))
        {
            if (entry is DirectoryInfo)
            {
                Directory.CreateSymbolicLink(Path.Combine(to, entry.Name), entry.FullName);
            }
            else
            {
                File.CreateSymbolicLink(Path.Combine(to, entry.Name), entry.FullName);
            }
        }
    }

    /// <summary>The kustomization with what is added, and with a note to say where everything comes from.</summary>
    private static string Edited(Root root, string folder, string? file)
    {
        var kustomization = file is null ? Generated(folder) : Parsed(file);
        if (root.TargetNamespace.Length > 0)
        {
            kustomization["namespace"] = root.TargetNamespace;
        }

        Add(kustomization, "components", root.Components.Select(c => (JsonNode?)JsonValue.Create(c)));
        foreach (var (field, value) in root.Edits)
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                Add(kustomization, field, value.EnumerateArray().Select(item => JsonNode.Parse(item.GetRawText())));
            }
            else if (kustomization[field] is JsonObject pairs && value.ValueKind == JsonValueKind.Object)
            {
                foreach (var pair in value.EnumerateObject())
                {
                    pairs[pair.Name] = JsonNode.Parse(pair.Value.GetRawText());
                }
            }
            else
            {
                kustomization[field] = JsonNode.Parse(value.GetRawText());
            }
        }

        Add(kustomization, "buildMetadata", Origins.Select(word => (JsonNode?)JsonValue.Create(word)));
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            kustomization.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static JsonObject Generated(string folder) => new()
    {
        ["apiVersion"] = "kustomize.config.k8s.io/v1beta1",
        ["kind"] = "Kustomization",
        ["resources"] = new JsonArray([
            .. KustomizationFile.Generated(folder).Where(IsResource).Select(path => (JsonNode?)JsonValue.Create(Path.GetRelativePath(folder, path))),
        ]),
    };

    /// <summary>
    /// Flux leaves out what holds no object. What was meant to be one and cannot be read stays in: Flux applies nothing of such a folder, and says so.
    /// </summary>
    private static bool IsResource(string path) => Directory.Exists(path)
        || BoundedText.OfFile(path, BoundedText.UsualLimit) is not BoundedText.Whole whole
        || ManifestReader.ReadAll(whole.Text, path)
            .Any(r => r is not (ManifestReading.NoObject or ManifestReading.ChartValues or ManifestReading.ChartTemplate));

    private static JsonObject Parsed(string file) =>
        BoundedText.OfFile(file, BoundedText.UsualLimit) is BoundedText.Whole whole
            && YamlReader.Read(whole.Text, file).FirstOrDefault() is YamlDocument.Readable { Root: { ValueKind: JsonValueKind.Object } root }
            ? JsonObject.Create(root)!
            : [];

    private static void Add(JsonObject kustomization, string field, IEnumerable<JsonNode?> items)
    {
        var list = kustomization[field] as JsonArray ?? [];
        foreach (var item in items)
        {
            list.Add(item);
        }

        if (list.Count > 0 && list.Parent is null)
        {
            kustomization[field] = list;
        }
    }
}
