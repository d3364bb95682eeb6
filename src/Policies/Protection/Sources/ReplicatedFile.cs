using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>A database, or a folder of them, that a replicator is told of.</summary>
/// <param name="Path">Where it is in the replicator's container.</param>
/// <param name="Replicas">Where it is replicated to.</param>
/// <param name="Pattern">The names of those that are meant, of a folder; null of one database.</param>
/// <param name="IsDeep">Whether folders within the folder are meant, too.</param>
internal sealed record ReplicatedFile(string Path, IReadOnlyList<string> Replicas, string? Pattern = null, bool IsDeep = false)
{
    /// <summary>The key of its configuration that former versions do not know; empty where they know all that is needed.</summary>
    public string NewKey { get; init; } = string.Empty;

    /// <summary>Whether a file is meant.</summary>
    public bool Covers(string file) => Pattern is null
        ? string.Equals(Path, file, StringComparison.Ordinal)
        : MountPath.Contains(Path, file)
            && (IsDeep || file.LastIndexOf('/') == (Path.Length > 1 ? Path.Length : 0))
            && new Wildcard(Pattern).Matches(file[(file.LastIndexOf('/') + 1)..]);

    /// <summary>Whether something below a folder may be meant.</summary>
    public bool Reaches(string folder) => MountPath.Contains(folder, Path) || (IsDeep && MountPath.Contains(Path, folder));

    /// <summary>Whether it may be in the part of a volume that another container has mounted.</summary>
    /// <param name="own">The volume in the replicator's container.</param>
    /// <param name="mount">The same volume in the other.</param>
    public bool IsWithin(VolumeMount own, VolumeMount mount)
    {
        if (mount.SubPath.Length == 0 || !MountPath.Contains(own.Path, Path))
        {
            return true;
        }

        var below = own.Path.Length > 1 ? Path[own.Path.Length..] : Path;
        var place = MountPath.Within($"{own.SubPath}{below}");
        return Pattern is null ? place.StartsWith($"{mount.SubPath}/", StringComparison.Ordinal) : MountPath.Overlap(place, mount.SubPath);
    }

    /// <summary>Reads a configuration: <c>dbs</c>, each with a <c>path</c> or a <c>dir</c>, and a <c>replica</c> or <c>replicas</c>.</summary>
    public static IReadOnlyList<ReplicatedFile>? Read(string configuration)
    {
        if (YamlReader.Read(configuration, string.Empty).FirstOrDefault() is not YamlDocument.Readable { Root.ValueKind: JsonValueKind.Object } document)
        {
            return null;
        }

        return [.. Items(document.Root, "dbs").Select(Of).Where(d => d.Path.Length > 1 || d.Pattern is not null)];
    }

    private static ReplicatedFile Of(JsonElement database)
    {
        var folder = Text(database, "dir");
        JsonElement one = default;
        var isOne = database.ValueKind == JsonValueKind.Object && database.TryGetProperty("replica", out one);
        string[] replicas = isOne ? [Address(one)] : [.. Items(database, "replicas").Select(Address)];
        return new ReplicatedFile(
            MountPath.Normalise(folder.Length > 0 ? folder : Text(database, "path")),
            [.. replicas.Where(a => a.Length > 0)],
            folder.Length > 0 ? Text(database, "pattern") : null,
            database.ValueKind == JsonValueKind.Object
                && database.TryGetProperty("recursive", out var deep)
                && (deep.ValueKind == JsonValueKind.True || (deep.ValueKind == JsonValueKind.String && deep.ValueEquals("true"u8))))
        {
            NewKey = folder.Length > 0 ? "dir" : isOne ? "replica" : string.Empty,
        };
    }

    private static string Address(JsonElement replica) => Text(replica, "url") is { Length: > 0 } url ? url
        : Text(replica, "type") is { Length: > 0 } type and not "file"
            ? $"{type}://{Text(replica, "bucket")}{Text(replica, "host")}/{Text(replica, "path").TrimStart('/')}"
                + (Text(replica, "endpoint") is { Length: > 0 } endpoint ? $"?endpoint={endpoint}" : string.Empty)
        : Text(replica, "path");

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : string.Empty;

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;
}
