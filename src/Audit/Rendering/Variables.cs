using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Values for the variables in what Flux renders.</summary>
/// <param name="Values">The values by name.</param>
/// <param name="IsWhole">Whether everything that values come from is known.</param>
internal sealed record Variables(IReadOnlyDictionary<string, string> Values, bool IsWhole)
{
    /// <summary>What values may come from, by name.</summary>
    public static ILookup<string, ConfigMap> Maps(IEnumerable<Manifest> manifests) =>
        manifests.OfType<ConfigMap>().ToLookup(c => c.Name, StringComparer.Ordinal);

    /// <summary>The values a Kustomization of Flux puts in; null where it puts in none.</summary>
    public static Variables? Of(Kustomization flux, ILookup<string, ConfigMap> maps)
    {
        if (flux.Substitutes.Count + flux.SubstitutesFrom.Count == 0)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var isWhole = true;
        foreach (var (kind, name) in flux.SubstitutesFrom)
        {
            var found = kind is "ConfigMap"
                ? maps[name]
                    .OrderByDescending(c => c.Source.Folder.AsSpan().CommonPrefixLength(flux.Source.Folder))
                    .FirstOrDefault()
                : null;
            isWhole &= found is not null;
            foreach (var (key, value) in found?.Entries ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                values[key] = value;
            }
        }

        foreach (var (key, value) in flux.Substitutes)
        {
            values[key] = value;
        }

        return new Variables(values, isWhole);
    }
}
