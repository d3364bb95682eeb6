using System.Globalization;
using HomelabStorage.Webhook.Bodies;
using HomelabStorage.Webhook.Connections;
using HomelabStorage.Webhook.Observability;

namespace HomelabStorage.Webhook.Admission;

/// <summary>
/// The only place that knows HTTP. What cannot be answered is a 4xx with its reason; what breaks in us is a 500, so that the
/// operator's failurePolicy decides and not our bug.
/// </summary>
internal sealed partial class AdmissionEndpoint(
    IAdmissionHandler handler,
    BodyBudget budget,
    AdmissionMeter meter,
    Refusals refusals,
    TimeProvider time,
    ILogger log)
{
    private readonly AnswerLog _answers = new(handler.Name, meter, time, log);

    public async Task Answer(HttpContext http)
    {
        if (!IsJson(http.Request.ContentType))
        {
            await Refuse(http, StatusCodes.Status415UnsupportedMediaType, $"Content-Type is '{http.Request.ContentType}'; send application/json");
            return;
        }

        var connection = OpenConnection.Of(http);
        connection.Begin();
        try
        {
            await Read(http, connection);
        }
        finally
        {
            connection.End();
        }
    }

    private async Task Read(HttpContext http, OpenConnection connection)
    {
        using var body = new ArrivingBody(http.Request.BodyReader, connection, budget);
        switch (await body.Read())
        {
            case BodyReading.Arrived when body.Bytes.IsLarge:
                await AnswerInTurn(http, body);
                break;
            case BodyReading.Arrived:
                await Judge(http, body);
                break;
            case BodyReading.TooLarge:
                await Refuse(http, StatusCodes.Status413PayloadTooLarge, $"the body is larger than any AdmissionReview may be ({budget.LargestBody} bytes)");
                break;
            case BodyReading.Late:
                await RefuseBody(
                    http,
                    StatusCodes.Status408RequestTimeout,
                    "late",
                    $"the body did not arrive within {budget.Patience.TotalSeconds} s, after which no API server waits for an answer");
                break;
            case BodyReading.Gone:
                break;
            default:
                await RefuseBody(http, StatusCodes.Status503ServiceUnavailable, "busy", "too many requests at once, or this one came too slowly; ask again");
                break;
        }
    }

    /// <summary>Large bodies are judged one after the other, which bounds the memory they take; small ones do not wait for them.</summary>
    private async Task AnswerInTurn(HttpContext http, ArrivingBody body)
    {
        if (!await budget.Turn(http.RequestAborted))
        {
            await RefuseBody(http, StatusCodes.Status503ServiceUnavailable, "busy", "too many large requests at once; ask again");
            return;
        }

        try
        {
            await Judge(http, body);
        }
        finally
        {
            budget.NextTurn();
        }
    }

    private Task RefuseBody(HttpContext http, int status, string outcome, string reason)
    {
        meter.Failed(handler.Name, outcome);
        refusals.Request(handler.Name, reason);
        http.Response.Headers.RetryAfter = "1";
        if (HttpProtocol.IsHttp11(http.Request.Protocol))
        {
            // What is left of the body would have to be read before the next request.
            http.Response.Headers.Connection = "close";
        }

        return Refuse(http, status, reason);
    }

    private async Task Judge(HttpContext http, ArrivingBody body)
    {
        try
        {
            await Answer(http, body.Bytes.InOnePiece());
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
            _answers.Note(known, isDryRun: true, begun);
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
                    _answers.Note(response, asked.Request.IsDryRun, begun);
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

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "a request could not be judged; it was answered with 500")]
    private static partial void LogBug(ILogger log, Exception bug);
}
