using System.Globalization;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>Carries a plan out: the steps to the data, and, whatever came of them, those back.</summary>
internal sealed class RestoreCourse(ApiServer server, string ns, ClaimLease lease, RestorePace pace, TimeProvider time, Action<string> say)
{
    /// <summary>Goes on from wherever the plan is.</summary>
    public async Task<RestoreEnd> Carry(RestorePlan plan, CancellationToken stop)
    {
        var steps = new RestoreSteps(server, ns, plan, pace, time);
        var count = plan.Pauses.Count + steps.There.Count;
        if (!plan.IsSwapped && plan.Failure.Length == 0)
        {
            switch (await Each(steps.There, 0, count, stop))
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

            if (await lease.Write(plan, stop) is { Length: > 0 } unwritten)
            {
                return new RestoreEnd.Lost($"{unwritten}; run this again to go on");
            }
        }

        if (await Each(steps.Back, steps.There.Count, count, stop) is not StepEnd.Done and var end)
        {
            return new RestoreEnd.Lost($"{(end as StepEnd.Lost)?.Reason ?? (end as StepEnd.Refused)?.Reason}; run this again to put the rest back");
        }

        return await lease.Write(null, stop) is { Length: > 0 } left ? new RestoreEnd.Lost($"{left}; run this again to go on")
            : plan.Failure.Length > 0 ? new RestoreEnd.Failed($"{plan.Failure}\nThe data are as they were, and everything is put back.")
            : new RestoreEnd.Done($"{plan.Spoken} is restored to claim {ns}/{plan.To}. What was there is kept on its volume, in .hs-before-{plan.Id}: "
                + $"'homelab-storage restore {ns}/{plan.To} --undo {plan.Id}' puts it back, and nothing removes it but you.");
    }

    private async Task<StepEnd> Each(IReadOnlyList<RestoreStep> steps, int before, int count, CancellationToken stop)
    {
        foreach (var (at, step) in steps.Index())
        {
            say(string.Create(CultureInfo.InvariantCulture, $"{before + at + 1}/{count} {step.Spoken}"));
            var end = await step.Do(text => say($"  {text}"), stop);
            if (end is not StepEnd.Done done)
            {
                return end;
            }

            if (done.Message.Length > 0)
            {
                say($"  {done.Message}");
            }
        }

        return StepEnd.Done.Silent;
    }
}
