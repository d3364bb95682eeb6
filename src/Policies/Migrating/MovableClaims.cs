using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Resolution;

namespace HomelabStorage.Policies.Migrating;

/// <summary>The claims of a world, those among them that controllers make of templates.</summary>
internal sealed class MovableClaims(World world, Resolver resolver)
{
    private readonly Workload[] _makers = [.. world.Manifests.OfType<Workload>().Where(w => w.ClaimTemplates.Count > 0)];

    /// <summary>Every claim, as NAMESPACE/CLAIM.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. resolver.Inventory.Claims.All.Select(c => Spoken(c.Namespace, c.Name))
            .Concat(_makers.SelectMany(w => w.ClaimTemplates
                .Where(t => t.Series != ClaimSeries.None)
                .SelectMany(t => Enumerable.Range(w.FirstOrdinal, Math.Clamp(w.Replicas, 1, 100)).Select(n => Spoken(w.Namespace, t.Series.Name(n))))))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A claim; null where there is none of that name. A manifest that names no namespace may be meant.</summary>
    public FoundClaim? Find(string ns, string name)
    {
        var maker = _makers.FirstOrDefault(w => IsIn(w, ns) && w.ClaimTemplates.Any(t => IsOf(w, t, name)));
        var template = maker?.ClaimTemplates.First(t => IsOf(maker, t, name));
        var claims = resolver.Inventory.Claims.All.Where(c => IsIn(c, ns) && string.Equals(c.Name, name, StringComparison.Ordinal));
        if (claims.MaxBy(c => c.Namespace.Length) is { } claim && resolver.Resolve(claim) is ClaimFacts facts)
        {
            return new FoundClaim(facts.Link, facts.Consumers, facts.Surroundings) { Maker = maker, Template = template };
        }

        if (maker is null || resolver.Resolve(maker) is not WorkloadFacts workload)
        {
            return null;
        }

        MountFacts[] mounts = [.. workload.AllMounts.Concat(workload.Elsewhere).Where(m => m.Claim?.Template == template && m.Claim!.Claim is null)];
        return mounts.Length == 0 ? null
            : new FoundClaim(mounts[0].Claim! with { Name = name }, mounts, workload.Surroundings) { Maker = maker, Template = template };
    }

    private static bool IsOf(Workload maker, ClaimTemplate template, string name) => template.Series.TryNumber(name, out var number) && maker.HasPod(number);

    private static bool IsIn(Manifest manifest, string ns) => manifest.Namespace.Length == 0 || string.Equals(manifest.Namespace, ns, StringComparison.Ordinal);

    private static string Spoken(string ns, string name) => ns.Length == 0 ? name : $"{ns}/{name}";
}
