using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>Carries a plan out: one app after the other, and each as far as it comes.</summary>
internal sealed class RecoveryCourse(ApiServer server, PlanLease lease, RestorePace pace, TimeProvider time, Action<string> say)
{
    private const string Again = "run this again to go on";
    private int _done;
    private int _count;

    /// <summary>Goes on from wherever the plan is.</summary>
    public async Task<RestoreEnd> Carry(RecoveryPlan plan, CancellationToken stop)
    {
        var steps = new RecoverySteps(server, plan, pace, time);
        (_done, _count) = (0, Count(steps, plan));
        if (await Do(steps.First, stop) is not StepEnd.Done and var early)
        {
            return new RestoreEnd.Lost($"{Reason(early)}; {Again}");
        }

        var stuck = new List<string>();
        foreach (var app in plan.Apps)
        {
            var now = app;
            if (!app.IsBack && app.Failure.Length == 0)
            {
                var before = _done;
                var end = await Do(steps.There(app), stop);
                _done = before + steps.There(app).Count;
                switch (end)
                {
                    case StepEnd.Lost lost:
                        return new RestoreEnd.Lost($"{lost.Reason}; {Again}");
                    case StepEnd.Done:
                        now = app with { IsBack = true };
                        break;
                    default:
                        if (await steps.IsUntouched(app, stop) is not { } isUntouched)
                        {
                            return new RestoreEnd.Lost($"{Reason(end)}; {Again}");
                        }

                        if (!isUntouched)
                        {
                            stuck.Add($"{app.Spoken}: {Reason(end)}");
                            say($"{Reason(end)}; what mounts {app.Spoken} stays stopped, since it must not start without its data");
                            _done += steps.Back(app).Count;
                            continue;
                        }

                        say($"{Reason(end)}; nothing of {app.Spoken} was deleted, and what rests is put back");
                        now = app with { Failure = Reason(end) };
                        break;
                }

                plan = plan.With(app, now);
                if (await lease.Write(plan.Write(), stop) is { Length: > 0 } unwritten)
                {
                    return new RestoreEnd.Lost($"{unwritten}; {Again}");
                }
            }
            else
            {
                _done += steps.There(app).Count;
            }

            if (await Do(steps.Back(now), stop) is not StepEnd.Done and var halted)
            {
                return new RestoreEnd.Lost($"{Reason(halted)}; {Again}");
            }
        }

        return stuck.Count > 0 ? Stuck(plan, stuck) : await End(plan, steps, stop);
    }

    private async Task<RestoreEnd> End(RecoveryPlan plan, RecoverySteps steps, CancellationToken stop)
    {
        if (await Do(steps.Last, stop) is not StepEnd.Done and var late)
        {
            return new RestoreEnd.Lost($"{Reason(late)}; {Again}");
        }

        var waiting = new List<string>();
        foreach (var app in plan.Apps.Where(a => a.IsBack))
        {
            switch (await Do(steps.Ready(app), stop))
            {
                case StepEnd.Lost lost:
                    return new RestoreEnd.Lost($"{lost.Reason}; {Again}");
                case StepEnd.Refused refused:
                    waiting.Add(refused.Reason);
                    break;
            }
        }

        if (await lease.Write(null, stop) is { Length: > 0 } left)
        {
            return new RestoreEnd.Lost($"{left}; {Again}");
        }

        string[] wrong = [.. plan.Apps.Where(a => a.Failure.Length > 0).Select(a => $"{a.Spoken} is as it was: {a.Failure}"), .. waiting];
        RecoveredClaim[] back = [.. plan.Apps.Where(a => a.IsBack).SelectMany(a => a.Claims)];
        var kept = back.Length == 0 ? string.Empty
            : $"\nThe PersistentVolumes of the old claims are kept ({string.Join(", ", back.Select(c => c.Volume))}), in case that {plan.Node} comes back; "
                + "nothing removes them but you.";
        var said = $"{string.Join(", ", plan.Apps.Where(a => a.IsBack).Select(a => a.Spoken))} "
            + $"{(back.Length == 1 ? "is" : "are")} back from what node {plan.Node} had.{kept}";
        return wrong.Length == 0 ? new RestoreEnd.Done(said)
            : new RestoreEnd.Failed(string.Join('\n', back.Length > 0 ? [said, .. wrong] : wrong));
    }

    private static RestoreEnd.Failed Stuck(RecoveryPlan plan, List<string> stuck) => new(
        $"{string.Join('\n', stuck)}\nThese stay stopped, since they must not start without their data"
        + (plan.Suspended.Count > 0 ? $", and so does what would start them ({string.Join(", ", plan.Suspended.Select(p => p.Name))})" : string.Empty)
        + ". Repair what the messages name and run this again: it continues.");

    private static int Count(RecoverySteps steps, RecoveryPlan plan) => steps.First.Count + steps.Last.Count
        + plan.Apps.Sum(app => steps.There(app).Count + steps.Back(app).Count + steps.Ready(app).Count);

    private async Task<StepEnd> Do(IReadOnlyList<RestoreStep> steps, CancellationToken stop)
    {
        var end = await StepByStep.Do(steps, _done, _count, say, stop);
        _done += steps.Count;
        return end;
    }

    private static string Reason(StepEnd end) => end switch
    {
        StepEnd.Refused refused => refused.Reason,
        StepEnd.Stuck stuck => stuck.Reason,
        StepEnd.Lost lost => lost.Reason,
        _ => string.Empty,
    };
}
