using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads Helm's own Chart.yaml.</summary>
internal static class LocalChartReader
{
    private const string Folder = "file://";

    /// <summary>What a file of its name is, which does not say its kind.</summary>
    public static ObjectReference Unsaid { get; } = new("helm.sh/v2", "Chart", string.Empty, string.Empty);

    /// <summary>Whether Helm takes a file for a chart's own.</summary>
    public static bool IsItsFile(string file, JsonElement root) => file[(file.LastIndexOf('/') + 1)..] is "Chart.yaml" && root.Text("name"u8).Length > 0;

    public static LocalChart Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) => new()
    {
        Reference = reference.Name.Length > 0 ? reference : reference with { Name = root.Text("name"u8) },
        Metadata = metadata,
        Source = source,
        // Helm takes a number without quotes for the text that it is.
        Version = root.Field("version"u8).AsText(),
        AppVersion = root.Field("appVersion"u8).AsText(),
        IsLibrary = root.Text("type"u8) is "library",
        Dependencies =
        [
            .. root.Items("dependencies"u8).Select(d => new ChartDependency(
                new ChartName(d.Text("name"u8), d.Text("version"u8)),
                d.Text("alias"u8) is { Length: > 0 } alias ? alias : d.Text("name"u8),
                d.Text("condition"u8),
                d.Text("repository"u8) is var at && at.StartsWith(Folder, StringComparison.Ordinal) ? at[Folder.Length..] : string.Empty)),
        ],
    };
}
