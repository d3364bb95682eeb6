using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// Files of values that something else than Flux or Argo installs: a script, Ansible, a person. Those of the app-template say by themselves what they become.
/// </summary>
public static class LooseValues
{
    private const string Kind = "Release";

    /// <summary>Folders that are called after what is in them, and not after the app.</summary>
    private static readonly string[] Plain = ["app", "base", "chart", "helm", "values"];

    /// <summary>Whether a file of values says what becomes of it: the shape of the app-template, with an image. What lies over other values has none.</summary>
    public static bool IsOne(YamlDocument.Readable values) => AppTemplate.HasShape(values.Root)
        && AppTemplate.Entries(values.Root.Field("controllers"u8))
            .SelectMany(controller => AppTemplate.Entries(controller.Value.Field("containers"u8)))
            .Any(container => container.Value.Text("image"u8).Length > 0 || container.Value.Field("image"u8).Text("repository"u8).Length > 0);

    /// <summary>Whether an object was made of such values, so that nothing says that it is there.</summary>
    public static bool Made(Manifest manifest) => manifest.Origin is { Reference: { ApiVersion.Length: 0, Kind: Kind } };

    /// <summary>The release that a person makes of it, under the name of the file or its folder.</summary>
    internal static ChartRelease Release(YamlDocument.Readable values)
    {
        var name = Name(values.Source.File);
        return new ChartRelease
        {
            Reference = new ObjectReference(string.Empty, Kind, string.Empty, name),
            Metadata = new Metadata(),
            Source = new ManifestSource.Text(values.Source),
            Chart = new ChartName(ReleaseExpansion.AppTemplateName, string.Empty),
            ReleaseName = name,
            Values = [new ChartValues.Written(values.Root, string.Empty)],
        };
    }

    /// <summary><c>radarr-values.yaml</c>, <c>radarr/values.yaml</c>, <c>radarr/helm/values.yaml</c>.</summary>
    private static string Name(string file)
    {
        var parts = file.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var stem = Path.GetFileNameWithoutExtension(parts[^1]);
        var own = stem.EndsWith("values", StringComparison.OrdinalIgnoreCase) ? stem[..^"values".Length].Trim('-', '_', '.') : string.Empty;
        return own.Length > 0 ? own
            : parts[..^1].LastOrDefault(folder => folder is not ("." or "..") && !Plain.Contains(folder, StringComparer.Ordinal)) is { } app ? app
            : "release-name";
    }
}
