using System.Text.Json;
using HomelabStorage.Backup.Runs;

namespace HomelabStorage.Backup.Commands;

/// <summary>Where trouble with the surroundings becomes a message and an exit code.</summary>
internal static class Door
{
    public static async Task<int> Through(Surroundings surroundings, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (BackupException trouble)
        {
            await surroundings.Error.WriteLineAsync(trouble.Message);
            return trouble.Exit;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            await surroundings.Error.WriteLineAsync(trouble.Message);
            return BackupExit.Failed;
        }
    }

    /// <summary>For verbs that a pod runs: whatever comes of them is one line of JSON, and for people one on the error stream.</summary>
    public static Task<int> Saying(
        Surroundings surroundings,
        string verb,
        Func<CancellationToken, Task<Outcome>> work,
        CancellationToken stop) => Through(surroundings, async () =>
    {
        Outcome outcome;
        using var interruption = new Interruption(stop);
        try
        {
            outcome = await work(interruption.Token);
        }
        catch (BackupException trouble)
        {
            outcome = new Outcome { Verb = verb, Exit = trouble.Exit, Message = trouble.Message };
        }
        catch (OperationCanceledException)
        {
            outcome = new Outcome
            {
                Verb = verb,
                Exit = BackupExit.Failed,
                Message = "interrupted; what was stored before is as it was, and the next run continues or starts over",
            };
        }
        catch (JsonException broken)
        {
            outcome = new Outcome { Verb = verb, Exit = BackupExit.Failed, Message = $"a manifest or journal is not what was written: {broken.Message}" };
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            outcome = new Outcome { Verb = verb, Exit = BackupExit.Failed, Message = trouble.Message };
        }
#pragma warning disable CA1031 // The door: whatever breaks behind it is told where a pod's owner looks, and is never a success.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            outcome = new Outcome { Verb = verb, Exit = BackupExit.Failed, Message = $"this is a bug of ours, please report it: {bug}" };
        }

        await surroundings.Error.WriteLineAsync(outcome.Message);
        OutcomeLine.Say(outcome, surroundings);
        return outcome.Exit;
    });
}
