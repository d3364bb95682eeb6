using System.Collections.Concurrent;
using System.Collections.Immutable;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Claims that may be bound to the same PersistentVolume. The binder gives a volume to one claim, and only the first claims of a class that provisions, or
/// of none where the cluster may have a default, find one that waits: the others get a volume made for them.
/// </summary>
/// <param name="shelves">What else there is.</param>
internal sealed class RivalClaims(ChainShelves shelves)
{
    private readonly ConcurrentDictionary<Likeness, Group[]> _known = new();
    private readonly ConcurrentDictionary<string, bool> _selecting = new(StringComparer.Ordinal);

    /// <summary>Those of the volumes that fit a claim which are not rather another claim's.</summary>
    /// <param name="spec">The claim.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="candidates">The volumes that fit it.</param>
    public List<Volume> Left(ClaimSpec spec, string folder, IReadOnlyList<Volume> candidates)
    {
        var left = new List<Volume>();
        foreach (var volume in candidates)
        {
            var own = Closeness(spec, folder, volume);
            var closer = Rivals(volume).TakeWhile(group => group.Closeness.CompareTo(own) > 0);
            if (!closer.Any(group => group.Specs.Exists(rival => !ReferenceEquals(rival, spec))))
            {
                left.Add(volume);
            }
        }

        return left;
    }

    /// <summary>How many others may get the volumes as well as a claim.</summary>
    public int Count(ClaimSpec spec, string folder, IReadOnlyList<Volume> volumes)
    {
        List<ClaimSpec>[] asClose =
        [
            .. volumes
                .DistinctBy(Rivals)
                .Select(volume => Array.Find(Rivals(volume), group => group.Closeness == Closeness(spec, folder, volume)).Specs ?? []),
        ];
        var all = asClose is [var only] ? only : asClose.SelectMany(specs => specs).Distinct<ClaimSpec>(ReferenceEqualityComparer.Instance);
        return all.Count(rival => !ReferenceEquals(rival, spec));
    }

    /// <summary>
    /// The claims of the class of a volume that it fits, and for which no other is kept, made already or not, by how close they are to it: the closest first.
    /// They are the same for all volumes that are alike.
    /// </summary>
    private Group[] Rivals(Volume volume) => _known.GetOrAdd(
        new Likeness(
            volume.ClassName,
            volume.AccessModes,
            volume.IsBlock,
            volume.Size,
            volume.Source.Folder,
            _selecting.GetOrAdd(volume.ClassName, AnySelects) ? volume.Metadata.Labels : null),
        static (_, asked) => asked.Rivals.Find(asked.Volume),
        (Rivals: this, Volume: volume));

    private Group[] Find(Volume volume) =>
    [
        .. Made(volume.ClassName)
            .Where(claim => Fits(claim.Spec, volume) && ReservedVolumes.For(claim.Name, claim.Namespace, claim.Source.Folder, shelves) is null)
            .Select(claim => (claim.Spec, claim.Source.Folder))
            .Concat(ToBeMade(volume.ClassName)
                .Where(one => Fits(one.Template.Spec, volume) && !ReservedVolumes.For(one.Template, one.Maker, shelves).Any())
                .Select(one => (one.Template.Spec, one.Maker.Source.Folder)))
            .GroupBy(one => Closeness(one.Spec, one.Folder, volume), one => one.Spec)
            .OrderByDescending(same => same.Key)
            .Select(same => new Group(same.Key, [.. same])),
    ];

    private static bool Fits(ClaimSpec spec, Volume volume) => spec.VolumeName.Length == 0 && StaticVolumes.Fits(volume, spec);

    private bool AnySelects(string className) =>
        Made(className).Select(claim => claim.Spec).Concat(ToBeMade(className).Select(one => one.Template.Spec)).Any(spec => spec.Selector is not null);

    private ImmutableArray<Claim> Made(string className) => shelves.Rivals is { } claims ? claims.At(className) : [];

    /// <summary>The templates of a class whose claims are not there already, and so rivals themselves, or bound.</summary>
    private IEnumerable<(ClaimTemplate Template, Workload Maker)> ToBeMade(string className) =>
        from maker in shelves.RivalMakers is { } makers ? makers.At(className) : []
        from template in maker.ClaimTemplates
        where string.Equals(template.Spec.Class.Name, className, StringComparison.Ordinal)
            && !Made(className).Any(claim => string.Equals(claim.Namespace, maker.Namespace, StringComparison.Ordinal)
                && template.Series.TryNumber(claim.Name, out _))
        select (template, maker);

    /// <summary>How likely a claim and a volume were written for each other: their folders first, then whether they are of one size.</summary>
    private static (int Shared, bool IsOfSize) Closeness(ClaimSpec spec, string folder, Volume volume) =>
        (MountPath.Shared(volume.Source.Folder, folder), spec.Size > 0 && spec.Size == volume.Size);

    /// <summary>What decides which claims a volume fits, and how well.</summary>
    private readonly record struct Likeness(string ClassName, AccessModes AccessModes, bool IsBlock, decimal Size, string Folder, object? Labels);

    private readonly record struct Group((int Shared, bool IsOfSize) Closeness, List<ClaimSpec> Specs);
}
