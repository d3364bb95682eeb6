using System.Globalization;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>
/// The pods of a node that is off. Nobody there ends them, so that they hold their claims forever; they are removed without waiting for the node. That is
/// right only while it is off, which is looked at each time.
/// </summary>
internal sealed class LostPods(ApiServer server, LostNode node, RecoveredApp app, RestorePace pace, TimeProvider time)
{
    /// <summary>Removes those that mount old claims of an app, and waits for whoever else does. What was never started holds no claim.</summary>
    public async Task<StepEnd> Remove(Action<string> say, CancellationToken stop)
    {
        var (began, said) = (time.GetTimestamp(), string.Empty);
        while (true)
        {
            var (pods, complaint) = await Holding(stop);
            if (pods is null)
            {
                return new StepEnd.Lost(complaint);
            }

            if (pods.Count == 0)
            {
                return StepEnd.Done.Silent;
            }

            foreach (var pod in pods.Where(p => string.Equals(p.Root.TextAt("spec", "nodeName"), node.Name, StringComparison.Ordinal)))
            {
                if (await Remove(pod, stop) is not StepEnd.Done and var end)
                {
                    return end;
                }
            }

            var names = string.Join(", ", pods.Select(p => p.Name));
            if (time.GetElapsedTime(began) > pace.Patience)
            {
                return new StepEnd.Refused(string.Create(CultureInfo.InvariantCulture, $"after {pace.Patience.TotalMinutes:0} minutes {app.Spoken} is still "
                    + $"mounted by {names}: end that, and run this again"));
            }

            if (!string.Equals(names, said, StringComparison.Ordinal))
            {
                said = names;
                say($"mounted by {names}");
            }

            await Task.Delay(pace.Look, time, stop);
        }
    }

    private async Task<StepEnd> Remove(LiveObject pod, CancellationToken stop)
    {
        switch (await node.Look(stop))
        {
            case (_, _, { Length: > 0 } complaint):
                return new StepEnd.Lost(complaint);
            case (_, true, _):
                return new StepEnd.Refused($"node {node.Name} is back: pod {pod.Namespace}/{pod.Name} may run there, and its data is there");
        }

        var answer = await server.Delete(
            $"api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}",
            Body.Of(json =>
            {
                json.WriteNumber("gracePeriodSeconds"u8, 0);
                json.WriteStartObject("preconditions"u8);
                json.WriteString("uid"u8, pod.Uid);
                json.WriteEndObject();
            }),
            stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done or ApiAnswer.Refused { IsMissing: true } or ApiAnswer.Refused { IsConflict: true } ? StepEnd.Done.Silent
            : answer.IsDecided ? new StepEnd.Refused($"pod {pod.Namespace}/{pod.Name}: {answer.Complaint}")
            : new StepEnd.Lost($"pod {pod.Namespace}/{pod.Name}: {answer.Complaint}");
    }

    /// <summary>The pods that were started and mount a claim that is still the old one.</summary>
    private async Task<(IReadOnlyList<LiveObject>? Pods, string Complaint)> Holding(CancellationToken stop)
    {
        var old = new List<string>();
        var claims = new RemadeClaims(server, node, app, pace, time);
        foreach (var claim in app.Claims)
        {
            switch (await claims.Find(claim, stop))
            {
                case (_, { Length: > 0 } complaint):
                    return (null, complaint);
                case ({ } found, _) when string.Equals(found.TextAt("metadata", "uid"), claim.OldUid, StringComparison.Ordinal):
                    old.Add(claim.Name);
                    break;
            }
        }

        var path = $"api/v1/namespaces/{app.Namespace}/pods";
        var (pods, instead) = await ObjectList.Of(server, path, string.Empty, stop);
        return pods is null
            ? (null, $"{path}: {instead!.Complaint}")
            : ([.. pods.Select(one => new LiveObject(one)).Where(pod => old.Exists(claim => RestoreJobs.Mounts(pod, claim))
                && pod.Root.TextAt("spec", "nodeName").Length > 0
                && pod.Root.TextAt("status", "phase") is not ("Succeeded" or "Failed"))], string.Empty);
    }
}
