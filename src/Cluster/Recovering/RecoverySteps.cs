using System.Globalization;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>The steps of a recovery, in their order. Each says itself before it is done, and each may be done again.</summary>
internal sealed class RecoverySteps(ApiServer server, RecoveryPlan plan, RestorePace pace, TimeProvider time)
{
    private readonly Pauser _pauser = new(server, plan.Id);
    private readonly LostNode _node = new(server, plan.Node);

    /// <summary>Those before any app.</summary>
    public IReadOnlyList<RestoreStep> First => [.. plan.Suspended.Select(Stopping)];

    /// <summary>Those until the claims of an app are back.</summary>
    public IReadOnlyList<RestoreStep> There(RecoveredApp app)
    {
        var pods = new LostPods(server, _node, app, pace, time);
        var claims = new RemadeClaims(server, _node, app, pace, time);
        return
        [
            .. app.Pauses.Select(Stopping),
            .. app.Claims.Select(claim => new RestoreStep(
                $"keep PersistentVolume {claim.Volume} when its claim goes (reclaimPolicy: Retain)",
                (_, stop) => new Volumes(server).Retain(claim.Volume, [], stop))),
            new($"remove the pods of node {plan.Node} that mount {app.Spoken}, without waiting for it", pods.Remove),
            .. app.Claims.Select(claim => new RestoreStep($"delete claim {app.Namespace}/{claim.Name}", (say, stop) => claims.Delete(claim, say, stop))),
            .. app.Claims.Select(claim => new RestoreStep($"recreate claim {app.Namespace}/{claim.Name}", (_, stop) => claims.Make(claim, stop))),
            .. app.Claims.Where(c => c.Archive.Length > 0).SelectMany(claim => Restoring(app, claim, claims)),
        ];
    }

    /// <summary>Those that start an app.</summary>
    public IReadOnlyList<RestoreStep> Back(RecoveredApp app) =>
        [.. app.Pauses.Reverse().Select(pause => new RestoreStep(pause.SpokenBack, (_, stop) => _pauser.Back(pause, stop)))];

    /// <summary>Those after all apps.</summary>
    public IReadOnlyList<RestoreStep> Last =>
        [.. plan.Suspended.Reverse().Select(pause => new RestoreStep(pause.SpokenBack, (_, stop) => _pauser.Back(pause, stop)))];

    /// <summary>Those that wait for an app.</summary>
    public IReadOnlyList<RestoreStep> Ready(RecoveredApp app) =>
    [
        .. app.Pauses
            .Where(p => p.Way == PauseWay.Replicas)
            .Select(pause => new RestoreStep($"wait until {pause.Name} is ready", (say, stop) => IsReady(pause, say, stop))),
    ];

    /// <summary>Whether every claim of an app is the one that there was; null where that cannot be told.</summary>
    public Task<bool?> IsUntouched(RecoveredApp app, CancellationToken stop) => new RemadeClaims(server, _node, app, pace, time).IsUntouched(stop);

    private RestoreStep Stopping(Pause pause) => new(pause.Spoken, (_, stop) => _pauser.Stop(pause, stop));

    /// <summary>The steps of the restore itself; its plan is complete when the new claim is there.</summary>
    private IEnumerable<RestoreStep> Restoring(RecoveredApp app, RecoveredClaim claim, RemadeClaims claims)
    {
        RestoreSteps Of(string uid) => new(server, app.Namespace, claim.Restore(uid, plan.Begun, app.Pauses), pace, time);
        Func<RestoreSteps, RestoreStep>[] both = [s => s.Waited, s => s.Restored];
        return both.Select(step => new RestoreStep(step(Of(string.Empty)).Spoken, async (say, stop) =>
        {
            var (found, complaint) = await claims.Find(claim, stop);
            return complaint.Length > 0 ? new StepEnd.Lost(complaint)
                : found is not { } there ? new StepEnd.Lost($"claim {app.Namespace}/{claim.Name} is gone again")
                : there.TextAt("metadata", "uid") is var uid && string.Equals(uid, claim.OldUid, StringComparison.Ordinal)
                    ? new StepEnd.Done("it stays as it is")
                : await step(Of(uid)).Do(say, stop);
        }));
    }

    private async Task<StepEnd> IsReady(Pause workload, Action<string> say, CancellationToken stop)
    {
        var (began, said) = (time.GetTimestamp(), string.Empty);
        while (true)
        {
            var answer = await server.Get(workload.Path, stop);
            if (answer is not ApiAnswer.Done done)
            {
                return answer is ApiAnswer.Refused { IsMissing: true } ? StepEnd.Done.Silent : new StepEnd.Lost($"{workload.Name}: {answer.Complaint}");
            }

            using (done)
            {
                var root = done.Body.RootElement;
                var (wanted, ready) = (Number(root.At("spec", "replicas"), 1), Number(root.At("status", "readyReplicas"), 0));
                var isSeen = Number(root.At("status", "observedGeneration"), 0) >= Number(root.At("metadata", "generation"), 0);
                if (ready >= wanted && isSeen)
                {
                    return StepEnd.Done.Silent;
                }

                if (time.GetElapsedTime(began) > pace.Patience)
                {
                    return new StepEnd.Refused(string.Create(CultureInfo.InvariantCulture, $"{workload.Name} has {ready} of {wanted} pods ready after "
                        + $"{pace.Patience.TotalMinutes:0} minutes; its data are back, and 'kubectl describe' of its pods says what it waits for"));
                }

                var now = string.Create(CultureInfo.InvariantCulture, $"{ready} of {wanted} pods are ready");
                if (!string.Equals(now, said, StringComparison.Ordinal))
                {
                    said = now;
                    say(now);
                }
            }

            await Task.Delay(pace.Look, time, stop);
        }
    }

    private static long Number(JsonElement value, long otherwise) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : otherwise;
}
