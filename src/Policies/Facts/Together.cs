using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Facts;

/// <summary>Mounts that are judged together. Where several are of one volume, what asks most of its storage decides where the volume should be.</summary>
public sealed class Together(IReadOnlyList<MountFacts> mounts)
{
    private Dictionary<string, DataFacts>? _leading;

    /// <summary>What decides about the volume of a mount; null when nothing is known for sure of what is on it.</summary>
    public DataFacts? Leading(MountFacts mount) => (_leading ??= Find()).GetValueOrDefault(Key(mount));

    /// <summary>The more a kind asks of its storage, the earlier it comes among kinds.</summary>
    private Dictionary<string, DataFacts> Find()
    {
        var leading = new Dictionary<string, DataFacts>(StringComparer.Ordinal);
        foreach (var mount in mounts)
        {
            foreach (var data in mount.Data)
            {
                if (data is { IsResidue: false, Kind: not DataKind.Unknown, Certainty: > Certainty.Guessed }
                    && (!leading.TryGetValue(Key(mount), out var other) || data.Kind < other.Kind || (data.Kind == other.Kind && data.Criticality > other.Criticality)))
                {
                    leading[Key(mount)] = data;
                }
            }
        }

        return leading;
    }

    private static string Key(MountFacts mount) => mount.Claim is { Claim: { } claim } ? claim.Name : mount.Volume.Name;
}
