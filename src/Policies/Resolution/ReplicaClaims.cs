using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// The claims behind a template: each replica has its own, made already or still to be made, and a volume may be kept for it by the name it will have.
/// </summary>
internal sealed class ReplicaClaims(Inventory inventory, ClaimResolver claims)
{
    /// <summary>So many claims of a template are followed one by one; a home keeps fewer, and who asks for a million is not answered a million times.</summary>
    private const int MostFollowed = 32;

    /// <summary>
    /// The chain behind the first replica's claim, and behind one of each kind of those that lie, or will lie, elsewhere, each with the others that lie like
    /// it. Never empty.
    /// </summary>
    public IReadOnlyList<ClaimLink> Of(ClaimTemplate template, Workload workload)
    {
        var folder = workload.Source.Folder;
        var toBeMade = claims.Resolve(template, workload.Namespace, folder);
        var named = Made(template, workload, folder);
        foreach (var (ordinal, volume) in claims.Kept(template, workload))
        {
            if (named?.ContainsKey(ordinal) != true)
            {
                var name = template.Series.Name(ordinal);
                (named ??= []).Add(ordinal, claims.On(toBeMade, name, volume) with { FutureName = name, ToBeMade = Math.Clamp(workload.Replicas, 0, 1) });
            }
        }

        return named is null && workload.Replicas <= 1
            ? [toBeMade with { FutureName = template.Series.Name(workload.FirstOrdinal), ToBeMade = Math.Max(0, workload.Replicas) }]
            : Alike(named ?? [], toBeMade, template, workload);
    }

    /// <summary>The claims that were made earlier, by the numbers of their pods. They keep their class, whatever the template says now.</summary>
    private SortedDictionary<int, ClaimLink>? Made(ClaimTemplate template, Workload workload, string folder)
    {
        SortedDictionary<int, ClaimLink>? made = null;
        foreach (var one in inventory.ClaimsBySeries.At(workload.Namespace, template.Series.Key))
        {
            if (template.Series.TryNumber(one.Name, out var ordinal)
                && workload.HasPod(ordinal)
                && made?.ContainsKey(ordinal) != true
                && inventory.Claims.Nearest(one.Namespace, one.Name, folder) is { } claim)
            {
                (made ??= []).Add(ordinal, claims.Resolve(claim) with { Template = template });
            }
        }

        return made;
    }

    /// <summary>One of each kind, the first replica's first.</summary>
    private static List<ClaimLink> Alike(SortedDictionary<int, ClaimLink> named, ClaimLink toBeMade, ClaimTemplate template, Workload workload)
    {
        var kinds = new Dictionary<Kind, int>();
        var links = new List<ClaimLink>();
        if (!named.ContainsKey(workload.FirstOrdinal))
        {
            AddRest();
        }

        foreach (var link in named.Values)
        {
            Add(link);
        }

        if (named.ContainsKey(workload.FirstOrdinal) && named.Count < workload.Replicas)
        {
            AddRest();
        }

        return links;

        void AddRest() => Add(Rest(named, toBeMade, template, workload));

        void Add(ClaimLink link)
        {
            if (kinds.TryAdd(Kind.Of(link), links.Count))
            {
                links.Add(link);
                return;
            }

            var known = kinds[Kind.Of(link)];
            var first = links[known];
            links[known] = first with
            {
                ToBeMade = first.ToBeMade + (link.Claim is null ? link.ToBeMade : 0),
                Alike = [.. first.Alike.Append(link).Concat(link.Alike).Take(MostFollowed - 1)],
            };
        }
    }

    /// <summary>The first of the claims that the template will be made into by its own word, with the others.</summary>
    private static ClaimLink Rest(SortedDictionary<int, ClaimLink> named, ClaimLink toBeMade, ClaimTemplate template, Workload workload)
    {
        var first = FirstWithoutName(named, workload.FirstOrdinal);
        var others = new List<ClaimLink>();
        for (var ordinal = first; others.Count < MostFollowed - 1 && ordinal < int.MaxValue && workload.HasPod(ordinal + 1);)
        {
            ordinal++;
            if (!named.ContainsKey(ordinal))
            {
                var name = template.Series.Name(ordinal);
                others.Add(toBeMade with { Name = name, FutureName = name });
            }
        }

        return toBeMade with
        {
            FutureName = template.Series.Name(first),
            ToBeMade = Math.Max(0, workload.Replicas - named.Count),
            Alike = others,
        };
    }

    private static int FirstWithoutName(SortedDictionary<int, ClaimLink> named, int first)
    {
        foreach (var ordinal in named.Keys)
        {
            if (ordinal != first)
            {
                break;
            }

            first++;
        }

        return first;
    }

    /// <summary>What the rules ask of where a claim lies; claims that have it in common are judged as one.</summary>
    private readonly record struct Kind(
        bool IsMade,
        bool HasVolume,
        Protocol Protocol,
        Whereabouts Where,
        FileLocks Locks,
        bool IsNodeLocal,
        Certainty? Certainty)
    {
        public static Kind Of(ClaimLink link) => link.Backend is Backend.Known { Traits: var traits } known
            ? new Kind(link.Claim is not null, link.Volume is not null, traits.Protocol, traits.Where, traits.Locks, known.IsNodeLocal, known.Certainty)
            : new Kind(link.Claim is not null, link.Volume is not null, default, default, default, IsNodeLocal: false, Certainty: null);
    }
}
