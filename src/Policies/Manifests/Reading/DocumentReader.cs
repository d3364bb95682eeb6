using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Reads a document of a file: an object, a list of objects, or what another tool keeps there. What was meant to be an object and cannot be read has a row.
/// </summary>
internal static class DocumentReader
{
    /// <summary>The readings of a document, each with its place.</summary>
    public static IEnumerable<(ManifestReading Reading, SourceMap Map)> Read(JsonElement root, SourceMap map)
    {
        if (TypeMeta.Check(root) is not { } misfit)
        {
            return ReadObjects(root, map, ManifestReader.Reference(root));
        }

        if (TypeMeta.IsBareList(root))
        {
            const string Reason = "it is a list of objects, and Kubernetes takes one object there: write --- between them, or make them the items of a List";
            return [(new ManifestReading.Unreadable(TypeMeta.Named(ManifestReader.Reference(root)), string.Empty, Reason), map)];
        }

        var ofTool = ReadFileOfTool(root, map);
        return [(ofTool is ManifestReading.NoObject && TypeMeta.IsMeant(root) ? Unreadable(root, misfit) : ofTool, map)];
    }

    /// <summary>An object that is made of a template.</summary>
    public static ManifestReading ReadMade(JsonElement root, SourceMap map) =>
        TypeMeta.Check(root) is { } misfit ? Unreadable(root, misfit) : ReadObject(root, map, ManifestReader.Reference(root));

    /// <summary>The items of a list, each with its place; null where an object is none.</summary>
    public static IEnumerable<(JsonElement Item, SourceMap Map)>? Items(JsonElement root, SourceMap map) =>
        root.Field("items"u8) is { ValueKind: JsonValueKind.Array } items && ManifestReader.Reference(root).Kind.EndsWith("List", StringComparison.Ordinal)
            ? items.EnumerateArray().Select((item, index) => (item, map.Below(string.Create(CultureInfo.InvariantCulture, $"/items/{index}"))))
            : null;

    /// <summary>An object, or those of a list.</summary>
    private static IEnumerable<(ManifestReading Reading, SourceMap Map)> ReadObjects(JsonElement root, SourceMap map, ObjectReference reference)
    {
        if (Items(root, map) is { } listed)
        {
            foreach (var (item, below) in listed)
            {
                foreach (var reading in ReadItem(item, below, TypeMeta.OfItems(root)))
                {
                    yield return reading;
                }
            }
        }
        else if (IsList(root, reference))
        {
            var items = root.Field("items"u8);
            yield return (items.ValueKind == JsonValueKind.Null
                ? new ManifestReading.NotJudged(map.File, default, $"{reference.Kind} whose items are null, so that it holds nothing")
                : Unreadable(root, new Misfit("/items", FieldType.Spell(items), "a list")), map);
        }
        else
        {
            if (reference.Kind is "Secret" && IsEncrypted(root))
            {
                // SOPS encrypts values and leaves names alone.
                yield return (ManifestReader.Guarded(root, reference, new ManifestSource.Text(map)), map);
            }

            yield return (ReadObject(root, map, reference), map);
        }
    }

    /// <summary>An item of a list, which may leave it to the list to say of what kind it is.</summary>
    private static IEnumerable<(ManifestReading Reading, SourceMap Map)> ReadItem(JsonElement item, SourceMap map, (string ApiVersion, string Kind)? of)
    {
        var reference = ManifestReader.Reference(item);
        if (item.ValueKind != JsonValueKind.Object)
        {
            var reason = $"it is {FieldType.Spell(item)}, and the items of a list are objects";
            return [(new ManifestReading.Unreadable(TypeMeta.Named(reference), string.Empty, reason), map)];
        }

        return of is var (apiVersion, kind) && TypeMeta.IsLeftToList(item) ? ReadObjects(item, map, reference with { ApiVersion = apiVersion, Kind = kind })
            : TypeMeta.Check(item) is { } misfit ? [(Unreadable(item, misfit), map)]
            : ReadObjects(item, map, reference);
    }

    /// <summary>Whether an object whose items are no list should be one: a list of anything, or of a kind that the judgement knows.</summary>
    private static bool IsList(JsonElement root, ObjectReference reference) => reference is { ApiVersion: "v1", Kind: "List" }
        || (root.Field("items"u8).ValueKind != JsonValueKind.Undefined
            && TypeMeta.OfItems(root) is var (apiVersion, kind)
            && ManifestKinds.Of(apiVersion, kind) is not null);

    private static ManifestReading.Unreadable Unreadable(JsonElement root, Misfit misfit) =>
        new(TypeMeta.Named(ManifestReader.Reference(root)), misfit.Pointer, misfit.Spoken);

    /// <summary>A document that is not an object, by the tool its file belongs to.</summary>
    private static ManifestReading ReadFileOfTool(JsonElement root, SourceMap map) => root.ValueKind != JsonValueKind.Object
        ? NoObject(root, map)
        : KustomizeReader.IsItsFile(map.File) ? Checked(root, map, KustomizeReader.Unsaid)
        : LocalChartReader.IsItsFile(map.File, root) ? Checked(root, map, LocalChartReader.Unsaid)
        : IsValuesFile(map.File) ? new ManifestReading.ChartValues(new YamlDocument.Readable(root, map))
        : Helmfile.IsOne(root) ? Helmfile.NotJudged(root, map)
        : NoObject(root, map);

    private static ManifestReading.NoObject NoObject(JsonElement root, SourceMap map) => new(map.File)
    {
        Document = root.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? new YamlDocument.Readable(root, map) : null,
    };

    private static ManifestReading ReadObject(JsonElement root, SourceMap map, ObjectReference reference)
    {
        if (IsEncrypted(root))
        {
            return new ManifestReading.NotJudged(map.File, default, "encrypted by SOPS") { Group = "documents encrypted by SOPS" };
        }

        var metadata = root.Field("metadata"u8);
        if (IsTemplate(reference.Kind))
        {
            return ManifestReader.Template(map.File, default);
        }

        if (IsTemplate(metadata.Text("name"u8)) || IsTemplate(metadata.Text("namespace"u8)))
        {
            // Whatever it is called: an object of another kind would not be judged.
            return ManifestKinds.Of(reference) is null ? ManifestReading.Foreign.Instance : ManifestReader.Template(map.File, default);
        }

        return Checked(root, map, reference);
    }

    /// <summary>An object as a file has it: nobody has seen to the types of its fields yet.</summary>
    private static ManifestReading Checked(JsonElement root, SourceMap map, ObjectReference reference) =>
        TypeMeta.CheckName(reference) is { } name ? new ManifestReading.Unreadable(reference, name.Pointer, name.Spoken)
        : ManifestKinds.Of(reference)?.Fields.Check(root) is { } misfit ? new ManifestReading.Unreadable(reference, misfit.Pointer, misfit.Spoken)
        : ManifestReader.Guarded(root, reference, new ManifestSource.Text(map));

    /// <summary>Files of values go by that name, alone or with the release's before it.</summary>
    private static bool IsValuesFile(string file)
    {
        var name = file[(file.LastIndexOf('/') + 1)..];
        return Path.GetFileNameWithoutExtension(name.AsSpan()) is var stem
            && (stem.StartsWith("values", StringComparison.OrdinalIgnoreCase) || stem.EndsWith("values", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsEncrypted(JsonElement root) => root.Field("sops"u8).Field("mac"u8).ValueKind == JsonValueKind.String;

    private static bool IsTemplate(string text) => text.Contains("{{", StringComparison.Ordinal);
}
