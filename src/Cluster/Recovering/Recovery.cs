using System.Globalization;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>
/// Brings the claims of a dead node back elsewhere: tries their backups, asks, deletes those whose backup is good, re-creates them, restores, and follows their
/// apps until they are ready.
/// </summary>
/// <param name="server">The API server.</param>
/// <param name="policy">What the household decided.</param>
/// <param name="identity">Who this is, for the Lease.</param>
/// <param name="pace">How long it waits.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Says a line to whoever asked.</param>
/// <param name="ask">Asks whether to go on.</param>
public sealed class Recovery(
    ApiServer server,
    StoragePolicy policy,
    string identity,
    RestorePace pace,
    TimeProvider time,
    Action<string> say,
    Func<CancellationToken, Task<bool>> ask)
{
    /// <summary>Recovers.</summary>
    public async Task<RestoreEnd> Run(RecoveryWish wish, CancellationToken stop)
    {
        var lease = PlanLease.OfNode(server, wish.Node);
        var (holder, written, unread) = await lease.Look(stop);
        if (unread.Length > 0)
        {
            return new RestoreEnd.Lost(unread);
        }

        if (wish.IsDry)
        {
            return RecoveryPlan.Read(written) is { } begun ? Unended(begun) : (await Look(wish, stop)).End ?? new RestoreEnd.Done("nothing was changed");
        }

        if (holder.Length > 0)
        {
            say($"{holder} recovers what was on node {wish.Node}, or did; waiting to see whether it still does");
        }

        return await lease.Alone(identity, $"is recovering what was on node {wish.Node}", pace.Lease, time, held => Alone(wish, lease, held), stop);
    }

    private async Task<RestoreEnd> Alone(RecoveryWish wish, PlanLease lease, CancellationToken stop)
    {
        var (_, written, complaint) = await lease.Look(stop);
        if (complaint.Length > 0)
        {
            return new RestoreEnd.Lost(complaint);
        }

        var course = new RecoveryCourse(server, lease, pace, time, say);
        if (RecoveryPlan.Read(written) is { } plan)
        {
            say(string.Create(CultureInfo.InvariantCulture, $"going on with recovery {plan.Id} of {plan.Begun.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"));
            return await course.Carry(plan, stop);
        }

        switch (await Look(wish, stop))
        {
            case (null, { } end):
                return end;
            case ({ } found, _):
                if (!await ask(stop))
                {
                    return new RestoreEnd.Failed("nothing was changed");
                }

                return await lease.Write(found.Write(), stop) is { Length: > 0 } unwritten
                    ? new RestoreEnd.Lost(unwritten)
                    : await course.Carry(found, stop);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private RestoreEnd.Done Unended(RecoveryPlan plan)
    {
        Describe(plan);
        return new RestoreEnd.Done($"recovery {plan.Id} has begun and not ended; the same without --dry-run goes on with it");
    }

    private async Task<(RecoveryPlan? Plan, RestoreEnd? End)> Look(RecoveryWish wish, CancellationToken stop)
    {
        var (plan, end) = await new RecoverySight(server, policy, pace, time, say).Find(wish, stop);
        if (plan is not null)
        {
            say("steps:");
            Describe(plan);
        }

        return (plan, end);
    }

    private void Describe(RecoveryPlan plan)
    {
        var steps = new RecoverySteps(server, plan, pace, time);
        foreach (var (at, step) in steps.First
            .Concat(plan.Apps.SelectMany(app => steps.There(app).Concat(steps.Back(app))))
            .Concat(steps.Last)
            .Concat(plan.Apps.SelectMany(steps.Ready))
            .Index())
        {
            say(string.Create(CultureInfo.InvariantCulture, $"  {at + 1,2}. {step.Spoken}"));
        }
    }
}
