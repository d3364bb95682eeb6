using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// The mounts of all workloads that use a claim of one name. A folder may hold hundreds of copies of both; each copy of the claim then
/// looks at its own mounts only.
/// </summary>
internal sealed class MountsOfName
{
    private readonly IReadOnlyList<MountFacts> _all;
    private readonly Dictionary<Claim, List<MountFacts>> _found = new(ReferenceEqualityComparer.Instance);
    private readonly List<MountFacts> _loose = [];

    public MountsOfName(IReadOnlyList<MountFacts> mounts)
    {
        _all = mounts;
        foreach (var mount in mounts)
        {
            if (mount is not { Volume.Source: VolumeSource.ByClaim, Claim.Claim: { Source: ManifestSource.Text } claim })
            {
                _loose.Add(mount);
            }
            else if (_found.TryGetValue(claim, out var known))
            {
                known.Add(mount);
            }
            else
            {
                _found.Add(claim, [mount]);
            }
        }
    }

    /// <summary>The mounts that may be of a claim: those that led to the very manifest, and those that led to none. A claim from the wire may replace any.</summary>
    public IEnumerable<MountFacts> Of(Claim claim) =>
        claim.Source is not ManifestSource.Text ? _all : _found.TryGetValue(claim, out var found) ? found.Concat(_loose) : _loose;
}
