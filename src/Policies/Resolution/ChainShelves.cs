using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// What the chain behind a claim depends on. Inventories that have these in common have the chains in common. Other claims, and those that StatefulSets have
/// yet to make, matter as rivals, and only where volumes wait for any claim.
/// </summary>
internal readonly record struct ChainShelves(
    Shelf<StorageClass> Classes,
    Shelf<StorageClass> DefaultClasses,
    Shelf<Volume> Volumes,
    Shelf<Volume> VolumesByClaim,
    Shelf<Volume> FreeVolumes,
    Shelf<Claim> ClaimsByVolume,
    Shelf<Claim>? Rivals,
    Shelf<Workload>? RivalMakers,
    Shelf<BackupObject> VolumeObjects,
    Shelf<Workload> Provisioners)
{
    public static ChainShelves Of(Inventory inventory) =>
        new(
            inventory.Classes,
            inventory.DefaultClasses,
            inventory.Volumes,
            inventory.VolumesByClaim,
            inventory.FreeVolumes,
            inventory.ClaimsByVolume,
            inventory.FreeVolumes.IsEmpty ? null : inventory.ClaimsByClass,
            inventory.FreeVolumes.IsEmpty ? null : inventory.MakersByClass,
            inventory.VolumeObjects,
            inventory.Provisioners);
}
