using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>
/// Restores a claim of a running cluster: stops whoever mounts it, copies what is there, restores beside it, swaps, and starts all of it again. The plan is
/// on the claim's Lease before anything is changed, each object says itself what it was, and the volume has a journal, so that any machine can go on.
/// </summary>
/// <param name="server">The API server.</param>
/// <param name="policy">What the household decided.</param>
/// <param name="identity">Who this is, for the Lease.</param>
/// <param name="pace">How long it waits.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Says a line to whoever asked.</param>
/// <param name="ask">Asks whether to go on.</param>
public sealed class Restoration(
    ApiServer server,
    StoragePolicy policy,
    string identity,
    RestorePace pace,
    TimeProvider time,
    Action<string> say,
    Func<CancellationToken, Task<bool>> ask)
{
    /// <summary>Restores.</summary>
    public async Task<RestoreEnd> Run(RestoreWish wish, CancellationToken stop)
    {
        var answer = await server.Get($"api/v1/namespaces/{wish.Namespace}/persistentvolumeclaims/{wish.To}", stop);
        if (answer is not ApiAnswer.Done done)
        {
            return answer is ApiAnswer.Refused { IsMissing: true }
                ? new RestoreEnd.Refused($"there is no claim {wish.Namespace}/{wish.To}; 'kubectl -n {wish.Namespace} get pvc' lists those that there are")
                : new RestoreEnd.Lost(answer.Complaint);
        }

        using (done)
        {
            var claim = done.Body.RootElement.Clone();
            var lease = PlanLease.OfClaim(server, wish.Namespace, wish.To, claim.TextAt("metadata", "uid"));
            var (holder, written, unread) = await lease.Look(stop);
            if (unread.Length > 0)
            {
                return new RestoreEnd.Lost(unread);
            }

            if (wish.IsDry)
            {
                return RestorePlan.Read(written) is { } plan ? Unended(wish.Namespace, plan)
                    : (await Look(wish, claim, stop)).End ?? new RestoreEnd.Done("nothing was changed");
            }

            if (holder.Length > 0)
            {
                say($"{holder} restores this claim, or did; waiting to see whether it still does");
            }

            return await lease.Alone(
                identity,
                $"is restoring claim {wish.Namespace}/{wish.To}",
                pace.Lease,
                time,
                held => Alone(wish, claim, lease, held),
                stop);
        }
    }

    private async Task<RestoreEnd> Alone(RestoreWish wish, JsonElement claim, PlanLease lease, CancellationToken stop)
    {
        var spoken = $"{wish.Namespace}/{wish.To}";
        if (await PlanLease.OfMove(server, wish.Namespace, wish.To).Other(
            identity,
            $"is moving claim {spoken}",
            $"a move of claim {spoken} to another class was interrupted and comes first: 'homelab-storage migrate run {spoken}' ends it",
            pace.Lease,
            time,
            stop) is { } moved)
        {
            return moved;
        }

        var (_, written, complaint) = await lease.Look(stop);
        if (complaint.Length > 0)
        {
            return new RestoreEnd.Lost(complaint);
        }

        if (RestorePlan.Read(written) is { } plan)
        {
            if (wish.Asked.Length > 0 && !string.Equals(wish.Asked, plan.Asked, StringComparison.Ordinal))
            {
                return new RestoreEnd.Refused($"restore {plan.Id} of this claim ({plan.Spoken}) was interrupted and comes first: "
                    + $"'homelab-storage restore {wish.Namespace}/{wish.To}' ends it");
            }

            say(string.Create(CultureInfo.InvariantCulture, $"going on with restore {plan.Id} of {plan.Begun.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"));
            return await Course(wish.Namespace, lease).Carry(plan, stop);
        }

        switch (await Look(wish, claim, stop))
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
                    : await Course(wish.Namespace, lease).Carry(found, stop);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private RestoreEnd.Done Unended(string ns, RestorePlan plan)
    {
        Describe(ns, plan);
        return new RestoreEnd.Done($"restore {plan.Id} ({plan.Spoken}) has begun and not ended; the same without --dry-run goes on with it");
    }

    private RestoreCourse Course(string ns, PlanLease lease) => new(server, ns, lease, pace, time, say);

    private void Describe(string ns, RestorePlan plan)
    {
        var steps = new RestoreSteps(server, ns, plan, pace, time);
        foreach (var (at, step) in steps.There.Concat(steps.Back).Index())
        {
            say(string.Create(CultureInfo.InvariantCulture, $"  {at + 1,2}. {step.Spoken}"));
        }
    }

    /// <summary>Plans, looks into the volume and at the target, and shows all of it.</summary>
    private async Task<(RestorePlan? Plan, RestoreEnd? End)> Look(RestoreWish wish, JsonElement claim, CancellationToken stop)
    {
        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        switch (await new RestoreSight(server, policy, time).Find(wish, claim, id, stop))
        {
            case Sighting.Refused refused:
                return (null, new RestoreEnd.Refused(refused.Reason));
            case Sighting.Lost lost:
                return (null, new RestoreEnd.Lost(lost.Reason));
            case Sighting.Clear clear:
                say($"looking at claim {wish.Namespace}/{wish.To} and at the backups of {wish.Namespace}/{wish.Claim}, by a Job that changes nothing");
                var (end, seen) = await new RestoreJobs(server, wish.Namespace, pace, time).Run(clear.Plan, RestoreStage.Look, text => say($"  {text}"), stop);
                return end switch
                {
                    FollowedRun.Lost lost => (null, new RestoreEnd.Lost(lost.Reason)),
                    FollowedRun.Failed failed => (null, new RestoreEnd.Refused(failed.Reason)),
                    _ when seen is { IsEmpty: false, Unwritable.Length: > 0 } && !VolumeGroup.IsKnown(clear.Source) =>
                        (null, new RestoreEnd.Refused(Closed(wish, seen.Unwritable))),
                    _ => (Chosen(wish.Namespace, clear, seen!), null),
                };
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string Closed(RestoreWish wish, string why) => $"claim {wish.Namespace}/{wish.To} cannot be restored: {why}. Write securityContext.fsGroup "
        + $"into the pod of its app, or annotation {Annotation.BackupRunAs}: \"0:0\" on claim {wish.Namespace}/{wish.Claim}, "
        + "which restores as root, and run this again";

    private RestorePlan Chosen(string ns, Sighting.Clear clear, RunOutcome seen)
    {
        foreach (var offered in seen.Offered)
        {
            say($"  {(seen.Archive.EndsWith(offered.Split(' ')[0], StringComparison.Ordinal) ? "*" : " ")} {offered}");
        }

        foreach (var note in clear.Notes)
        {
            say($"note: {note}");
        }

        var plan = clear.Plan with { Archive = seen.Archive, At = string.Empty, IsEmpty = seen.IsEmpty };
        say(seen.Message);
        say("steps:");
        Describe(ns, plan);
        return plan;
    }
}
