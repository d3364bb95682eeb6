using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Plans for the claims of their namespace. They copy files, one after the other.</summary>
internal static class NamespacePlans
{
    public static Backup Of(BackupObject plan, MountFacts mount)
    {
        var maker = ShippedOperators.Of(plan.Kind);
        var hasDump = mount.Workload.Pod.Metadata.Annotations.ContainsKey(maker.Mark("pod-dumps"));
        return new Backup
        {
            Source = plan.Reference.ToString(),
            Target = plan.Text("target"),
            Schedule = plan.Schedule,
            Retention = plan.Text("retention"),
            LastSuccess = Runs.Last(plan, Runs.OfClaim(mount), mount.Surroundings.Inventory),
            CopiesLive = hasDump ? string.Empty : $"{maker.Title}'s copy of the files",
            Obstacle = Obstacle(plan, maker, mount),
        };
    }

    /// <summary>A mark on the claim that it is to be copied, where no plan is in sight that would.</summary>
    public static Backup? Marked(MountFacts mount, bool isPlanned)
    {
        foreach (var maker in ShippedOperators.All)
        {
            if (!isPlanned
                && maker.Mark("claim-annotation") is { Length: > 0 } key
                && Volumes.Metadata(mount).Annotations.TryGetValue(key, out var value)
                && Says(value))
            {
                return new Backup
                {
                    Source = $"annotation {key}",
                    Grade = Grade.Declared,
                    Evidence = "somebody wrote it",
                    Obstacle = $"no {maker.Title} schedule of its namespace is in sight",
                };
            }
        }

        return null;
    }

    /// <summary>Whether a maker of backups has been told of a claim, whatever it was told.</summary>
    public static bool HasMark(Metadata claim) =>
        ShippedOperators.All.Any(maker => maker.Mark("claim-annotation") is { Length: > 0 } key && claim.Annotations.ContainsKey(key));

    private static string Obstacle(BackupObject plan, BackupOperator maker, MountFacts mount)
    {
        var metadata = Volumes.Metadata(mount);
        var modes = mount.Claim!.Spec?.AccessModes ?? AccessModes.None;
        var isMarked = metadata.Annotations.TryGetValue(maker.Mark("claim-annotation"), out var mark);
        return plan.Schedule is null ? "its backups have no schedule"
            : isMarked && !Says(mark!) ? $"annotation {maker.Mark("claim-annotation")} of the claim says '{mark}', which is not true"
            : Volumes.IsOfOnePod(mount) && (modes & (AccessModes.ReadWriteOnce | AccessModes.ReadWriteMany)) == AccessModes.None
                ? "it passes over ReadWriteOncePod claims, which a second pod cannot mount"
            : modes == AccessModes.ReadOnlyMany && !isMarked ? "it passes over claims that are neither ReadWriteOnce nor ReadWriteMany"
            : plan.Selectors.Count > 0 && !plan.Selectors.Any(s => s.Matches(metadata.Labels)) ? "its labelSelectors miss the claim"
            : string.Empty;
    }

    /// <summary>Yes, as Go reads it.</summary>
    private static bool Says(string value) => value is "1" or "t" or "T" or "true" or "True" or "TRUE";
}
