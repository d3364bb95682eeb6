using System.Text.Json;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// The jobs and groups that a volume is in: by its claim's labels where they count, else by its own, else by its class; by none it is in the usual
/// group.
/// </summary>
/// <param name="Jobs">Jobs by name.</param>
/// <param name="Groups">Groups.</param>
/// <param name="IsSaid">Whether anything says so.</param>
internal sealed record Memberships(IReadOnlyList<string> Jobs, IReadOnlyList<string> Groups, bool IsSaid)
{
    /// <summary>The memberships of a mount's volume.</summary>
    public static Memberships Of(MountFacts mount, BackupOperator maker) =>
        Of(mount.Claim, Volumes.Metadata(mount).Labels, mount.Surroundings.Inventory, maker);

    /// <summary>The memberships of a claim's volume.</summary>
    public static Memberships Of(ClaimLink? link, IReadOnlyDictionary<string, string> claim, Inventory inventory, BackupOperator maker)
    {
        if (claim.TryGetValue(maker.Mark("source-label"), out var source) && string.Equals(source, maker.Mark("joined"), StringComparison.Ordinal))
        {
            return OfLabels(claim, maker);
        }

        return GroupPlans.VolumeOf(link, inventory) is { } volume ? OfLabels(volume.Metadata.Labels, maker)
            : link?.Class is StorageClassReference.Known { Class: var storageClass }
                ? OfClass(storageClass.Parameter(maker.Mark("class-parameter")), maker)
            : Usual(maker);
    }

    /// <summary>The driver's name for a claim's volume; empty when none is known.</summary>
    public static string Handle(ClaimLink? link) =>
        link?.Volume?.Backing.Handle is { Length: > 0 } handle ? handle : link?.Spec?.VolumeName ?? string.Empty;

    /// <summary>Whether a plan is for one of them.</summary>
    public bool Include(BackupObject plan) =>
        Jobs.Contains(plan.Name, StringComparer.Ordinal) || plan.Texts("groups").Any(group => Groups.Contains(group, StringComparer.Ordinal));

    /// <summary>How messages name them: <c>group default</c>.</summary>
    public string Spoken => string.Join(" and ", new[] { Spell("job", Jobs), Spell("group", Groups) }.Where(s => s.Length > 0));

    /// <summary>Names of one sort, as messages list them; empty when there are none.</summary>
    public static string Spell(string sort, IReadOnlyList<string> names) => names.Count switch
    {
        0 => string.Empty,
        1 => $"{sort} {names[0]}",
        _ => $"{sort}s {string.Join(", ", names.SkipLast(1))} and {names[^1]}",
    };

    /// <summary>The memberships that labels name, whether they count or not.</summary>
    public static Memberships OfLabels(IReadOnlyDictionary<string, string> labels, BackupOperator maker)
    {
        var (job, group) = (maker.Mark("job-label"), maker.Mark("group-label"));
        string[] On(string prefix) =>
            [.. labels
                .Where(l => l.Key.StartsWith(prefix, StringComparison.Ordinal)
                    && !string.Equals(l.Key, maker.Mark("source-label"), StringComparison.Ordinal)
                    && string.Equals(l.Value, maker.Mark("joined"), StringComparison.Ordinal))
                .Select(l => l.Key[prefix.Length..])];
        var found = new Memberships(On(job), On(group), IsSaid: true);
        return found.Jobs.Count + found.Groups.Count == 0 ? Usual(maker) : found;
    }

    /// <summary>A class names them in JSON: <c>[{"name": "nightly", "isGroup": true}]</c>. What is no such list names none.</summary>
    private static Memberships OfClass(string written, BackupOperator maker)
    {
        if (!written.TrimStart().StartsWith('['))
        {
            return Usual(maker);
        }

        try
        {
            using var list = JsonDocument.Parse(written);
            var entries = list.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object
                && e.TryGetProperty("name", out var name)
                && name.ValueKind == JsonValueKind.String)
                .ToLookup(e => e.TryGetProperty("isGroup", out var group) && group.ValueKind == JsonValueKind.True, e => e.GetProperty("name").GetString()!);
            return entries.Count == 0 ? Usual(maker) : new Memberships([.. entries[false]], [.. entries[true]], IsSaid: true);
        }
        catch (Exception unread) when (unread is JsonException or InvalidOperationException) // Half a character is JSON, and no name.
        {
            return Usual(maker);
        }
    }

    private static Memberships Usual(BackupOperator maker) => new([], [maker.Mark("usual-group")], IsSaid: false);
}
