using System.Globalization;
using System.Text;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>Replaces a StatefulSet by one with another template. Its claims and pods stay.</summary>
internal sealed class ReplacedMaker(ApiServer server, MovedMaker maker, RestorePace pace, TimeProvider time)
{
    private string Collection => maker.Path[..maker.Path.LastIndexOf('/')];

    /// <summary>Deletes it, without what it made, and waits until it is gone.</summary>
    public async Task<StepEnd> Delete(Action<string> say, CancellationToken stop)
    {
        for (var (began, isAsked) = (time.GetTimestamp(), false); ; await Task.Delay(pace.Look, time, stop))
        {
            var seen = await server.Get(maker.Path, stop);
            if (seen is not ApiAnswer.Done done)
            {
                return seen is ApiAnswer.Refused { IsMissing: true } ? StepEnd.Done.Silent : new StepEnd.Lost($"{maker.Name}: {seen.Complaint}");
            }

            using (done)
            {
                if (!string.Equals(done.Body.RootElement.TextAt("metadata", "uid"), maker.Uid, StringComparison.Ordinal))
                {
                    return StepEnd.Done.Silent;
                }

                if (done.Body.RootElement.TextAt("metadata", "deletionTimestamp").Length == 0 && await Ask(stop) is { } end)
                {
                    return end;
                }
            }

            if (time.GetElapsedTime(began) > pace.Patience)
            {
                return new StepEnd.Refused(string.Create(CultureInfo.InvariantCulture, $"{maker.Name} is not gone after "
                    + $"{pace.Patience.TotalMinutes:0} minutes: its finalizers say what it waits for"));
            }

            if (!isAsked)
            {
                isAsked = true;
                say("waiting until it is gone");
            }
        }
    }

    /// <summary>Makes the other, unless what applies it has.</summary>
    public async Task<StepEnd> Make(CancellationToken stop)
    {
        var answer = await server.Create(Collection, Encoding.UTF8.GetBytes(maker.Manifest), stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done or ApiAnswer.Refused { IsConflict: true } ? StepEnd.Done.Silent
            : answer.IsDecided ? new StepEnd.Stuck($"{maker.Name} cannot be recreated: {answer.Complaint}")
            : new StepEnd.Lost($"{maker.Name}: {answer.Complaint}");
    }

    /// <summary>Why the other could not be made; null where it could. Nothing is made.</summary>
    public Task<StepEnd?> WhyNot(string what, CancellationToken stop) => TriedCreation.Of(server, Collection, maker.Manifest, what, stop);

    private async Task<StepEnd?> Ask(CancellationToken stop)
    {
        var answer = await server.Delete(
            maker.Path,
            Body.Of(json =>
            {
                json.WriteString("propagationPolicy"u8, "Orphan"u8);
                json.WriteStartObject("preconditions"u8);
                json.WriteString("uid"u8, maker.Uid);
                json.WriteEndObject();
            }),
            stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done or ApiAnswer.Refused { IsMissing: true } or ApiAnswer.Refused { IsConflict: true } ? null
            : answer.IsDecided ? new StepEnd.Refused($"{maker.Name}: {answer.Complaint}")
            : new StepEnd.Lost($"{maker.Name}: {answer.Complaint}");
    }
}
