using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Backup.Tests.Targets;

/// <summary>An S3 server in this process, as much of one as a backup needs, that fails on command. It stores what it is sent, framing and all.</summary>
internal sealed class S3Stub : IAsyncDisposable
{
    public const string Bucket = "backups";
    private static readonly XNamespace Xml = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _end = new();

    private S3Stub(WebApplication app) => _app = app;

    /// <summary>What is stored, by key.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Uploads that were begun and neither completed nor aborted: key and parts.</summary>
    public ConcurrentDictionary<string, (string Key, DateTimeOffset Begun, SortedDictionary<int, byte[]> Parts)> Unfinished { get; } =
        new(StringComparer.Ordinal);

    /// <summary>How many keys an answer lists: so few that a listing always has several pages.</summary>
    public int PageSize { get; set; } = 2;

    /// <summary>Every request: method, path, query.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>How the next requests fail, by method and path.</summary>
    public Func<HttpRequest, S3Fault> Fault { get; set; } = _ => S3Fault.None;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts one on a free port of the loopback interface.</summary>
    public static async Task<S3Stub> Start(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        var stub = new S3Stub(builder.Build());
        stub._app.Run(stub.Answer);
        await stub._app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.DisposeAsync();
        _end.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        var request = context.Request;
        Asked.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        var fault = Fault(request);
        switch (fault)
        {
            case S3Fault.ServerError:
                await Refuse(context, HttpStatusCode.InternalServerError, "InternalError", "We encountered an internal error. Please try again.");
                return;
            case S3Fault.Denied:
                await Refuse(context, HttpStatusCode.Forbidden, "AccessDenied", "Access Denied.");
                return;
            case S3Fault.Full:
                await Refuse(context, HttpStatusCode.InsufficientStorage, "XMinioStorageFull", "Storage backend has reached its minimum free drive threshold.");
                return;
            case S3Fault.Silent:
                await Task.Delay(Timeout.InfiniteTimeSpan, CancellationTokenSource.CreateLinkedTokenSource(_end.Token, context.RequestAborted).Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
                return;
            case S3Fault.NoObject:
                await Refuse(context, HttpStatusCode.NotFound, "NoSuchKey", "The specified key does not exist.");
                return;
            case S3Fault.WebPage:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<!DOCTYPE html><html><head><title>Console</title></head><body>Log in</body></html>");
                return;
            case S3Fault.CutRequest:
                _ = await request.Body.ReadAsync(new byte[1000], context.RequestAborted);
                context.Abort();
                return;
        }

        var path = Uri.UnescapeDataString(request.Path.Value!).TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var (bucket, key) = slash < 0 ? (path, string.Empty) : (path[..slash], path[(slash + 1)..]);
        if (!string.Equals(bucket, Bucket, StringComparison.Ordinal))
        {
            await Refuse(context, HttpStatusCode.NotFound, "NoSuchBucket", "The specified bucket does not exist");
            return;
        }

        await (key.Length == 0 ? Listing(context, fault) : Object(context, key, fault));
    }

    private Task Listing(HttpContext context, S3Fault fault)
    {
        var query = context.Request.Query;
        var prefix = fault is S3Fault.ListingOfEverything ? string.Empty : query["prefix"].ToString();
        var isEndless = fault is S3Fault.EndlessListing;
        var turn = Asked.Count % 2 == 0 ? "a" : "b";
        if (query.ContainsKey("uploads"))
        {
            return Say(context, new XElement(
                Xml + "ListMultipartUploadsResult",
                new XElement(Xml + "IsTruncated", isEndless),
                isEndless ? new XElement(Xml + "NextKeyMarker", turn) : null,
                Unfinished
                .Where(u => u.Value.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(u => new XElement(
                    Xml + "Upload",
                    new XElement(Xml + "Key", u.Value.Key),
                    new XElement(Xml + "UploadId", u.Key),
                    new XElement(Xml + "Initiated", u.Value.Begun.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture))))));
        }

        var after = query["continuation-token"].ToString();
        var page = Objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(o.Key, after) > 0)
            .OrderBy(o => o.Key, StringComparer.Ordinal)
            .Take(PageSize + 1)
            .ToArray();
        return Say(context, new XElement(
            Xml + "ListBucketResult",
            new XElement(Xml + "Name", Bucket),
            new XElement(Xml + "IsTruncated", page.Length > PageSize || isEndless || fault is S3Fault.ListingWithoutToken),
            isEndless ? new XElement(Xml + "NextContinuationToken", turn)
                : page.Length > PageSize ? new XElement(Xml + "NextContinuationToken", page[^2].Key)
                : null,
            page
                .Take(PageSize)
                .Select(o => new XElement(
                    Xml + "Contents",
                    new XElement(Xml + "Key", o.Key),
                    new XElement(Xml + "Size", o.Value.Length),
                    new XElement(Xml + "LastModified", "2026-01-01T00:00:00.000Z")))));
    }

    private async Task Object(HttpContext context, string key, S3Fault fault)
    {
        var (method, query) = (context.Request.Method, context.Request.Query);
        var upload = query["uploadId"].ToString();
        var body = await Body(context.Request);
        switch (method)
        {
            case "POST" when query.ContainsKey("uploads"):
                var id = Guid.NewGuid().ToString("N");
                Unfinished[id] = (key, TimeProvider.System.GetUtcNow(), []);
                await Say(
                    context,
                    new XElement(
                        Xml + "InitiateMultipartUploadResult",
                        new XElement(Xml + "Bucket", Bucket),
                        new XElement(Xml + "Key", key),
                        new XElement(Xml + "UploadId", id)));
                break;
            case "PUT" when upload.Length > 0:
                Unfinished[upload].Parts[int.Parse(query["partNumber"].ToString(), CultureInfo.InvariantCulture)] = body;
                context.Response.Headers.ETag = $"\"{query["partNumber"]}\"";
                break;
            case "POST" when Unfinished.TryRemove(upload, out var finished):
                Objects[key] = [.. finished.Parts.Values.SelectMany(p => p)];
                await Say(context, new XElement(Xml + "CompleteMultipartUploadResult", new XElement(Xml + "Key", key)));
                break;
            case "DELETE":
                _ = upload.Length > 0 ? Unfinished.TryRemove(upload, out _) : Objects.TryRemove(key, out _);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "PUT":
                Objects[key] = fault switch
                {
                    S3Fault.ShortObject => body[..(body.Length / 2)],
                    S3Fault.ChangedObject => [.. body[..^1], (byte)(body[^1] ^ 1)],
                    _ => body,
                };
                context.Response.Headers.ETag = "\"1\"";
                break;
            case "HEAD" when Objects.ContainsKey(key):
                context.Response.ContentLength = Objects[key].Length;
                break;
            case "GET" when Objects.TryGetValue(key, out var stored):
                await Give(context, stored, fault);
                break;
            default:
                await Refuse(context, HttpStatusCode.NotFound, "NoSuchKey", "The specified key does not exist.");
                break;
        }
    }

    private async Task Give(HttpContext context, byte[] stored, S3Fault fault)
    {
        context.Response.ContentLength = stored.Length;
        var half = fault is S3Fault.CutAnswer or S3Fault.SilentAnswer ? stored.Length / 2 : stored.Length;
        await context.Response.Body.WriteAsync(stored.AsMemory(0, half));
        await context.Response.Body.FlushAsync();
        if (fault is S3Fault.SilentAnswer)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationTokenSource.CreateLinkedTokenSource(_end.Token, context.RequestAborted).Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (half < stored.Length)
        {
            context.Abort();
        }
    }

    private static async Task<byte[]> Body(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private static Task Say(HttpContext context, XElement element)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(element.ToString(SaveOptions.DisableFormatting), Encoding.UTF8);
    }

    private static Task Refuse(HttpContext context, HttpStatusCode status, string code, string message)
    {
        context.Response.StatusCode = (int)status;
        return context.Request.Method is "HEAD"
            ? Task.CompletedTask
            : Say(context, new XElement("Error", new XElement("Code", code), new XElement("Message", message)));
    }
}
