using System.Globalization;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Manifests;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Watching;

/// <summary>
/// Follows one resource: a list, then a watch from where the list ended, again and again. Whatever happens to the connection, what was seen last stays
/// known until something newer is known; only a complete list replaces it.
/// </summary>
internal sealed partial class Reflector(
    ApiServer server,
    WatchedResource resource,
    IInventorySink sink,
    Pace pace,
    WatchMeter meter,
    TimeProvider time,
    ILogger log)
{
    private readonly Backoff _backoff = new(pace, time);

    /// <summary>Goes on until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        var version = string.Empty;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                version = version.Length == 0 ? await List(stop) : await Watch(version, stop);
            }
#pragma warning disable CA1031 // The door: a bug of ours in one event must not end the sight of everything that follows.
            catch (Exception bug) when (bug is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogBug(log, bug, resource);
                meter.Failed(resource);
                version = string.Empty;
                await _backoff.Wait(stop);
            }
        }
    }

    /// <summary>The version to watch from; empty when there is none yet.</summary>
    private async Task<string> List(CancellationToken stop)
    {
        switch (await Listing.Of(server, resource, string.Empty, pace.PageSize, stop))
        {
            case Listing.Outcome.All { Objects: var objects, Unreadable: var unreadable, Version: { Length: > 0 } version }:
                sink.Replace(resource, objects);
                meter.Unreadable.Replace(resource.Kind.Name, unreadable, log);
                meter.Listed(resource, objects.Count);
                return version;
            case Listing.Outcome.Nothing { Answer: ApiAnswer.Refused refused } when refused.IsMissing || (resource.Kind.IsExtra && refused.Status == 403):
                if (refused.Status == 403)
                {
                    LogListFailed(log, resource, refused.Complaint);
                }

                sink.Replace(resource, refused.Status == 403 ? Observed.Unseen(resource) : []);
                meter.Listed(resource, 0);
                await Task.Delay(refused.Status == 403 ? pace.LookAgain : pace.LookForKind, time, stop);
                return string.Empty;
            case Listing.Outcome.Nothing nothing:
                LogListFailed(log, resource, nothing.Answer.Complaint);
                break;
            default:
                LogListFailed(log, resource, "a list without a resourceVersion");
                break;
        }

        meter.Failed(resource);
        await _backoff.Wait(stop);
        return string.Empty;
    }

    /// <summary>The version to go on from; empty when only a new list helps.</summary>
    private async Task<string> Watch(string version, CancellationToken stop)
    {
        var seen = version;
        using var limit = new CancellationTokenSource(pace.Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            using var response = await server.Open(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{resource.Path(string.Empty)}?watch=1&allowWatchBookmarks=true"
                        + $"&resourceVersion={version}&timeoutSeconds={(int)pace.WatchFor.TotalSeconds}"),
                either.Token);
            if (!response.IsSuccessStatusCode)
            {
                var refused = await server.Refusal(response, stop);
                if (!refused.IsExpired)
                {
                    LogWatchFailed(log, resource, refused.Complaint);
                    meter.Failed(resource);
                    await _backoff.Wait(stop);
                }

                return refused.IsExpired || refused.IsMissing ? string.Empty : seen;
            }

            await using var body = await response.Content.ReadAsStreamAsync(stop);
            await foreach (var line in Lines.Of(body, pace.Silence, time, stop))
            {
                if (Take(line, seen) is not { } newer)
                {
                    if (string.Equals(seen, version, StringComparison.Ordinal))
                    {
                        // It has forgotten what it said a moment ago: asking at once would be asking forever.
                        await _backoff.Wait(stop);
                    }

                    return string.Empty;
                }

                seen = newer;
                _backoff.Reset();
            }

            // The API server ends every watch after a while. One that ends silently may be a proxy that refuses us politely.
            if (string.Equals(seen, version, StringComparison.Ordinal))
            {
                await _backoff.Wait(stop);
            }

            return seen;
        }
        catch (Exception silence) when (silence is TimeoutException || (silence is OperationCanceledException && !stop.IsCancellationRequested))
        {
            LogWatchFailed(log, resource, "nothing was heard of it");
            meter.Failed(resource);
            return seen;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or JsonException or InvalidDataException)
        {
            LogWatchFailed(log, resource, lost.Message);
            meter.Failed(resource);
            await _backoff.Wait(stop);
            return lost is HttpRequestException or IOException ? seen : string.Empty;
        }
    }

    /// <summary>Takes one event, and says how far the watch has come: where it was, if the object does not say; null when all is forgotten.</summary>
    private string? Take(ReadOnlyMemory<byte> line, string seen)
    {
        using var told = WatchEvent.Read(line);
        switch (told.Kind)
        {
            case "ADDED" or "MODIFIED":
                Put(told.Object);
                break;
            case "DELETED" when (Observed.Of(told.Object, resource, out var unreadable)?.Manifest.Reference ?? unreadable?.Reference) is { } reference:
                sink.Remove(resource, reference);
                meter.Unreadable.Remove(reference);
                break;
            case "ERROR" when told.HasForgotten:
                LogForgotten(log, resource, told.Reason);
                meter.Failed(resource);
                return null;
            case "ERROR":
                throw new IOException(told.Reason);
        }

        return told.Version ?? (told.IsOfAnObject ? seen : throw new InvalidDataException($"a {told.Kind} event without a resourceVersion"));
    }

    /// <summary>Takes what an object is now. When that cannot be read, what it was before is no longer true.</summary>
    private void Put(JsonElement root)
    {
        if (Observed.Of(root, resource, out var unreadable) is { } observed)
        {
            sink.Put(resource, observed);
            meter.Unreadable.Remove(observed.Manifest.Reference);
        }
        else if (unreadable is not null)
        {
            sink.Remove(resource, unreadable.Reference);
            meter.Unreadable.Put(unreadable, log);
        }
    }

    [LoggerMessage(EventId = 20, Level = LogLevel.Warning, Message = "cannot list {Resource}: {Reason}; trying again")]
    private static partial void LogListFailed(ILogger log, WatchedResource resource, string reason);

    [LoggerMessage(EventId = 21, Level = LogLevel.Warning, Message = "watch of {Resource} failed: {Reason}; retrying")]
    private static partial void LogWatchFailed(ILogger log, WatchedResource resource, string reason);

    [LoggerMessage(EventId = 23, Level = LogLevel.Error, Message = "events of {Resource} could not be processed; listing again")]
    private static partial void LogBug(ILogger log, Exception bug, WatchedResource resource);

    [LoggerMessage(EventId = 22, Level = LogLevel.Information, Message = "watch of {Resource} ended: {Reason}; listing again")]
    private static partial void LogForgotten(ILogger log, WatchedResource resource, string reason);
}
