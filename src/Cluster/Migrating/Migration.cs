using System.Globalization;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>
/// Moves a claim of a running cluster to another class, under its name: stops whoever mounts it, copies it to a new volume, binds that under the claim's
/// name, and starts all of it again. The old volume is kept, and can be put back in the same way.
/// </summary>
/// <param name="server">The API server.</param>
/// <param name="policy">What the household decided.</param>
/// <param name="identity">Who this is, for the Lease.</param>
/// <param name="pace">How long it waits.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Says a line to whoever asked.</param>
/// <param name="ask">Asks whether to go on.</param>
public sealed class Migration(
    ApiServer server,
    StoragePolicy policy,
    string identity,
    RestorePace pace,
    TimeProvider time,
    Action<string> say,
    Func<CancellationToken, Task<bool>> ask)
{
    /// <summary>Moves.</summary>
    public async Task<RestoreEnd> Run(MigrationWish wish, CancellationToken stop)
    {
        var lease = PlanLease.OfMove(server, wish.Namespace, wish.Claim);
        var (holder, written, unread) = await lease.Look(stop);
        if (unread.Length > 0)
        {
            return new RestoreEnd.Lost(unread);
        }

        if (wish.IsDry)
        {
            return MigrationPlan.Read(written) is { } begun ? Unended(wish, begun) : (await Look(wish, stop)).End ?? new RestoreEnd.Done("nothing was changed");
        }

        if (holder.Length > 0)
        {
            say($"{holder} moves this claim, or did; waiting to see whether it still does");
        }

        return await lease.Alone(identity, $"is moving claim {wish.Spoken}", pace.Lease, time, held => Alone(wish, lease, held), stop);
    }

    private async Task<RestoreEnd> Alone(MigrationWish wish, PlanLease lease, CancellationToken stop)
    {
        var (_, written, complaint) = await lease.Look(stop);
        if (complaint.Length > 0)
        {
            return new RestoreEnd.Lost(complaint);
        }

        var course = new MigrationCourse(server, wish.Namespace, lease, pace, time, say);
        if (MigrationPlan.Read(written) is { } plan)
        {
            // One that is through is ended, and goes back as any other.
            var end = await GoOn(wish, plan, lease, course, stop);
            if (end is not RestoreEnd.Done || !wish.IsUndo || plan is { IsUndo: true } or { IsMoved: false })
            {
                return end;
            }
        }

        switch (await Look(wish, stop))
        {
            case (null, { } none):
                return none;
            case ({ } found, _):
                if (await Restored(wish, found, stop) is { } busy)
                {
                    return busy;
                }

                if (!await ask(stop))
                {
                    return new RestoreEnd.Failed("nothing was changed");
                }

                return await lease.Write(found.Write(), stop) is { Length: > 0 } unwritten ? new RestoreEnd.Lost(unwritten) : await course.Carry(found, stop);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>An interrupted move comes first. It is turned round where it is to be undone, and goes on otherwise.</summary>
    private async Task<RestoreEnd> GoOn(MigrationWish wish, MigrationPlan plan, PlanLease lease, MigrationCourse course, CancellationToken stop)
    {
        if (wish.Class.Length > 0 && (plan.IsUndo || !string.Equals(wish.Class, plan.Class, StringComparison.Ordinal)))
        {
            return new RestoreEnd.Refused($"a move of this claim {plan.Spoken} was interrupted and comes first: 'homelab-storage migrate run {wish.Spoken}' "
                + "ends it, and with --undo puts the claim back where it was");
        }

        say(string.Create(CultureInfo.InvariantCulture, $"going on with move {plan.Id} of {plan.Begun.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"));
        if (!wish.IsUndo || plan.IsUndo || plan.IsMoved || plan.Failure.Length > 0)
        {
            return await course.Carry(plan, stop);
        }

        var (turned, end) = await new WayBack(server, policy, pace, time, say).Turned(wish, plan, stop);
        return turned is null ? end!
            : await lease.Write(turned.Write(), stop) is { Length: > 0 } unwritten ? new RestoreEnd.Lost(unwritten)
            : await course.Carry(turned, stop);
    }

    /// <summary>What a restore of the claim is in the way; null where none is.</summary>
    private Task<RestoreEnd?> Restored(MigrationWish wish, MigrationPlan plan, CancellationToken stop) =>
        PlanLease.OfClaim(server, wish.Namespace, wish.Claim, plan.OldUid).Other(
            identity,
            $"is restoring claim {wish.Spoken}",
            $"a restore of claim {wish.Spoken} was interrupted and comes first: 'homelab-storage restore {wish.Spoken}' ends it",
            pace.Lease,
            time,
            stop);

    private RestoreEnd.Done Unended(MigrationWish wish, MigrationPlan plan)
    {
        Describe(wish.Namespace, plan);
        return new RestoreEnd.Done($"move {plan.Id} ({plan.Spoken}) has begun and not ended; the same without --dry-run goes on with it");
    }

    /// <summary>Plans, and shows the plan.</summary>
    private async Task<(MigrationPlan? Plan, RestoreEnd? End)> Look(MigrationWish wish, CancellationToken stop)
    {
        var answer = await server.Get($"api/v1/namespaces/{wish.Namespace}/persistentvolumeclaims/{wish.Claim}", stop);
        if (answer is not ApiAnswer.Done done)
        {
            return (null, answer is ApiAnswer.Refused { IsMissing: true }
                ? new RestoreEnd.Refused($"there is no claim {wish.Spoken}; 'kubectl -n {wish.Namespace} get pvc' lists those that there are")
                : new RestoreEnd.Lost(answer.Complaint));
        }

        JsonElement claim;
        using (done)
        {
            claim = done.Body.RootElement.Clone();
        }

        var (plan, end) = wish.IsUndo
            ? await new WayBack(server, policy, pace, time, say).Find(wish, claim, stop)
            : await new MigrationSight(server, policy, pace, time, say).Find(wish, claim, stop);
        if (plan is not null)
        {
            say($"note: write where the claim is declared, before what applies it goes on: {plan.Declared}");
            say("steps:");
            Describe(wish.Namespace, plan);
        }

        return (plan, end);
    }

    private void Describe(string ns, MigrationPlan plan)
    {
        var steps = new MigrationSteps(server, ns, plan, pace, time);
        foreach (var (at, step) in steps.Copied.Concat(steps.Moved).Concat(steps.Back).Index())
        {
            say(string.Create(CultureInfo.InvariantCulture, $"  {at + 1,2}. {step.Spoken}"));
        }
    }
}
