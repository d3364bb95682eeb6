using System.Globalization;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Webhook.Observability;

namespace HomelabStorage.Webhook.Admission;

/// <summary>
/// The only place that knows HTTP. What cannot be answered is a 4xx with its reason; what breaks in us is a 500, so that the
/// operator's failurePolicy decides and not our bug.
/// </summary>
internal sealed partial class AdmissionEndpoint(IAdmissionHandler handler, BodyBudget budget, AdmissionMeter meter, TimeProvider time, ILogger log)
{
    /// <summary>
    /// An object is at most 3 MiB (the API server's own limit), and a review carries two of them and its envelope: about 7 MiB.
    /// Twice that is never legal.
    /// </summary>
    public const int LargestBody = 16 * 1024 * 1024;

    /// <summary>One of the largest bodies at once, or two of the largest legal ones: with what they become that fits into the memory a pod has.</summary>
    public const long MostInFlight = LargestBody;

    public async Task Answer(HttpContext http)
    {
        if (!IsJson(http.Request.ContentType))
        {
            await Refuse(http, StatusCodes.Status415UnsupportedMediaType, $"Content-Type is '{http.Request.ContentType}'; send application/json");
            return;
        }

        // A body that says no length may be as long as any.
        var reserved = Math.Min(http.Request.ContentLength ?? LargestBody, LargestBody);
        if (!budget.TryTake(reserved))
        {
            meter.Failed(handler.Name, "busy");
            http.Response.Headers.RetryAfter = "1";
            await Refuse(http, StatusCodes.Status503ServiceUnavailable, "too many large requests at once; ask again");
            return;
        }

        try
        {
            await Read(http);
        }
        finally
        {
            budget.GiveBack(reserved);
        }
    }

    private async Task Read(HttpContext http)
    {
        using var body = await RequestBody.Read(http.Request.BodyReader, http.Request.ContentLength, LargestBody, http.RequestAborted);
        if (body is null)
        {
            await Refuse(http, StatusCodes.Status413PayloadTooLarge, $"the body is larger than any AdmissionReview may be ({LargestBody} bytes)");
            return;
        }

        try
        {
            await Answer(http, body.Bytes);
        }
#pragma warning disable CA1031 // The door: whatever breaks behind it must become a 500, never a denial and never a crash.
        catch (Exception bug) when (bug is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogBug(log, bug);
            meter.Failed(handler.Name, "error");
            await Refuse(http, StatusCodes.Status500InternalServerError, "homelab-storage could not judge this request; its log says why");
        }
    }

    private async Task Answer(HttpContext http, Memory<byte> body)
    {
        var begun = time.GetTimestamp();
        ManagedFields.Blank(body.Span);
        if (handler.Recall(body.Span) is { } known)
        {
            await Write(http, known);
            Note(known, isDryRun: true, begun);
            return;
        }

        switch (AdmissionReviewReader.Read(body))
        {
            case AdmissionReading.Refused refused:
                meter.Failed(handler.Name, "refused");
                await Refuse(http, StatusCodes.Status400BadRequest, refused.Reason);
                break;
            case AdmissionReading.Asked asked:
                using (asked.Document)
                {
                    var response = await handler.Handle(asked.Request, body, http.RequestAborted);
                    await Write(http, response);
                    Note(response, asked.Request.IsDryRun, begun);
                }

                break;
        }
    }

    private static async Task Write(HttpContext http, AdmissionResponse response)
    {
        http.Response.ContentType = "application/json";
        var writer = http.Response.BodyWriter;
        AdmissionReviewWriter.Write(response, writer);
        http.Response.ContentLength = writer.UnflushedBytes;
        await writer.FlushAsync(http.RequestAborted);
    }

    private static bool IsJson(string? contentType) =>
        contentType is not null
        && contentType.AsSpan().TrimStart().StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
        && contentType.AsSpan().TrimStart()[16..].TrimStart() is var rest
        && (rest.IsEmpty || rest[0] == ';');

    private static Task Refuse(HttpContext http, int status, string reason)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{reason}\n"), http.RequestAborted);
    }

    private void Note(AdmissionResponse response, bool isDryRun, long begun)
    {
        meter.Answered(handler.Name, response, isDryRun, time.GetElapsedTime(begun));
        if (!response.IsAllowed && log.IsEnabled(LogLevel.Information))
        {
            var rules = string.Join(", ", response.Denials.Select(Id));
            LogDenial(log, response.Resource, response.Operation, isDryRun, rules);
        }

        if (response.Patch.Count > 0 && log.IsEnabled(LogLevel.Information))
        {
            var paths = string.Join(", ", response.Patch.Where(o => o.Op is not "test").Select(o => o.Path));
            LogPatch(log, response.Resource, response.Operation, isDryRun, paths);
        }
    }

    private static string Id(Decision decision) => decision.Finding.Rule.Id;

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "denied {Resource} ({Operation}, dry run {IsDryRun}): {Rules}")]
    private static partial void LogDenial(ILogger log, ObjectReference resource, AdmissionOperation operation, bool isDryRun, string rules);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "patched {Resource} ({Operation}, dry run {IsDryRun}): {Paths}")]
    private static partial void LogPatch(ILogger log, ObjectReference resource, AdmissionOperation operation, bool isDryRun, string paths);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "a request could not be judged; it was answered with 500")]
    private static partial void LogBug(ILogger log, Exception bug);
}
