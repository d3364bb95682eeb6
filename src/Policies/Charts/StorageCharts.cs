using System.Text.Json;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>The charts that make storage, and the objects that their releases make.</summary>
public static class StorageCharts
{
    private static readonly Lazy<IReadOnlyList<StorageChart>> Loaded = new(() => [.. ShippedCatalog.Roots("charts/").Select(StorageChart.Of)]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StorageChart> All => Loaded.Value;

    /// <summary>The chart of a name; null where it is none of them.</summary>
    public static StorageChart? Find(string name) => All.FirstOrDefault(c => c.Names.Contains(name, StringComparer.Ordinal));

    /// <summary>The objects a release makes, each with where its values say so.</summary>
    internal static IEnumerable<ManifestReading> Read(StorageChart chart, JsonElement values, Release release)
    {
        var all = MergedValues.Of([chart.Defaults, values]);
        var words = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["release.name"] = release.Name,
            ["release.namespace"] = release.Namespace,
            ["fullname"] = FullName(chart, all, release),
        };
        var template = new ChartTemplate(all, words);
        foreach (var (name, text) in chart.Words)
        {
            words[name] = template.Text(text, default);
        }

        foreach (var made in chart.Makes)
        {
            foreach (var (key, item) in template.Items(made.Each))
            {
                var scope = new ChartTemplate.Scope(key, item);
                if (made.When.All(condition => template.Holds(condition, scope)))
                {
                    var entry = $"{release.Pointer}{Pointer(made.Each)}{(key.Length > 0 ? $"/{JsonPointer.Escape(key)}" : string.Empty)}";
                    var origin = new Origin(release.Reference, entry + Pointer(made.At))
                    {
                        Fields = new ChartFields(release.Pointer, entry, words).Of(made.Object),
                    };
                    yield return ManifestReader.ReadMade(template.Fill(made.Object, scope), release.Map.Below(origin.Pointer), origin);
                }
            }
        }
    }

    private static string Pointer(string path) => path.Length == 0 ? string.Empty : $"/{path.Replace('.', '/')}";

    /// <summary>What nearly every chart calls its full name.</summary>
    private static string FullName(StorageChart chart, JsonElement values, Release release)
    {
        if (values.Text("fullnameOverride"u8) is { Length: > 0 } full)
        {
            return full;
        }

        var name = values.Text("nameOverride"u8) is { Length: > 0 } other ? other : release.Chart.Name.Length > 0 ? release.Chart.Name : chart.Names[0];
        return release.Name.Contains(name, StringComparison.Ordinal) ? release.Name : $"{release.Name}-{name}";
    }
}
