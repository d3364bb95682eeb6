using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// What the Flux operator makes of ResourceSets whose inputs are written in them (its internal/builder/resourceset.go): each template once for each set of
/// inputs, and of objects with one name the first. What needs more of Go's templates than <see cref="SetInputs"/> knows is not judged.
/// </summary>
internal static class ResourceSets
{
    private const string Open = "<<";
    private const string Close = ">>";

    /// <summary>The readings of the objects, and of what cannot be told.</summary>
    public static IEnumerable<ManifestReading> Of(ResourceSet set) => ExpansionDoor.Of(set, map => Made(set, map));

    private static List<ManifestReading> Made(ResourceSet set, SourceMap map)
    {
        if (set.HasOtherInputs)
        {
            return [NotJudged(set, map, "takes inputs from elsewhere")];
        }

        var made = new List<ManifestReading>();
        var known = new HashSet<ObjectReference>();
        var isWhole = true;
        foreach (var inputs in Inputs(set))
        {
            foreach (var (root, source, pointer) in Filled(set, inputs, map))
            {
                if (root is not { } whole)
                {
                    isWhole = false;
                }
                else if (!IsDisabled(whole)
                    && ManifestReader.ReadMade(Completed(whole, set), source, new Origin(set.Reference, pointer)) is var reading
                    && (reading is not ManifestReading.Understood { Manifest.Reference: var reference } || known.Add(reference)))
                {
                    made.Add(reading);
                }
            }
        }

        if (!isWhole)
        {
            made.Add(NotJudged(set, map, "has templates that only the Flux operator can fill"));
        }

        return made;
    }

    /// <summary>The objects with one set of inputs; null for one with a placeholder that stays.</summary>
    private static IEnumerable<(JsonElement? Root, SourceMap Map, string Pointer)> Filled(ResourceSet set, SetInputs inputs, SourceMap map)
    {
        foreach (var (template, pointer) in set.Resources)
        {
            var fill = new Placeholders(Open, Close, inputs.Value) { IsYaml = true };
            var root = fill.Fill(template);
            yield return (fill.HasUnfilled ? null : root, map.Below(pointer), pointer);
        }

        foreach (var (template, pointer) in set.Texts)
        {
            var fill = new Placeholders(Open, Close, inputs.Value);
            var text = fill.Fill(template);
            if (fill.HasUnfilled)
            {
                yield return (null, map, pointer);
                continue;
            }

            foreach (var document in YamlReader.Read(text, map.File))
            {
                yield return ((document as YamlDocument.Readable)?.Root, map.Within(pointer, text), pointer);
            }
        }
    }

    private static IEnumerable<SetInputs> Inputs(ResourceSet set)
    {
        var provider = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["apiVersion"] = set.Reference.ApiVersion,
            ["kind"] = set.Reference.Kind,
            ["name"] = set.Name,
            ["namespace"] = set.Namespace,
        };
        return set.Inputs is { ValueKind: JsonValueKind.Array } inputs && inputs.GetArrayLength() > 0
            ? inputs.EnumerateArray().Select(one => new SetInputs(one, provider))
            : [new SetInputs(default, provider)];
    }

    private static bool IsDisabled(JsonElement root) =>
        root.Field("metadata"u8).Field("annotations"u8).Text("fluxcd.controlplane.io/reconcile"u8) is "disabled";

    /// <summary>An object with what all of the set get, in the set's namespace where it names none.</summary>
    private static JsonElement Completed(JsonElement root, ResourceSet set)
    {
        if (JsonObject.Create(root) is not { } made || made["metadata"] is not JsonObject metadata)
        {
            return root;
        }

        metadata["namespace"] ??= set.Namespace;
        foreach (var field in new[] { "labels", "annotations" })
        {
            if (set.CommonMetadata.ValueKind == JsonValueKind.Object
                && set.CommonMetadata.TryGetProperty(field, out var common)
                && common.ValueKind == JsonValueKind.Object)
            {
                var own = metadata[field] as JsonObject ?? [];
                metadata[field] = own;
                foreach (var entry in common.EnumerateObject())
                {
                    own[entry.Name] = JsonNode.Parse(entry.Value.GetRawText());
                }
            }
        }

        return MergedValues.ToElement(made);
    }

    private static ManifestReading.NotJudged NotJudged(ResourceSet set, SourceMap map, string why) =>
        new(map.File, new Position(map.ObjectLine, 1), $"{set.Reference} {why}")
        {
            Group = "ResourceSets that files alone do not decide",
            Name = set.Name,
            Command = $"flux-operator build resourceset -f {map.File} | homelab-storage audit -",
        };
}
