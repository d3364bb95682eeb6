using System.Text.Json;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a plan's own policy for volumes, which is in a ConfigMap beside it, does with a volume: the first entry that fits counts.</summary>
/// <param name="Action">The action of the entry that fits; empty when none does, or the plan has no policy.</param>
/// <param name="Doubt">Why it cannot be told; empty when it can.</param>
internal sealed record VolumePolicies(string Action, string Doubt)
{
    private static readonly VolumePolicies None = new(string.Empty, string.Empty);

    /// <summary>What a plan's policy does with the volume of a mount.</summary>
    public static VolumePolicies Of(BackupObject plan, MountFacts mount)
    {
        if (plan.Text("policy") is not { Length: > 0 } name)
        {
            return None;
        }

        var map = mount.Surroundings.Inventory.ConfigMaps.At(name).FirstOrDefault(c =>
            c.Namespace.Length == 0 || plan.Namespace.Length == 0 || string.Equals(c.Namespace, plan.Namespace, StringComparison.Ordinal));
        if (map is not { Entries.Count: 1 }
            || YamlReader.Read(map.Entries.Values.First(), string.Empty).FirstOrDefault() is not YamlDocument.Readable { Root: var root }
            || Field(root, "volumePolicies") is not { ValueKind: JsonValueKind.Array } entries)
        {
            return new VolumePolicies(string.Empty, $"what {plan.Reference} skips is said by ConfigMap {name}, which was not found, or not readable");
        }

        foreach (var entry in entries.EnumerateArray())
        {
            switch (Fits(Field(entry, "conditions"), mount))
            {
                case true:
                    return new VolumePolicies(Text(Field(entry, "action"), "type"), string.Empty);
                case null:
                    return new VolumePolicies(string.Empty, $"whether an entry of ConfigMap {name} is about this volume depends on what is not known");
                default:
                    break;
            }
        }

        return None;
    }

    /// <summary>Whether a volume meets all conditions; null when that cannot be told.</summary>
    private static bool? Fits(JsonElement conditions, MountFacts mount)
    {
        bool? fits = true;
        foreach (var condition in conditions.ValueKind == JsonValueKind.Object ? conditions.EnumerateObject() : default)
        {
            var one = Fits(condition, mount);
            if (one == false)
            {
                return false;
            }

            fits = one is null ? null : fits;
        }

        return fits;
    }

    private static bool? Fits(JsonProperty condition, MountFacts mount)
    {
        var (plugin, written) = (Volumes.Plugin(mount), condition.Value);
        return condition.Name switch
        {
            "storageClass" => mount.Claim is not { Class.Name: var name } ? false
                : name.Length == 0 ? null
                : written.ValueKind == JsonValueKind.Array && written.EnumerateArray().Any(c => c.ValueEquals(name)),
            "nfs" => plugin is null ? null : plugin.Server.Length > 0 && Is(written, "server", plugin.Server) && Is(written, "path", plugin.Share),
            "csi" => (plugin?.Name ?? Provisioner(mount)) is { Length: > 0 } driver ? driver.Contains('.') && Is(written, "driver", driver) : null,
            "pvcLabels" => written.ValueKind == JsonValueKind.Object
                && written.EnumerateObject().All(l => Volumes.Metadata(mount).Labels.TryGetValue(l.Name, out var value) && l.Value.ValueEquals(value)),
            "volumeTypes" => IsOneOf(written, Volumes.Types(mount)),
            _ => null,
        };
    }

    /// <summary>Whether all that a volume may be is listed, or nothing of it; null when only some is, or when nobody knows what it may be.</summary>
    private static bool? IsOneOf(JsonElement written, IReadOnlyList<string> types)
    {
        var named = written.ValueKind == JsonValueKind.Array ? written.EnumerateArray().Count(w => types.Any(t => w.ValueEquals(t))) : 0;
        return types.Count == 0 ? null : named == 0 ? false : named == types.Count ? true : null;
    }

    private static string Provisioner(MountFacts mount) => (mount.Claim?.Class as StorageClassReference.Known)?.Class.Provisioner ?? string.Empty;

    private static bool Is(JsonElement conditions, string key, string value) =>
        Text(conditions, key) is not { Length: > 0 } wanted || string.Equals(wanted, value, StringComparison.Ordinal);

    private static JsonElement Field(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) ? value : default;

    private static string Text(JsonElement element, string key) =>
        Field(element, key) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : string.Empty;
}
