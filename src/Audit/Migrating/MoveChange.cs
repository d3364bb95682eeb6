using HomelabStorage.Audit.Fixing;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Migrating;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Migrating;

/// <summary>What a move changes in the file where the claim is declared.</summary>
/// <param name="File">The file with the change; null where it cannot be made for certain, or there is no file.</param>
/// <param name="ByHand">What to write by hand instead; empty where the file says it.</param>
internal sealed record MoveChange(FixedFile? File, string ByHand)
{
    private const string Class = "/spec/storageClassName";
    private const string Mode = "/spec/accessModes/0";
    private const string Size = "/spec/resources/requests/storage";

    public static MoveChange Of(ClaimMove move)
    {
        var manifest = move.Old.Claim as Manifest ?? move.Maker!;
        (string Pointer, string Value)[] places = [.. Places(move)];
        var spoken = $"{manifest.Spoken}: {string.Join(", ", places.Select(p => $"{JsonPointer.Spell(p.Pointer)}: {p.Value}"))}{WithoutVolume(move)}";
        if (manifest.Source is not ManifestSource.Text { Map: var map })
        {
            // What a controller makes of a template is declared by the template.
            return new MoveChange(
                null,
                move is { Maker: { } maker, Template: { } template } ? $"{maker.Spoken}, template {template.Name}: class {move.Class}" : spoken);
        }

        if (move.Old.Claim is { Origin: { Template: { Length: > 0 } written } })
        {
            return new MoveChange(null, $"{spoken} (made by {written})");
        }

        if (move.Old.Claim is { Spec.VolumeName.Length: > 0 })
        {
            return new MoveChange(null, spoken);
        }

        if (manifest is Claim && move.OldModes != move.Modes && System.Numerics.BitOperations.PopCount((uint)move.OldModes) > 1)
        {
            return new MoveChange(null, $"{spoken} (and no other access mode)");
        }

        if (WrittenChange.Elsewhere(manifest, map) is { Length: > 0 } elsewhere)
        {
            return new MoveChange(null, $"{spoken} ({elsewhere})");
        }

        var change = WrittenChange.Of(map.File, [(manifest, new YamlEdit(map, places))]);
        return change.File is { } file ? new MoveChange(file, string.Empty) : new MoveChange(null, $"{spoken} ({change.Left[0].Reason})");
    }

    /// <summary>A claim that names the volume it had would ask for that again, and wait for it for ever.</summary>
    private static string WithoutVolume(ClaimMove move) => move.Old.Claim is { Spec.VolumeName.Length: > 0, Source: var source }
        ? $", and no volumeName{(source is ManifestSource.Text ? string.Empty : " where one is written")}, which names the old volume"
        : string.Empty;

    /// <summary>The fields and what they become. The values of a chart go by the chart's names, unless only its template is known.</summary>
    private static IEnumerable<(string Pointer, string Value)> Places(ClaimMove move)
    {
        var isOfChart = move.Old.Claim is { Origin.Template.Length: 0 };
        var template = move.Old.Claim is null ? move.Template : null;
        yield return (template is null ? isOfChart ? "/storageClass" : Class : template.Pointer + template.ClassField, move.Class);
        if (move.Modes != move.OldModes)
        {
            yield return (isOfChart ? "/accessMode" : $"{template?.Pointer}{Mode}", ClaimMove.Spell(move.Modes)[0]);
        }

        if (move.Size != move.OldSize)
        {
            yield return (isOfChart ? "/size" : $"{template?.Pointer}{Size}", Quantity.Format(move.Size));
        }
    }
}
