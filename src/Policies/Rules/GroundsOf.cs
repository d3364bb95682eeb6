using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>What findings rest on, by what they are about.</summary>
internal static class GroundsOf
{
    /// <summary>Some data at a mount.</summary>
    public static Grounds Data(MountFacts mount, DataFacts data) => new() { Images = Images(mount.Container), Classes = Classes(mount), Data = Kinds(data) };

    /// <summary>Whatever is at some mounts.</summary>
    public static Grounds Mounts(IEnumerable<MountFacts> mounts) =>
        mounts.SelectMany(mount => mount.Data.Select(data => Data(mount, data))).Aggregate(Grounds.None, (all, one) => all.With(one));

    /// <summary>A claim, with what is mounted of it.</summary>
    public static Grounds Claim(ClaimLink link, IEnumerable<MountFacts> mounts) => Mounts(mounts) with { Classes = Classes(link) };

    /// <summary>A program without a volume.</summary>
    public static Grounds Program(Program program) => new() { Images = Images(program.Container) };

    /// <summary>A class: its name is the object's own, and whose data are there may change every day. What they are may not.</summary>
    public static Grounds Class(IEnumerable<MountFacts> mounts) => new() { Data = Mounts(mounts).Data };

    private static string[] Images(Container container) => container.Image.Repository is { Length: > 0 } image ? [image] : [];

    private static string[] Kinds(DataFacts data) => data.Kind == DataKind.Unknown ? [] : [Words.DataKinds.Spell(data.Kind)];

    private static string[] Classes(MountFacts mount) => mount.Claim is { } claim ? Classes(claim) : [string.Empty];

    private static string[] Classes(ClaimLink link) => link.Class is StorageClassReference.Unset ? [] : [link.Class.Name];
}
