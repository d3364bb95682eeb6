using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>When a plan for a claim is followed: as it says itself, or as the timetables say that name it.</summary>
/// <param name="Schedule">When; null when nothing follows it by itself.</param>
/// <param name="Obstacle">Why nothing does; empty where the plan itself says so.</param>
/// <param name="Doubt">What would settle when it is followed; empty where that is known.</param>
internal sealed record PlanTime(Recurrence? Schedule, string Obstacle, string Doubt = "")
{
    /// <summary>The time of a plan. A plan without a schedule of its own runs all the time, unless its maker keeps schedules apart.</summary>
    public static PlanTime Of(BackupObject plan, Inventory inventory)
    {
        if (!ShippedOperators.Of(plan.Kind).Kinds.Any(k => k.Role == BackupRole.Timetable))
        {
            // What is left to a provider of its own is followed as that likes.
            var isOthers = ShippedOperators.Of(plan.Kind).Marked("without-copy-method", plan.Text("method"));
            return plan.Schedule is null && plan.Text("once").Length == 0 && isOthers
                ? new PlanTime(null, string.Empty, $"when {plan.Reference} is followed is up to a provider that is not known")
                : new PlanTime(plan.Schedule ?? (plan.Text("once").Length == 0 ? Recurrence.Always : null), string.Empty);
        }

        var all = inventory.Backups
            .At(BackupObject.KeyOfPlan(plan.Name))
            .Concat(inventory.Backups.At(BackupObject.KeyOf(BackupRole.Timetable)).Where(t => t.Selectors.Any(s => s.Matches(plan.Metadata.Labels))))
            .Where(t => string.Equals(t.Kind.Operator, plan.Kind.Operator, StringComparison.Ordinal) && IsBeside(t, plan))
            .ToArray();
        var followed = all.Where(t => !t.Is("suspended")).ToArray();
        return new PlanTime(
            followed.Select(t => t.Schedule).OfType<Recurrence>().MinBy(s => s.Longest ?? TimeSpan.MaxValue),
            all.Length == 0 ? "no known schedule runs it" : followed.Length == 0 ? $"{all[0].Reference} is suspended" : string.Empty);
    }

    private static bool IsBeside(BackupObject timetable, BackupObject plan) =>
        (timetable.Namespace.Length == 0 || plan.Namespace.Length == 0 || string.Equals(timetable.Namespace, plan.Namespace, StringComparison.Ordinal))
            && Nearness.SameCopy(timetable, plan);
}
