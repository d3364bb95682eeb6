using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>Carries a plan out: the steps to the data, and, whatever came of them, those back.</summary>
internal sealed class RestoreCourse(ApiServer server, string ns, PlanLease lease, RestorePace pace, TimeProvider time, Action<string> say)
{
    /// <summary>Goes on from wherever the plan is.</summary>
    public async Task<RestoreEnd> Carry(RestorePlan plan, CancellationToken stop)
    {
        var steps = new RestoreSteps(server, ns, plan, pace, time);
        var count = plan.Pauses.Count + steps.There.Count;
        if (!plan.IsSwapped && plan.Failure.Length == 0)
        {
            switch (await StepByStep.Do(steps.There, 0, count, say, stop))
            {
                case StepEnd.Lost lost:
                    return new RestoreEnd.Lost($"{lost.Reason}; run this again to go on");
                case StepEnd.Stuck stuck:
                    return new RestoreEnd.Failed(stuck.Reason);
                case StepEnd.Refused refused:
                    say($"{refused.Reason}; the volume is as it was, and everything is put back");
                    plan = plan with { Failure = refused.Reason };
                    break;
                default:
                    plan = plan with { IsSwapped = true };
                    break;
            }

            if (await lease.Write(plan.Write(), stop) is { Length: > 0 } unwritten)
            {
                return new RestoreEnd.Lost($"{unwritten}; run this again to go on");
            }
        }

        if (await StepByStep.Do(steps.Back, steps.There.Count, count, say, stop) is not StepEnd.Done and var end)
        {
            return new RestoreEnd.Lost($"{(end as StepEnd.Lost)?.Reason ?? (end as StepEnd.Refused)?.Reason}; run this again to put the rest back");
        }

        return await lease.Write(null, stop) is { Length: > 0 } left ? new RestoreEnd.Lost($"{left}; run this again to go on")
            : plan.Failure.Length > 0 ? new RestoreEnd.Failed($"{plan.Failure}\nThe data is as it was, and everything is put back.")
            : new RestoreEnd.Done($"{plan.Spoken} is restored to claim {ns}/{plan.To}. What was there is kept on its volume, in .hs-before-{plan.Id}: "
                + $"'homelab-storage restore {ns}/{plan.To} --undo {plan.Id}' puts it back, and nothing removes it but you.");
    }
}
