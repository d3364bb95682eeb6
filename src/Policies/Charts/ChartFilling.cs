using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Templates;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// What a chart in a folder makes of values with its own templates, file by file. What needs more of Helm than <see cref="TemplateFunctions"/> knows is not
/// judged, and costs its file alone.
/// </summary>
/// <param name="asked">The release.</param>
/// <param name="chart">The chart.</param>
/// <param name="values">All values of the chart.</param>
/// <param name="defined">The templates with a name: of the chart and of those it belongs to.</param>
/// <param name="texts">The texts of templates.</param>
internal sealed class ChartFilling(
    ChartRelease asked,
    LocalChart chart,
    ReleaseValues values,
    IReadOnlyDictionary<string, IReadOnlyList<TemplateNode>> defined,
    ChartTexts texts)
{
    private readonly string _namespace = asked.TargetNamespace.Length > 0 ? asked.TargetNamespace : asked.Namespace;

    /// <summary>What could not be filled, with the reason.</summary>
    public IReadOnlyList<(string File, string Reason)> Left => _left;

    private readonly List<(string File, string Reason)> _left = [];

    /// <summary>The templates that charts define, and each of their files under the name that Helm gives it.</summary>
    public static Dictionary<string, IReadOnlyList<TemplateNode>> Defined(
        IEnumerable<(LocalChart Chart, IEnumerable<ManifestReading.ChartTemplate> Texts)> charts)
    {
        var defined = new Dictionary<string, IReadOnlyList<TemplateNode>>(StringComparer.Ordinal);
        foreach (var (chart, texts) in charts)
        {
            foreach (var text in texts)
            {
                try
                {
                    var template = GoTemplate.Read(text.Text);
                    defined[PathOf(chart, text.File)] = template.Body;
                    foreach (var (name, body) in template.Defined)
                    {
                        defined[name] = body;
                    }
                }
                catch (TemplateException)
                {
                    // Whoever needs it says that it was not found.
                }
            }
        }

        return defined;
    }

    /// <summary>What the templates make.</summary>
    public IReadOnlyList<ManifestReading> Readings()
    {
        var made = new List<ManifestReading>();
        foreach (var text in texts.Of(chart.Source.Folder).Where(t => IsObject(t.File)))
        {
            try
            {
                if (text.Text.Contains("{{", StringComparison.Ordinal))
                {
                    var path = PathOf(chart, text.File);
                    var filled = new TemplateRun(defined).Write(
                        defined.TryGetValue(path, out var body) ? body : GoTemplate.Read(text.Text).Body,
                        ChartDot.Of(asked, chart, values.Root, _namespace, path));
                    made.AddRange(Made(filled, text.File));
                }
                else
                {
                    made.AddRange(YamlReader.Read(text.Text, text.File).SelectMany(AsWritten));
                }

                texts.Filled(text.File);
            }
            catch (TemplateException failure)
            {
                _left.Add((text.File, failure.Message));
            }
        }

        return [.. made.Where(r => r is not ManifestReading.Foreign)];
    }

    /// <summary>Helm writes nothing of files that only define something for others.</summary>
    private static bool IsObject(string file) => !file.EndsWith(".tpl", StringComparison.Ordinal) && file[(file.LastIndexOf('/') + 1)..] is not ['_', ..];

    private static string PathOf(LocalChart chart, string file) =>
        $"{chart.Name}/{(chart.Source.Folder.Length == 0 ? file : file[(chart.Source.Folder.Length + 1)..])}";

    private IEnumerable<ManifestReading> Made(string filled, string file)
    {
        var origin = new Origin(asked.Reference, values.Pointer) { Template = file };
        foreach (var document in YamlReader.Read(HelmDocuments.Apart(filled), file))
        {
            if (document is not YamlDocument.Readable { Root: var root })
            {
                throw new TemplateException("what it becomes is no YAML");
            }

            foreach (var (item, _) in Objects(root, values.Map))
            {
                yield return ManifestReader.ReadMade(Placed(item), values.Map.Below(values.Pointer), origin);
            }
        }
    }

    /// <summary>An object without a placeholder keeps its place, and is changed there.</summary>
    private IEnumerable<ManifestReading> AsWritten(YamlDocument document) => document is YamlDocument.Readable readable
        ? ReadingPlaces
            .Of([.. Objects(readable.Root, readable.Source).Select(o => (DocumentReader.ReadMade(Placed(o.Root), o.Map), o.Map))])
            .Select(r => r is ManifestReading.Understood { Manifest: var manifest }
                ? new ManifestReading.Understood(manifest with { IsUnapplied = asked.IsUnapplied })
                : r)
        : throw new TemplateException("it is no YAML");

    /// <summary>The objects of a document, each with its place: itself, or those of a List.</summary>
    private static IEnumerable<(JsonElement Root, SourceMap Map)> Objects(JsonElement root, SourceMap map) =>
        root.ValueKind == JsonValueKind.Object && DocumentReader.Items(root, map) is { } items
            ? items.SelectMany(item => Objects(item.Item, item.Map))
            : [(root, map)];

    /// <summary>An object in the namespace of the release, where it names none.</summary>
    private JsonElement Placed(JsonElement root)
    {
        if (_namespace.Length == 0
            || root.ValueKind != JsonValueKind.Object
            || root.Field("metadata"u8) is not { ValueKind: JsonValueKind.Object } metadata
            || metadata.Text("namespace"u8).Length > 0)
        {
            return root;
        }

        var placed = JsonObject.Create(root)!;
        placed["metadata"]!["namespace"] = _namespace;
        return MergedValues.ToElement(placed);
    }
}
