using System.Globalization;
using System.Text;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>Deletes the claims of an app and makes them again.</summary>
internal sealed class RemadeClaims(ApiServer server, LostNode node, RecoveredApp app, RestorePace pace, TimeProvider time)
{
    private string Claims => $"api/v1/namespaces/{app.Namespace}/persistentvolumeclaims";

    /// <summary>A claim as it is now, old or new; null where there is none. A complaint where that cannot be told.</summary>
    public async Task<(JsonElement? Claim, string Complaint)> Find(RecoveredClaim claim, CancellationToken stop)
    {
        var answer = await server.Get($"{Claims}/{claim.Name}", stop);
        if (answer is not ApiAnswer.Done done)
        {
            return (null, answer is ApiAnswer.Refused { IsMissing: true } ? string.Empty : $"claim {app.Namespace}/{claim.Name}: {answer.Complaint}");
        }

        using (done)
        {
            return (done.Body.RootElement.Clone(), string.Empty);
        }
    }

    /// <summary>Whether every claim is the one that there was, and nobody deletes it; null where that cannot be told.</summary>
    public async Task<bool?> IsUntouched(CancellationToken stop)
    {
        foreach (var claim in app.Claims)
        {
            var (found, complaint) = await Find(claim, stop);
            if (complaint.Length > 0)
            {
                return null;
            }

            if (found is not { } there || !IsOld(claim, there) || IsBeingDeleted(there))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Deletes a claim, and no other of its name, and waits until it is gone. What is still well on a node that came back is left.</summary>
    public async Task<StepEnd> Delete(RecoveredClaim claim, Action<string> say, CancellationToken stop)
    {
        for (var (began, isAsked) = (time.GetTimestamp(), false); ; await Task.Delay(pace.Look, time, stop))
        {
            switch (await Find(claim, stop))
            {
                case (_, { Length: > 0 } complaint):
                    return new StepEnd.Lost(complaint);
                case (null, _):
                    return StepEnd.Done.Silent;
                case ({ } other, _) when !IsOld(claim, other):
                    return StepEnd.Done.Silent;
                case ({ } old, _) when !IsBeingDeleted(old):
                    if (await Ask(claim, stop) is { } end)
                    {
                        return end;
                    }

                    continue;
            }

            if (time.GetElapsedTime(began) > pace.Patience)
            {
                return new StepEnd.Refused(string.Create(CultureInfo.InvariantCulture, $"claim {app.Namespace}/{claim.Name} is not gone after "
                    + $"{pace.Patience.TotalMinutes:0} minutes: 'kubectl -n {app.Namespace} describe pvc {claim.Name}' says what uses it"));
            }

            if (!isAsked)
            {
                isAsked = true;
                say("waiting until it is gone");
            }
        }
    }

    /// <summary>Makes a claim again, unless its controller, or what applies it, has.</summary>
    public async Task<StepEnd> Make(RecoveredClaim claim, CancellationToken stop)
    {
        switch (await Find(claim, stop))
        {
            case (_, { Length: > 0 } complaint):
                return new StepEnd.Lost(complaint);
            case ({ } there, _):
                return IsOld(claim, there) ? new StepEnd.Done("it stays as it is") : new StepEnd.Done("it is there again");
        }

        var answer = await server.Create(Claims, Encoding.UTF8.GetBytes(claim.Manifest), stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done or ApiAnswer.Refused { IsConflict: true } ? StepEnd.Done.Silent
            : answer.IsDecided ? new StepEnd.Refused($"claim {app.Namespace}/{claim.Name} cannot be made again: {answer.Complaint}")
            : new StepEnd.Lost($"claim {app.Namespace}/{claim.Name}: {answer.Complaint}");
    }

    /// <summary>Asks for the deletion; null when it is under way.</summary>
    private async Task<StepEnd?> Ask(RecoveredClaim claim, CancellationToken stop)
    {
        switch (await node.Look(stop))
        {
            case (_, _, { Length: > 0 } complaint):
                return new StepEnd.Lost(complaint);
            case (_, true, _):
                return await IsUntouched(stop) is true
                    ? new StepEnd.Refused($"node {node.Name} is back, and with it the data of claim {app.Namespace}/{claim.Name}")
                    : new StepEnd.Done($"node {node.Name} is back, and with it the data: the claim stays as it is");
        }

        var answer = await server.Delete(
            $"{Claims}/{claim.Name}",
            Body.Of(json =>
            {
                json.WriteStartObject("preconditions"u8);
                json.WriteString("uid"u8, claim.OldUid);
                json.WriteEndObject();
            }),
            stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done or ApiAnswer.Refused { IsMissing: true } or ApiAnswer.Refused { IsConflict: true } ? null
            : answer.IsDecided ? new StepEnd.Refused($"claim {app.Namespace}/{claim.Name}: {answer.Complaint}")
            : new StepEnd.Lost($"claim {app.Namespace}/{claim.Name}: {answer.Complaint}");
    }

    private static bool IsOld(RecoveredClaim claim, JsonElement found) =>
        string.Equals(found.TextAt("metadata", "uid"), claim.OldUid, StringComparison.Ordinal);

    private static bool IsBeingDeleted(JsonElement claim) => claim.TextAt("metadata", "deletionTimestamp").Length > 0;
}
