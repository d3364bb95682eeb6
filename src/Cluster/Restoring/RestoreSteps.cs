using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>The steps of a restore, in their order. Each says itself before it is done, and each may be done again.</summary>
internal sealed class RestoreSteps(ApiServer server, string ns, RestorePlan plan, RestorePace pace, TimeProvider time)
{
    private readonly Pauser _pauser = new(server, plan.Id);
    private readonly RestoreJobs _jobs = new(server, ns, pace, time);
    private readonly UnusedClaim _unused = new(server, ns, plan.To, plan.Id, plan.Pauses, pace, time);

    /// <summary>Those that lead to the data.</summary>
    public IReadOnlyList<RestoreStep> There =>
    [
        .. plan.Pauses.Select(pause => new RestoreStep(pause.Spoken, (_, stop) => _pauser.Stop(pause, stop))),
        Waited,
        .. plan.Copier.Length == 0 ? Array.Empty<RestoreStep>()
            : [new RestoreStep($"copy what is there now to its target, by CronJob {ns}/{plan.Copier}", Copy)],
        Restored,
    ];

    /// <summary>The step after which nobody uses the claim.</summary>
    public RestoreStep Waited => _unused.Waited;

    /// <summary>The step that brings the data.</summary>
    public RestoreStep Restored => new(
        plan.IsLost ? $"restore {plan.Archive} into claim {ns}/{plan.To}, and check it"
            : (plan.Undo.Length > 0 ? $"put back what restore {plan.Undo} had moved aside" : $"restore {plan.Archive} beside what is there, check it, and swap")
                + $"; what is there stays in .hs-before-{plan.Id}",
        Swap);

    /// <summary>Those that put everything back.</summary>
    public IReadOnlyList<RestoreStep> Back =>
        [.. plan.Pauses.Reverse().Select(pause => new RestoreStep(pause.SpokenBack, (_, stop) => _pauser.Back(pause, stop)))];

    /// <summary>A copy that fails is no reason to stop: what is there may be what is broken, and stays on the volume all the same.</summary>
    private async Task<StepEnd> Copy(Action<string> say, CancellationToken stop)
    {
        if (await _unused.Woken(stop) is { } woken)
        {
            return woken;
        }

        return (await _jobs.Run(plan, RestoreStage.Copy, say, stop)).End switch
        {
            FollowedRun.Good good => new StepEnd.Done(good.Message),
            FollowedRun.Failed failed => new StepEnd.Done($"{failed.Reason}; going on, since what is there stays on the volume as well"),
            FollowedRun.Lost lost => new StepEnd.Lost(lost.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<StepEnd> Swap(Action<string> say, CancellationToken stop)
    {
        if (await _unused.Woken(stop) is { } woken)
        {
            return woken;
        }

        switch ((await _jobs.Run(plan, RestoreStage.Swap, say, stop)).End)
        {
            case FollowedRun.Good good:
                return new StepEnd.Done(good.Message);
            case FollowedRun.Lost lost:
                return new StepEnd.Lost(lost.Reason);
            case FollowedRun.Failed failed:
                say($"{failed.Reason}; looking how far it came");
                return await HowFar(failed.Reason, say, stop);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<StepEnd> HowFar(string failure, Action<string> say, CancellationToken stop)
    {
        var (end, seen) = await _jobs.Run(plan, RestoreStage.Check, say, stop);
        return (end, seen) switch
        {
            (FollowedRun.Lost lost, _) => new StepEnd.Lost(lost.Reason),
            (FollowedRun.Good, { Interrupted: "" } known) when known.Kept.Contains(plan.Id, StringComparer.Ordinal) => StepEnd.Done.Silent,
            (FollowedRun.Good, { Interrupted: "" or "unpacking" }) => new StepEnd.Refused(failure),
            (FollowedRun.Good, { } known) => new StepEnd.Stuck($"{failure}\nThe volume is between two states ({known.Interrupted}), so the app stays stopped. "
                + "Repair what the message names and run this again: it continues"),
            (FollowedRun.Failed failed, _) => new StepEnd.Stuck($"{failure}\nHow far it came cannot be told ({failed.Reason}), so the app stays stopped. Run "
                + "this again: it continues"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
