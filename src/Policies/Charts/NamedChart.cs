using System.Text.Json;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// A chart that is called after an app and that nobody here has. What it makes only Helm can tell; but nearly all such charts have a <c>persistence</c>, of one
/// volume or of several by their names, with the words of the charts that Helm's own repository began with: <c>existingClaim</c>, <c>storageClass</c>,
/// <c>mountPath</c>. What is made of it is a guess, for the image is not in the values: it is called after the chart, and an app
/// that is only called so is guessed.
/// Source of the words: https://helm.sh/docs/chart_best_practices/ and values.yaml of the charts of Bitnami, TrueCharts and k8s-at-home.
/// </summary>
internal static class NamedChart
{
    private const string Field = "persistence";

    /// <summary>What charts call the part of their values that is about the app itself, or about the server that writes.</summary>
    private static readonly string[] Parts = ["main", "master", "primary", "server"];

    /// <summary>What the names of values have in them that are about a database server.</summary>
    private static readonly string[] Servers = ["database", "db", "postgres", "sql"];

    private static readonly string[] Words = ["existingClaim", "storageClass", "storageClassName", "size", "accessMode", "accessModes"];

    /// <summary>What a release makes; empty where its chart is called after no app, or its values say nothing of where its data is.</summary>
    public static IReadOnlyList<ManifestReading> Read(JsonElement values, Release release)
    {
        var image = new ImageReference($"of chart {release.Chart.Name}", $"charts/{release.Chart.Name.ToLowerInvariant()}");
        if (ShippedCatalog.Index.FindApp(image) is not AppMatch.SameName { App: var app }
            || Main(app) is not { Length: > 0 } main
            || (app.Engine is Engine.Sqlite or Engine.Embedded && MaySayServer(values)))
        {
            return [];
        }

        var names = new AppTemplateNames(values, release);
        var volumes = Volumes(values, release, names, app, main);
        return volumes.Exists(v => MountPath.Contains(v.Path, main))
            ?
            [
                .. volumes.Select(v => v.Claim).OfType<Claim>().Select(claim => new ManifestReading.Understood(claim)),
                new ManifestReading.Understood(Workload(values, release, names, image, volumes)),
            ]
            : [];
    }

    /// <summary>Whether values speak of a database server, beside the app or elsewhere: what it keeps itself then, its chart decides.</summary>
    private static bool MaySayServer(JsonElement values) => values.ValueKind == JsonValueKind.Object && values.EnumerateObject().Any(part =>
        SaysSomething(part.Value) && Array.Exists(Servers, word => part.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static bool SaysSomething(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !AppTemplate.IsOff(value) && value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.String => value.GetString() is { Length: > 0 },
        JsonValueKind.Null or JsonValueKind.False => false,
        _ => true,
    };

    private static Workload Workload(JsonElement values, Release release, AppTemplateNames names, ImageReference image, List<Mounted> volumes) => new()
    {
        Reference = new ObjectReference("apps/v1", "Deployment", release.Namespace, names.Full),
        Metadata = new Metadata(),
        Source = new ManifestSource.Text(release.Map),
        Origin = new Origin(release.Reference, volumes[0].Pointer),
        Replicas = 1,
        Rollout = Rollout.None,
        Pod = new PodTemplate
        {
            Metadata = new Metadata(),
            Containers =
            [
                AppTemplateContainer.Read(names.Full, values, release, names, ContainerRole.Main) with
                {
                    Image = image,
                    Mounts = [.. volumes.Select(v => new VolumeMount { Volume = v.Name, Path = v.Path })],
                },
            ],
            Volumes = [.. volumes.Select(v => new PodVolume(v.Name, v.Source, v.Pointer))],
        },
    };

    private static List<Mounted> Volumes(JsonElement values, Release release, AppTemplateNames names, App app, string main)
    {
        var found = new List<Mounted>();
        foreach (var (persistence, pointer) in Persistence(values, release.Pointer))
        {
            if (IsOne(persistence.Value))
            {
                found.AddRange(Of(persistence, pointer, "data", main, release, names.Full));
            }
            else
            {
                foreach (var entry in AppTemplate.Entries(persistence.Value))
                {
                    var place = $"{pointer}/{JsonPointer.Escape(entry.Name)}";
                    found.AddRange(Of(entry, place, entry.Name, Path(entry.Name, app, main), release, $"{names.Full}-{entry.Name}"));
                }
            }
        }

        return found;
    }

    /// <summary>Whether a persistence is that of one volume: it says what only a volume has, or no more than that there is one.</summary>
    private static bool IsOne(JsonElement persistence) => Array.Exists(Words, word => Says(persistence, word))
        || (persistence.IsTrue("enabled"u8) && AppTemplate.Entries(persistence).Length == 0);

    /// <summary>The persistence of the values, or of the part of them that is the app's, or its writing server's.</summary>
    private static IEnumerable<(JsonProperty Persistence, string Pointer)> Persistence(JsonElement values, string pointer) => AppTemplate.Entries(values)
        .SelectMany(part => Parts.Contains(part.Name, StringComparer.Ordinal)
            ? AppTemplate.Entries(part.Value).Where(p => p.Name is Field).Select(p => (p, $"{pointer}/{part.Name}/{Field}"))
            : part.Name is Field ? [(part, $"{pointer}/{Field}")]
            : []);

    /// <summary>The volume of an entry, where it says that there is one.</summary>
    private static IEnumerable<Mounted> Of(JsonProperty entry, string pointer, string name, string path, Release release, string claimName)
    {
        var value = entry.Value;
        if (AppTemplate.IsOff(value) || !(value.IsTrue("enabled"u8) || Array.Exists(Words, word => Says(value, word))))
        {
            return [];
        }

        var claim = AppTemplateClaim.IsMade(entry) ? AppTemplateClaim.Read(entry, pointer, release, claimName) : null;
        if (claim is { Spec: { Class: ClassRequest.Default } spec } && value.Text("storageClassName"u8) is { Length: > 0 } other)
        {
            claim = claim with { Spec = spec with { Class = new ClassRequest.Named(other) } };
        }

        var written = value.Text("mountPath"u8);
        return [new Mounted(
            name,
            MountPath.Normalise(written.Length > 0 ? written : path),
            claim,
            claim is null ? AppTemplateSource.Of(entry, pointer, release) : new VolumeSource.ByClaim(claim.Name),
            pointer)];
    }

    private static bool Says(JsonElement entry, string word) => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(word, out _);

    /// <summary>Where an app keeps what a loss would hurt most: its database, or the first that its entry names.</summary>
    private static string Main(App app) => app.UsualPaths
        .OrderBy(u => !DataTraits.Of(u.Data.Kind).IsDatabase)
        .Select(u => u.Path)
        .FirstOrDefault(string.Empty);

    /// <summary>Where a chart mounts a volume of a name: at the app's path that ends so, or that holds such data; by a plain name, where its data is.</summary>
    private static string Path(string name, App app, string main) =>
        app.UsualPaths.Select(u => u.Path).FirstOrDefault(path => path.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase)) is { } ending ? ending
        : app.UsualPaths.FirstOrDefault(u => string.Equals(DataTraits.Of(u.Data.Kind).Spelling, name, StringComparison.OrdinalIgnoreCase)) is { Path: { } kind }
            ? kind
        : name is "data" or "config" or "main" or "storage" ? main
        : $"/{name}";

    private sealed record Mounted(string Name, string Path, Claim? Claim, VolumeSource Source, string Pointer);
}
