using System.Text.Json;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>Makes objects rest for a restore, and puts them back. Whatever was done already is seen on the objects, and not done again.</summary>
internal sealed class Pauser(ApiServer server, string id)
{
    private const int Tries = 5;

    /// <summary>
    /// Makes an object rest. One that rests already, for whatever other reason, is left as it is; but what runs pods is marked, to be known again.
    /// </summary>
    public Task<StepEnd> Stop(Pause pause, CancellationToken stop) => Change(
        pause,
        root => Pause.Mark(root) switch
        {
            ({ } holder, _) when !string.Equals(holder, id, StringComparison.Ordinal) =>
                new StepEnd.Refused($"{pause.Name} rests for restore {holder} of another claim: wait until that has ended, or run it again so that it ends"),
            not null => pause.IsResting(root) ? StepEnd.Done.Silent : Woken(pause, root),
            null => pause.IsResting(root) && !pause.IsScaled ? StepEnd.Done.Silent : null,
        },
        root => pause.Stop(root, id),
        stop);

    /// <summary>Puts an object back, if it rests for this restore.</summary>
    public Task<StepEnd> Back(Pause pause, CancellationToken stop) => Change(
        pause,
        root => Pause.Mark(root) is ({ } holder, _) && string.Equals(holder, id, StringComparison.Ordinal) ? null : StepEnd.Done.Silent,
        root => pause.Back(root, Pause.Mark(root)!.Value.Before),
        stop);

    /// <summary>Whether an object still rests, and has rested since it was stopped.</summary>
    public Task<StepEnd> Check(Pause pause, CancellationToken stop) => Change(
        pause,
        root => !pause.IsResting(root) ? Woken(pause, root)
            : Pause.IsStirred(root, id) ? new StepEnd.Refused($"{pause.Name} was changed while it rested, and may have been started and stopped again: "
                + "find what did that, suspend it (--suspend does that with Flux and Argo), and run this again")
            : StepEnd.Done.Silent,
        _ => default,
        stop);

    private static StepEnd.Refused Woken(Pause pause, JsonElement root) => new(
        $"{pause.Name} was started again meanwhile ({(pause.IsScaled ? "replicas" : "what rested")}: {pause.Value(root)}): find what does "
        + "that, suspend it (--suspend does that with Flux and Argo), and run this again");

    private async Task<StepEnd> Change(Pause pause, Func<JsonElement, StepEnd?> look, Func<JsonElement, ReadOnlyMemory<byte>> patch, CancellationToken stop)
    {
        for (var tried = 1; ; tried++)
        {
            var seen = await server.Get(pause.Path, stop);
            if (seen is not ApiAnswer.Done done)
            {
                return seen is ApiAnswer.Refused { IsMissing: true } ? StepEnd.Done.Silent : Trouble(pause, seen);
            }

            ApiAnswer answer;
            using (done)
            {
                if (look(done.Body.RootElement) is { } end)
                {
                    return end;
                }

                answer = await server.Merge(pause.Path, patch(done.Body.RootElement), stop);
                (answer as IDisposable)?.Dispose();
            }

            if (answer is ApiAnswer.Done)
            {
                return StepEnd.Done.Silent;
            }

            if (answer is not ApiAnswer.Refused { IsConflict: true } || tried == Tries)
            {
                return Trouble(pause, answer);
            }
        }
    }

    private static StepEnd Trouble(Pause pause, ApiAnswer answer) => answer.IsDecided
        ? new StepEnd.Refused($"{pause.Name}: {answer.Complaint}")
        : new StepEnd.Lost($"{pause.Name}: {answer.Complaint}");
}
