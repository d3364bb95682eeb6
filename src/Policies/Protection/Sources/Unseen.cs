using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What cannot be told because kinds of makers of backups may not be listed: forbidden is not none.</summary>
internal static class Unseen
{
    /// <summary>Each maker whose plans may be for a mount and may not be seen.</summary>
    public static void Add(MountFacts mount, Inventory inventory, ref FoundBackups backups)
    {
        HashSet<string>? told = null;
        foreach (var unseen in inventory.Backups.At(BackupObject.KeyOfUnseen))
        {
            var maker = ShippedOperators.Of(unseen.Kind);
            if (IsFor(unseen.Kind.Role, maker, mount) && (told ??= new HashSet<string>(StringComparer.Ordinal)).Add(maker.Title))
            {
                backups.Add(new Backup
                {
                    Source = maker.Title,
                    Grade = Grade.Declared,
                    Evidence = $"{unseen.Kind.Resource} may not be listed",
                    Doubt = $"whether {maker.Title} backs it up is not known: {unseen.Kind.Resource} may not be listed",
                });
            }
        }
    }

    /// <summary>Why it cannot be told whether a plan's backups succeed; empty when it can.</summary>
    public static string OfRuns(BackupObject plan, Inventory inventory)
    {
        foreach (var unseen in inventory.Backups.At(BackupObject.KeyOfUnseen))
        {
            if (unseen.Kind.Role is BackupRole.Run or BackupRole.Volume && string.Equals(unseen.Kind.Operator, plan.Kind.Operator, StringComparison.Ordinal))
            {
                return $"whether {plan.Reference} succeeds is not known: {unseen.Kind.Resource} may not be listed";
            }
        }

        return string.Empty;
    }

    private static bool IsFor(BackupRole role, BackupOperator maker, MountFacts mount) => role switch
    {
        BackupRole.ClaimPlan or BackupRole.NamespacePlan or BackupRole.Timetable => mount.Claim is not null && maker.Mark("makes").Length == 0,
        BackupRole.SelectionPlan => true,
        BackupRole.GroupPlan => mount.Claim is not null
            && mount.Backend is Backend.Known known
            && string.Equals(known.Family, maker.Mark("family"), StringComparison.Ordinal),
        BackupRole.ClusterPlan => mount.Workload.Stores is not null || Volumes.Metadata(mount).Labels.ContainsKey(maker.Mark("claim-label")),
        _ => false,
    };
}
