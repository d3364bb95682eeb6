using System.IO.Pipelines;
using HomelabStorage.Webhook.Connections;
using Microsoft.AspNetCore.Connections;

namespace HomelabStorage.Webhook.Bodies;

/// <summary>A body from its first byte until it is judged. What it holds of the budget is the budget's to count.</summary>
internal sealed class ArrivingBody(PipeReader reader, OpenConnection connection, BodyBudget budget) : IDisposable
{
    /// <summary>
    /// As much of an oversized body is read and thrown away, so that its sender gets to read why: one who is cut off sees a broken connection only.
    /// </summary>
    private const int MostThrownAway = 64 * 1024 * 1024;

    private readonly BodyBytes _bytes = new();

    public OpenConnection Connection => connection;

    public BodyBytes Bytes => _bytes;

    /// <summary>Its part in the budget, which alone reads and changes it.</summary>
    public BodyPlace Place { get; } = new();

    public async ValueTask<BodyReading> Read()
    {
        while (true)
        {
            if (!reader.TryRead(out var result))
            {
                try
                {
                    result = await Next();
                }
                catch (Exception gone) when (gone is ConnectionResetException or OperationCanceledException)
                {
                    return BodyReading.Gone.Instance;
                }
            }

            if (result.IsCanceled)
            {
                reader.AdvanceTo(result.Buffer.Start);
                return budget.Reason(this);
            }

            var length = _bytes.Length + result.Buffer.Length;
            if (length > budget.LargestBody)
            {
                reader.AdvanceTo(result.Buffer.End);
                return await ThrowAway();
            }

            if (length > 0 && budget.Hold(this, BodyBytes.Room(length)) is { } refused)
            {
                reader.AdvanceTo(result.Buffer.End);
                return refused;
            }

            _bytes.Append(result.Buffer);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return budget.Complete(this) ?? new BodyReading.Arrived(this);
            }
        }
    }

    public void Dispose()
    {
        budget.GiveBack(this);
        _bytes.Dispose();
    }

    /// <summary>
    /// What comes next, or a cancelled result when the patience ends first. The read itself is not given a token: one that is cancelled so stays pending in
    /// Kestrel, which then fails to throw away the rest of the body and logs that as an error of the server.
    /// </summary>
    private async ValueTask<ReadResult> Next()
    {
        await using var end = budget.Wait(this).UnsafeRegister(static r => ((PipeReader)r!).CancelPendingRead(), reader);
        return await reader.ReadAsync(CancellationToken.None);
    }

    private async ValueTask<BodyReading> ThrowAway()
    {
        _bytes.Dispose();
        budget.Hold(this, BodyBytes.Least);
        try
        {
            for (var thrown = 0L; thrown < MostThrownAway;)
            {
                var result = await Next();
                thrown += result.Buffer.Length;
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted || result.IsCanceled)
                {
                    break;
                }
            }
        }
        catch (Exception silent) when (silent is ConnectionResetException or OperationCanceledException)
        {
            // Who has not read the answer by now will not.
        }

        return new BodyReading.TooLarge();
    }
}
