using System.Globalization;
using System.Text;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>A claim that another is to take the place of. It is known by its UID: whatever else has its name is the other.</summary>
internal sealed class KnownClaim(ApiServer server, string ns, string name, string uid, RestorePace pace, TimeProvider time)
{
    private string Claims => $"api/v1/namespaces/{ns}/persistentvolumeclaims";

    private string Spoken => $"claim {ns}/{name}";

    /// <summary>Whatever has its name now; null where nothing has. A complaint where that cannot be told.</summary>
    public async Task<(JsonElement? Claim, string Complaint)> Find(CancellationToken stop)
    {
        var answer = await server.Get($"{Claims}/{name}", stop);
        if (answer is not ApiAnswer.Done done)
        {
            return (null, answer is ApiAnswer.Refused { IsMissing: true } ? string.Empty : $"{Spoken}: {answer.Complaint}");
        }

        using (done)
        {
            return (done.Body.RootElement.Clone(), string.Empty);
        }
    }

    /// <summary>Whether it is there, and nobody deletes it; null where that cannot be told.</summary>
    public async Task<bool?> IsUntouched(CancellationToken stop)
    {
        var (found, complaint) = await Find(stop);
        return complaint.Length > 0 ? null : found is { } there && IsOld(there) && !IsBeingDeleted(there);
    }

    /// <summary>Whether what was found is the claim, and not the other.</summary>
    public bool IsOld(JsonElement found) => string.Equals(found.TextAt("metadata", "uid"), uid, StringComparison.Ordinal);

    /// <summary>Deletes it, and no other of its name, and waits until it is gone.</summary>
    /// <param name="mayBe">Looks, right before, whether it may be deleted; null where it may.</param>
    /// <param name="say">Says a line.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<StepEnd> Delete(Func<CancellationToken, Task<StepEnd?>> mayBe, Action<string> say, CancellationToken stop)
    {
        for (var (began, isAsked) = (time.GetTimestamp(), false); ; await Task.Delay(pace.Look, time, stop))
        {
            switch (await Find(stop))
            {
                case (_, { Length: > 0 } complaint):
                    return new StepEnd.Lost(complaint);
                case (null, _):
                    return StepEnd.Done.Silent;
                case ({ } other, _) when !IsOld(other):
                    return StepEnd.Done.Silent;
                case ({ } old, _) when !IsBeingDeleted(old):
                    if ((await mayBe(stop) ?? await Ask(stop)) is { } end)
                    {
                        return end;
                    }

                    continue;
            }

            if (time.GetElapsedTime(began) > pace.Patience)
            {
                return new StepEnd.Refused(string.Create(CultureInfo.InvariantCulture, $"{Spoken} is not gone after "
                    + $"{pace.Patience.TotalMinutes:0} minutes: 'kubectl -n {ns} describe pvc {name}' says what uses it"));
            }

            if (!isAsked)
            {
                isAsked = true;
                say("waiting until it is gone");
            }
        }
    }

    /// <summary>Makes the other, unless somebody has, such as its controller or what applies it.</summary>
    public async Task<StepEnd> Make(string manifest, CancellationToken stop)
    {
        switch (await Find(stop))
        {
            case (_, { Length: > 0 } complaint):
                return new StepEnd.Lost(complaint);
            case ({ } there, _):
                return new StepEnd.Done(IsOld(there) ? "it stays as it is" : "it is there again");
        }

        var answer = await server.Create(Claims, Encoding.UTF8.GetBytes(manifest), stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done or ApiAnswer.Refused { IsConflict: true } ? StepEnd.Done.Silent
            : answer.IsDecided ? new StepEnd.Refused($"{Spoken} cannot be recreated: {answer.Complaint}")
            : new StepEnd.Lost($"{Spoken}: {answer.Complaint}");
    }

    /// <summary>Why another could not be made, such as a policy that is stricter by now; null where it could. Nothing is made.</summary>
    public Task<StepEnd?> WhyNot(string manifest, string what, CancellationToken stop) => TriedCreation.Of(server, Claims, manifest, what, stop);

    /// <summary>Asks for the deletion; null when it is under way.</summary>
    private async Task<StepEnd?> Ask(CancellationToken stop)
    {
        var answer = await server.Delete(
            $"{Claims}/{name}",
            Body.Of(json =>
            {
                json.WriteStartObject("preconditions"u8);
                json.WriteString("uid"u8, uid);
                json.WriteEndObject();
            }),
            stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done or ApiAnswer.Refused { IsMissing: true } or ApiAnswer.Refused { IsConflict: true } ? null
            : answer.IsDecided ? new StepEnd.Refused($"{Spoken}: {answer.Complaint}")
            : new StepEnd.Lost($"{Spoken}: {answer.Complaint}");
    }

    private static bool IsBeingDeleted(JsonElement claim) => claim.TextAt("metadata", "deletionTimestamp").Length > 0;
}
