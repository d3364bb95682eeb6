using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What becomes of a volume whose claim is deleted.</summary>
internal static class DeletedVolume
{
    /// <summary>A claim that is deleted takes its volume with it, unless that is retained; what a pod names itself stays.</summary>
    public static Fate Of(MountFacts mount) => mount.Claim switch
    {
        null => Fate.Kept("no claim holds it, so nothing deletes it"),
        { Volume: { } volume } => volume.IsRetained
            ? Fate.Kept($"{volume.Reference} is retained")
            : Fate.Gone($"{volume.Reference} is deleted together with its claim"),
        { Class: StorageClassReference.Known { Class: { IsRetained: true, Name: var name } } } => Fate.Kept($"class {name} retains volumes"),
        { Backend: Backend.Known { Traits.KeepsDeleted: true, Title: var title } } => Fate.Kept($"{title} keeps what was in deleted volumes"),
        { Class: StorageClassReference.Known { Name: var name } } => Fate.Gone($"class {name} deletes volumes together with their claims"),
        _ => Fate.Unknown("whether its volume outlives its claim is not known"),
    };
}
