using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>Deletes the claims of an app and recreates them.</summary>
internal sealed class RemadeClaims(ApiServer server, LostNode node, RecoveredApp app, RestorePace pace, TimeProvider time)
{
    /// <summary>A claim as it is now, old or new; null where there is none. A complaint where that cannot be told.</summary>
    public Task<(JsonElement? Claim, string Complaint)> Find(RecoveredClaim claim, CancellationToken stop) => Known(claim).Find(stop);

    /// <summary>Whether every claim is the one that there was, and nobody deletes it; null where that cannot be told.</summary>
    public async Task<bool?> IsUntouched(CancellationToken stop)
    {
        foreach (var claim in app.Claims)
        {
            if (await Known(claim).IsUntouched(stop) is not true and var answer)
            {
                return answer;
            }
        }

        return true;
    }

    /// <summary>Deletes a claim, and no other of its name, and waits until it is gone. What is still well on a node that came back is left.</summary>
    public Task<StepEnd> Delete(RecoveredClaim claim, Action<string> say, CancellationToken stop) =>
        Known(claim).Delete(work => IsBack(claim, work), say, stop);

    /// <summary>Recreates a claim, unless its controller, or what applies it, has.</summary>
    public Task<StepEnd> Make(RecoveredClaim claim, CancellationToken stop) => Known(claim).Make(claim.Manifest, stop);

    private KnownClaim Known(RecoveredClaim claim) => new(server, app.Namespace, claim.Name, claim.OldUid, pace, time);

    /// <summary>What is to be done where the node is back; null while it is not.</summary>
    private async Task<StepEnd?> IsBack(RecoveredClaim claim, CancellationToken stop) => await node.Look(stop) switch
    {
        (_, _, { Length: > 0 } complaint) => new StepEnd.Lost(complaint),
        (_, true, _) => await IsUntouched(stop) is true
            ? new StepEnd.Refused($"node {node.Name} is back, and with it the data of claim {app.Namespace}/{claim.Name}")
            : new StepEnd.Done($"node {node.Name} is back, and with it the data: the claim stays as it is"),
        _ => null,
    };
}
