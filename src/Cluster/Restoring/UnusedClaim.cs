using System.Globalization;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>A claim that nobody is to use for a while: it is waited for until no pod mounts it, and looked at again before anything is done to it.</summary>
internal sealed class UnusedClaim(
    ApiServer server,
    string ns,
    string claim,
    string id,
    IReadOnlyList<Pause> pauses,
    RestorePace pace,
    TimeProvider time)
{
    private readonly Pauser _pauser = new(server, id);
    private readonly RestoreJobs _jobs = new(server, ns, pace, time);

    /// <summary>The step after which nobody uses it.</summary>
    public RestoreStep Waited => new($"wait until no pod mounts claim {ns}/{claim}", Wait);

    /// <summary>What was started again since it was stopped, or mounts the claim again; null where nothing does.</summary>
    public Task<StepEnd?> Woken(CancellationToken stop) => Woken(since: string.Empty, stop);

    /// <summary>What was started again since it was stopped, or mounts the claim again, or has done so since a moment; null where nothing has.</summary>
    public async Task<StepEnd?> Woken(string since, CancellationToken stop)
    {
        foreach (var pause in pauses.Where(p => p.IsScaled))
        {
            if (await _pauser.Check(pause, stop) is not StepEnd.Done and var woken)
            {
                return woken;
            }
        }

        var (pods, complaint) = await _jobs.Mounting(claim, id, since, stop);
        return complaint.Length > 0 ? new StepEnd.Lost(complaint)
            : pods.Count == 0 ? null
            : new StepEnd.Refused($"claim {ns}/{claim} was mounted again meanwhile, by {string.Join(", ", pods.Select(p => p.Name))}: find what started that, "
                + "suspend it, and run this again");
    }

    /// <summary>A pod with how it comes to an end that waits for a node: it mounts the claim as soon as it has one, which may be never.</summary>
    private string Spell(LiveObject pod) => pod is { Job: { Length: > 0 } job } && pod.Root.TextAt("spec", "nodeName").Length == 0
        ? $"{pod.Name} (no node yet; kubectl -n {ns} delete job {job} ends it)"
        : pod.Name;

    private async Task<StepEnd> Wait(Action<string> say, CancellationToken stop)
    {
        var (began, said) = (time.GetTimestamp(), string.Empty);
        while (true)
        {
            var (pods, complaint) = await _jobs.Mounting(claim, id, stop);
            if (complaint.Length > 0)
            {
                return new StepEnd.Lost(complaint);
            }

            if (pods.Count == 0)
            {
                return StepEnd.Done.Silent;
            }

            var names = string.Join(", ", pods.Select(Spell));
            if (time.GetElapsedTime(began) > pace.Patience)
            {
                return new StepEnd.Refused(string.Create(CultureInfo.InvariantCulture, $"after {pace.Patience.TotalMinutes:0} minutes claim {ns}/{claim} is "
                    + $"still mounted by {names}: end that, and run this again"));
            }

            if (!string.Equals(names, said, StringComparison.Ordinal))
            {
                said = names;
                say($"mounted by {names}");
            }

            await Task.Delay(pace.Look, time, stop);
        }
    }
}
