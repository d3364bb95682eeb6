using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>Carries a plan out: the copy, the change of volumes, and, whatever came of them, the steps back.</summary>
internal sealed class MigrationCourse(ApiServer server, string ns, PlanLease lease, RestorePace pace, TimeProvider time, Action<string> say)
{
    private const string Again = "run this again to go on";

    /// <summary>Goes on from wherever the plan is.</summary>
    public async Task<RestoreEnd> Carry(MigrationPlan plan, CancellationToken stop)
    {
        var steps = new MigrationSteps(server, ns, plan, pace, time);
        var (copied, moved) = (steps.Copied, steps.Moved);
        var count = copied.Count + moved.Count + plan.Pauses.Count;
        if (plan is { IsCopied: false, Failure: "" })
        {
            switch (await StepByStep.Do(copied, 0, count, say, stop))
            {
                case StepEnd.Lost lost:
                    return Lost(lost.Reason);
                case StepEnd.Done:
                    plan = plan with { IsCopied = true };
                    break;
                case var end:
                    plan = Ended(plan, Reason(end));
                    break;
            }

            if (await lease.Write(plan.Write(), stop) is { Length: > 0 } unwritten)
            {
                return Lost(unwritten);
            }
        }

        if (plan is { IsMoved: false, Failure: "" })
        {
            switch (await StepByStep.Do(moved, copied.Count, count, say, stop))
            {
                case StepEnd.Lost lost:
                    return Lost(lost.Reason);
                case StepEnd.Done:
                    plan = plan with { IsMoved = true };
                    break;
                case var end:
                    if (await steps.IsUntouched(stop) is not { } isUntouched)
                    {
                        return Lost(Reason(end));
                    }

                    if (!isUntouched)
                    {
                        return Stuck(Reason(end), plan);
                    }

                    plan = Ended(plan, Reason(end));
                    break;
            }

            if (await lease.Write(plan.Write(), stop) is { Length: > 0 } unwritten)
            {
                return Lost(unwritten);
            }
        }

        return await Back(plan, steps, copied.Count + moved.Count, stop);
    }

    private async Task<RestoreEnd> Back(MigrationPlan plan, MigrationSteps steps, int done, CancellationToken stop)
    {
        var back = plan.Failure.Length > 0 ? [.. steps.Dropped, .. steps.Back] : steps.Back;
        if (await StepByStep.Do(back, done, done + back.Count, say, stop) is not StepEnd.Done and var halted)
        {
            return new RestoreEnd.Lost($"{Reason(halted)}; run this again to put the rest back");
        }

        var volume = plan.Failure.Length > 0 ? string.Empty : await steps.Volume(stop);
        return await lease.Write(null, stop) is { Length: > 0 } left ? Lost(left)
            : plan.IsGivenUp ? new RestoreEnd.Done($"{plan.Failure}: {Whole(plan)}")
            : plan.Failure.Length > 0 ? new RestoreEnd.Failed($"{plan.Failure}\n{Whole(plan)}")
            : new RestoreEnd.Done(Moved(plan, volume));
    }

    private string Whole(MigrationPlan plan) => $"Claim {ns}/{plan.Claim} and its data are as they were, and everything is put back.";

    private string Moved(MigrationPlan plan, string volume) =>
        $"Claim {ns}/{plan.Claim} is on class {plan.Class}, on PersistentVolume {volume}. What it was on is kept, PersistentVolume {plan.OldVolume}: "
        + $"'homelab-storage migrate run {ns}/{plan.Claim} --undo' puts it back, and nothing removes it but you.\n"
        + $"Write where the claim is declared, or what applies it will not be able to: {plan.Declared}";

    /// <summary>The old volume is kept in any case, and the claim may be gone: the app must not start without it.</summary>
    private RestoreEnd.Failed Stuck(string reason, MigrationPlan plan) => new(
        $"{reason}\nThe claim is between its two volumes, both of which are kept, so the app stays stopped. Repair what the message names and run this again: "
        + $"it continues. Or give up: 'homelab-storage migrate run {ns}/{plan.Claim} --undo'.");

    private MigrationPlan Ended(MigrationPlan plan, string reason)
    {
        say($"{reason}; the claim is as it was, and everything is put back");
        return plan with { Failure = reason };
    }

    private static RestoreEnd.Lost Lost(string reason) => new($"{reason}; {Again}");

    private static string Reason(StepEnd end) => end switch
    {
        StepEnd.Refused refused => refused.Reason,
        StepEnd.Stuck stuck => stuck.Reason,
        StepEnd.Lost lost => lost.Reason,
        _ => string.Empty,
    };
}
