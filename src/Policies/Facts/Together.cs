using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Facts;

/// <summary>
/// Mounts that are judged together: of one workload, or of one claim whoever has them. A rule may compare one of them with the others. Where several are of
/// one volume, whoever has them, what asks most of its storage decides where the volume should be.
/// </summary>
public sealed class Together(IReadOnlyList<MountFacts> mounts)
{
    private Dictionary<string, DataFacts>? _leading;
    private ILookup<ObjectReference, MountFacts>? _byWorkload;

    /// <summary>All of them, in their order.</summary>
    public IReadOnlyList<MountFacts> Mounts => mounts;

    /// <summary>
    /// What decides about the volume of a mount, as critical as the worst that cannot be parted from it: what is sure before what is guessed, of that
    /// what asks most of its storage. Null when no volume is judged here.
    /// </summary>
    public DataFacts? Leading(MountFacts mount)
    {
        var here = LeadingHere(mount);
        return mount.Surroundings.Users.Leading(mount) is { } shared && (here is null || IsBefore(shared, here)) ? shared : here;
    }

    /// <summary>The same of these mounts alone.</summary>
    internal DataFacts? LeadingHere(MountFacts mount) => (_leading ??= Find()).GetValueOrDefault(Key(mount));

    /// <summary>Those of one workload; empty when it has none.</summary>
    public IEnumerable<MountFacts> Of(Workload workload) => (_byWorkload ??= mounts.ToLookup(mount => mount.Workload.Reference))[workload.Reference];

    private Dictionary<string, DataFacts> Find()
    {
        var leading = new Dictionary<string, DataFacts>(StringComparer.Ordinal);
        foreach (var mount in mounts)
        {
            foreach (var data in mount.Data)
            {
                if (!leading.TryGetValue(Key(mount), out var other) || IsBefore(data, other))
                {
                    leading[Key(mount)] = data;
                }
            }
        }

        foreach (var mount in mounts)
        {
            var decides = leading[Key(mount)];
            foreach (var data in mount.Data)
            {
                if (data.Criticality > decides.Criticality && !data.IsResidue && mount.Data.Count > 1 && mount.HasInOnePlace(data, decides))
                {
                    leading[Key(mount)] = decides = decides with { Criticality = data.Criticality };
                }
            }
        }

        return leading;
    }

    private static bool IsBefore(DataFacts one, DataFacts other) => Order(one).CompareTo(Order(other)) < 0;

    /// <summary>What is known comes before what is not, what an app uses before what it left behind, and the more a kind asks, the earlier it comes.</summary>
    private static (bool IsUnknown, bool IsResidue, bool IsGuessed, DataKind Kind, int Criticality) Order(DataFacts data) =>
        (data.Kind == DataKind.Unknown, data.IsResidue, data.Certainty == Certainty.Guessed, data.Kind, -(int)data.Criticality);

    private static string Key(MountFacts mount) => mount.Claim is { Claim: { } claim } ? claim.Name : mount.Volume.Name;
}
