using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Whether a claim's volume is to be put into a group, and what it has to stay in.</summary>
internal static class GroupJoin
{
    /// <summary>Whether a maker of backups goes by groups.</summary>
    public static bool GoesByGroups(BackupOperator maker) => maker.Kinds.Any(k => k.Role == BackupRole.GroupPlan);

    /// <summary>
    /// The labels that keep a volume where it is, once its claim says where it belongs: those replace the volume's own. Null when it is not to be put
    /// anywhere: a known job backs it up already, or none would act on the group.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Kept(ClaimFacts claim, string group, BackupOperator maker)
    {
        var inventory = claim.Surroundings.Inventory;
        var now = Memberships.Of(claim.Link, claim.Claim.Metadata.Labels, inventory, maker);
        var acting = inventory.Backups
            .At(BackupObject.KeyOf(BackupRole.GroupPlan))
            .Where(job => string.Equals(job.Kind.Operator, maker.Title, StringComparison.Ordinal)
                && maker.Marked("copies", job.Text("task"))
                && job.Schedule is { Longest: not null, WhyNever.Length: 0 })
            .ToArray();
        return Array.Exists(acting, now.Include)
            || !Array.Exists(acting, job => job.Texts("groups").Contains(group, StringComparer.Ordinal))
            || GroupPlans.TargetObstacle(maker, claim.Link, inventory).Length > 0
                ? null
                :
                [
                    .. now.Jobs.Select(job => KeyValuePair.Create(maker.Mark("job-label") + job, maker.Mark("joined"))),
                    .. now.Groups.Select(other => KeyValuePair.Create(maker.Mark("group-label") + other, maker.Mark("joined"))),
                ];
    }
}
