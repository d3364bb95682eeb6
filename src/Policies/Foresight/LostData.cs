using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What an app loses of its data in a disaster.</summary>
/// <param name="Kind">How bad it is.</param>
/// <param name="Spoken">The same as a cell of a table says it, without a comma, so that several of them can be listed.</param>
public sealed record LostData(LostDataKind Kind, string Spoken)
{
    /// <summary>What is lost in an outage: of the data that a backup is asked for, else of those that are not known; and what to download again.</summary>
    public static LostData Of(AppOutage outage)
    {
        var worst = outage.Volumes.Select(Of).MaxBy(lost => lost.Kind) ?? new LostData(LostDataKind.NothingKept, string.Empty);
        var bulk = string.Join(" and ", outage.Volumes
            .Where(v => v is { IsMissed: false, Fate.Kind: FateKind.Gone, Data.Traits.IsBulk: true })
            .Select(v => v.Data.Traits.Spoken)
            .Distinct(StringComparer.Ordinal));
        var spoken = worst.Kind == LostDataKind.NothingKept ? "it keeps nothing that needs a backup" : worst.Spoken;
        return worst with { Spoken = bulk.Length > 0 ? $"{spoken} (also lost: {bulk} without a backup)" : spoken };
    }

    private static LostData Of(VolumeOutage volume) => volume switch
    {
        { IsMissed: false, Data.Kind: not DataKind.Unknown } => new(LostDataKind.NothingKept, string.Empty),
        { Fate.Kind: FateKind.Kept } => new(LostDataKind.None, "nothing is lost"),
        { IsMissed: false, Fate.Kind: FateKind.Gone } => new(LostDataKind.Unknown, "data of unknown importance is lost"),
        { IsMissed: false } => new(LostDataKind.MayBeUnknown, "data of unknown importance may be lost"),
        { Fate.Kind: FateKind.Unknown, Back.Source.Length: > 0 } => new(LostDataKind.MayBe, $"may be lost: {volume.Back.Short}"),
        { Fate.Kind: FateKind.Unknown, Back.Perhaps: { Length: > 0 } by } => new(LostDataKind.MayBe, $"may be lost: a copy by {by} may be left"),
        { Fate.Kind: FateKind.Unknown } => new(LostDataKind.MayBe, "may be lost: no usable backup"),
        { Back.IsKnown: true } => new(LostDataKind.SinceCopy, volume.Back.Short),
        { Back.Source.Length: > 0 } => new(LostDataKind.NotProven, volume.Back.Short),
        { Back.Perhaps: { Length: > 0 } by } => new(LostDataKind.NotProven, $"lost: a copy by {by} may be left"),
        _ => new(LostDataKind.All, volume.Back.Short),
    };
}
