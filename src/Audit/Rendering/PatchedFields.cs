using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Which fields of rendered objects patches set, so that what is found there is shown where it was written.</summary>
/// <param name="patches">The patches, the last counting most.</param>
/// <param name="text">What was rendered.</param>
/// <param name="file">The name it goes by.</param>
internal sealed class PatchedFields(IReadOnlyList<WrittenPatch> patches, string text, string file)
{
    private readonly Lazy<Dictionary<int, JsonElement>> _objects = new(() =>
        YamlReader.Read(text, file).OfType<YamlDocument.Readable>().ToDictionary(d => d.Source.FirstLine, d => d.Root));

    /// <summary>The names that the patches of a kustomization give, by its file, each with what is so called.</summary>
    private readonly Lazy<ILookup<string, (KustomizePatch Target, string Name)>> _names = new(() => patches
        .Where(p => p.Root.ValueKind == JsonValueKind.Array)
        .SelectMany(p => p.Root.EnumerateArray()
            .Where(operation => Word(operation, "op") is "add" or "replace" && Word(operation, "path") is "/metadata/name")
            .Select(operation => (p.Target, Name: Word(operation, "value"))))
        .ToLookup(named => named.Target.File, StringComparer.Ordinal));

    /// <summary>The fields of an object, by the map of its rendering.</summary>
    public IReadOnlyList<FieldPlace> Of(Manifest manifest, SourceMap map)
    {
        WrittenPatch[] own = [.. patches.Where(p => IsFor(p.Target, manifest.Reference) && !IsForAnother(p.Target, manifest.Reference))];
        if (own.Length == 0 || !_objects.Value.TryGetValue(map.FirstLine, out var root))
        {
            return [];
        }

        return [
            .. own.SelectMany(p => p.Root.ValueKind == JsonValueKind.Array ? Operations(p, root) : Parts(p.Root, root, string.Empty, string.Empty, p.Map)),
        ];
    }

    /// <summary>Prefixes and suffixes come after patches.</summary>
    private static bool IsFor(KustomizePatch target, ObjectReference reference) => target.IsFor(reference)
        || (target.Name.Length > 0
            && target.IsFor(reference with { Name = target.Name })
            && reference.Name.Contains(target.Name, StringComparison.Ordinal));

    /// <summary>
    /// Whether a kustomization gives what its patches are for another name: several that take in one base all patch what the base calls it.
    /// </summary>
    private bool IsForAnother(KustomizePatch target, ObjectReference reference)
    {
        string[] given =
        [
            .. _names.Value[target.File]
                .Where(n => n.Target.Kind.Length == 0 || string.Equals(n.Target.Kind, reference.Kind, StringComparison.Ordinal))
                .Select(n => n.Name),
        ];
        return given.Length > 0
            && !string.Equals(target.Name, reference.Name, StringComparison.Ordinal)
            && !Array.Exists(given, name => reference.Name.Contains(name, StringComparison.Ordinal));
    }

    private static IEnumerable<FieldPlace> Operations(WrittenPatch patch, JsonElement root) => patch.Root.EnumerateArray()
        .Select((operation, index) => (Operation: operation, At: string.Create(CultureInfo.InvariantCulture, $"/{index}")))
        .Where(o => Word(o.Operation, "op") is "add" or "replace" && Word(o.Operation, "path") is ['/', ..])
        .Select(o => new FieldPlace(Written(o.Operation, root), patch.Map, patch.Map.IsPart ? string.Empty : $"{o.At}/value"));

    /// <summary>The field an operation leaves: one that adds to the end of a list has made its last item, unless another one came after it.</summary>
    private static string Written(JsonElement operation, JsonElement root)
    {
        var path = Word(operation, "path");
        if (!path.EndsWith("/-", StringComparison.Ordinal))
        {
            return path;
        }

        var list = JsonPointer.Segments(path[..^2]).Aggregate(root, Step);
        var added = operation.TryGetProperty("value", out var value) ? Word(value, "name") : string.Empty;
        return list.ValueKind != JsonValueKind.Array ? path
            : string.Create(CultureInfo.InvariantCulture, $"{path[..^2]}/{(added.Length > 0 ? Named(list, added) : list.GetArrayLength() - 1)}");
    }

    /// <summary>Every field of a part of an object, with items of lists found by their names.</summary>
    private static IEnumerable<FieldPlace> Parts(JsonElement part, JsonElement whole, string pointer, string at, SourceMap map)
    {
        if (part.ValueKind == JsonValueKind.Object)
        {
            return part.EnumerateObject()
                .Where(e => at.Length > 0 || e.Name is not ("apiVersion" or "kind"))
                .Where(e => at is not "/metadata" || e.Name is not ("name" or "namespace"))
                .SelectMany(e => Parts(e.Value, Step(whole, e.Name), $"{pointer}/{JsonPointer.Escape(e.Name)}", $"{at}/{JsonPointer.Escape(e.Name)}", map));
        }

        if (part.ValueKind == JsonValueKind.Array && part.EnumerateArray().All(item => Word(item, "name").Length > 0) && whole.ValueKind == JsonValueKind.Array)
        {
            return part.EnumerateArray().SelectMany((item, index) => Named(whole, Word(item, "name")) is >= 0 and var found
                ? Parts(
                    item,
                    whole[found],
                    string.Create(CultureInfo.InvariantCulture, $"{pointer}/{found}"),
                    string.Create(CultureInfo.InvariantCulture, $"{at}/{index}"),
                    map)
                : []);
        }

        return [new FieldPlace(pointer, map, map.IsPart ? string.Empty : at)];
    }

    private static int Named(JsonElement list, string name) =>
        list.EnumerateArray().ToList().FindIndex(item => string.Equals(Word(item, "name"), name, StringComparison.Ordinal));

    private static JsonElement Step(JsonElement at, string key) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(key, out var below) ? below
        : at.ValueKind == JsonValueKind.Array && int.TryParse(key, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength() ? at[index]
        : default;

    private static string Word(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : string.Empty;
}
