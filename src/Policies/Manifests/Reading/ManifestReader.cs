using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Turns JSON into manifests, and texts into readings of them.</summary>
public static class ManifestReader
{
    /// <summary>The name of an object whose own cannot be read.</summary>
    public const string WithoutName = "without a name";
    private static readonly ObjectReference Nobody = new(string.Empty, "object", string.Empty, WithoutName);

    /// <summary>Every object of a text, lists taken apart.</summary>
    public static IEnumerable<ManifestReading> ReadAll(string text, string file)
    {
        if (ManifestReading.ChartTemplate.IsOne(file))
        {
            yield return new ManifestReading.ChartTemplate(file, text);
            if (file.EndsWith(".tpl", StringComparison.Ordinal))
            {
                yield break;
            }
        }

        foreach (var document in YamlReader.Read(text, file))
        {
            switch (document)
            {
                case YamlDocument.Broken broken:
                    yield return Broken(broken);
                    foreach (var reading in broken.Last is { } last ? ReadingPlaces.Of(last, DocumentReader.Read) : [])
                    {
                        yield return reading;
                    }

                    break;
                case YamlDocument.Templated templated:
                    yield return IsOfOtherKinds(templated.Text) ? ManifestReading.Foreign.Instance : Template(templated.File, templated.Position);
                    break;
                case YamlDocument.Readable readable:
                    foreach (var reading in ReadingPlaces.Of(readable, DocumentReader.Read))
                    {
                        yield return reading;
                    }

                    break;
            }
        }
    }

    /// <summary>What is wrong with a document. Kubernetes takes the last of a key's values, and so it is judged all the same.</summary>
    private static ManifestReading Broken(YamlDocument.Broken broken) => BrokenObject.IsIn(broken.Text)
        ? new ManifestReading.Broken(
            broken.File,
            broken.Position,
            broken.Last is null ? broken.Message : $"{broken.Message}: kustomize refuses the file; it is judged by the last value, which Kubernetes takes")
        : new ManifestReading.NotJudged(broken.File, broken.Position, $"no Kubernetes object, and not YAML: {broken.Message}", IsObject: false);

    /// <summary>One object as the API server sends it, which has seen to the types of its fields.</summary>
    public static ManifestReading Read(JsonElement root) => Guarded(root, known: null, ManifestSource.Wire.Instance);

    /// <summary>An object of a list, where each item's kind is said by the list alone.</summary>
    public static ManifestReading Read(JsonElement root, string apiVersion, string kind) =>
        Guarded(root, new ObjectReference(apiVersion, kind, string.Empty, string.Empty), ManifestSource.Wire.Instance);

    /// <summary>An object that something else in the text makes: of a template, with values.</summary>
    internal static ManifestReading ReadMade(JsonElement root, SourceMap map, Origin origin) =>
        ReadingPlaces.Of([(DocumentReader.ReadMade(root, map), map)]).Single() switch
        {
            ManifestReading.Understood { Manifest: var manifest } => new ManifestReading.Understood(manifest with { Origin = origin }),
            var other => other,
        };

    /// <summary>Reads an object whose kind may be known already. Nothing that is wrong with it gets past here.</summary>
    internal static ManifestReading Guarded(JsonElement root, ObjectReference? known, ManifestSource source)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new ManifestReading.Unreadable(known is null ? Nobody : known with { Name = WithoutName }, string.Empty, "it is not an object");
        }

        var reference = known ?? Nobody;
        try
        {
            var written = Reference(root);
            reference = known is null ? written : written with { ApiVersion = known.ApiVersion, Kind = known.Kind };
            return Read(root, reference, source) is { } manifest ? new ManifestReading.Understood(manifest) : ManifestReading.Foreign.Instance;
        }
#pragma warning disable CA1031 // The door of one object: whatever breaks while it is read costs this object, not those beside it.
        catch (Exception bug) when (bug is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return Unread(reference, bug);
        }
    }

    private static ManifestReading.Unreadable Unread(ObjectReference reference, Exception bug) =>
        new(reference, string.Empty, $"it cannot be read: {bug.Message}");

    /// <summary>Whether a template says what it makes, and nothing of that is judged or decides about it.</summary>
    private static bool IsOfOtherKinds(string text)
    {
        var isSaid = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Trim() is ['k', 'i', 'n', 'd', ':', ' ', .. var rest])
            {
                var kind = rest.Trim().Trim('"').ToString();
                if (kind.Contains('{', StringComparison.Ordinal) || kind.EndsWith("List", StringComparison.Ordinal) || ManifestKinds.IsKnown(kind))
                {
                    return false;
                }

                isSaid |= line is ['k', ..];
            }
        }

        return isSaid;
    }

    internal static ManifestReading.NotJudged Template(string file, Position position) =>
        new(file, position, "a template: render it first, for example with helm template")
        {
            Group = "templates",
            Name = file[(file.LastIndexOf('/') + 1)..],
            Command = file.LastIndexOf("/templates/", StringComparison.Ordinal) is > 0 and var at
                ? $"helm template NAME {file[..at]} | homelab-storage audit -"
                : $"helm template NAME CHART --show-only {file} | homelab-storage audit -",
        };

    internal static ObjectReference Reference(JsonElement root)
    {
        var metadata = root.Field("metadata"u8);
        var name = metadata.Text("name"u8);
        return new ObjectReference(
            root.Text("apiVersion"u8),
            root.Text("kind"u8),
            metadata.Text("namespace"u8),
            name.Length > 0 ? name : metadata.Text("generateName"u8));
    }

    /// <summary>A namespace written on an object that has none is a slip the API server skips, and so do we.</summary>
    private static Manifest? Read(JsonElement root, ObjectReference reference, ManifestSource source)
    {
        if (ManifestKinds.Of(reference) is not { } kind)
        {
            return null;
        }

        var metadata = root.Field("metadata"u8);
        var manifest = kind.Read(
            root,
            kind.IsNamespaced || reference.Namespace.Length == 0 ? reference : reference with { Namespace = string.Empty },
            MetadataReader.Read(metadata),
            source);
        return manifest is null || IsNamed(metadata.Field("name"u8)) ? manifest : manifest with { HasName = false };
    }

    private static bool IsNamed(JsonElement name) =>
        name.ValueKind == JsonValueKind.String ? !name.ValueEquals(string.Empty) : name.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
}
