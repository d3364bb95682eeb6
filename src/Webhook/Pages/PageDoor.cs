using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace HomelabStorage.Webhook.Pages;

/// <summary>The port of the page: whoever comes by it may read the page and its summary, and nothing else of the server.</summary>
internal sealed class PageDoor(LivePage page, IPAddress address)
{
    private const string Mark = "homelab-storage page";

    /// <summary>Marks a connection as one that came by this port.</summary>
    public static ConnectionDelegate Entered(ConnectionDelegate next) => connection =>
    {
        connection.Items[Mark] = true;
        return next(connection);
    };

    /// <summary>Whether a request came by this port.</summary>
    public static bool Has(HttpContext http) => http.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) == true;

    /// <summary>Answers a request.</summary>
    public async Task Answer(HttpContext http)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        http.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'self'";
        http.Response.Headers.CacheControl = "no-store";
        if (!IsMeant(http.Request.Host.Host))
        {
            await Say(http, StatusCodes.Status421MisdirectedRequest, "this is a page of localhost; for another name give --page-address");
        }
        else if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, HEAD";
            await Say(http, StatusCodes.Status405MethodNotAllowed, "this port is for reading");
        }
        else if (http.Request.Path.Value is not ("/" or "/summary.json"))
        {
            await Say(http, StatusCodes.Status404NotFound, "there is / and /summary.json");
        }
        else if (await page.Current(http.RequestAborted) is not { } made)
        {
            await Say(http, StatusCodes.Status503ServiceUnavailable, "not everything is listed yet");
        }
        else
        {
            var (type, body) = http.Request.Path.Value is "/" ? ("text/html; charset=utf-8", made.Html) : ("application/json", made.Summary);
            http.Response.ContentType = type;
            http.Response.ContentLength = body.Length;
            if (HttpMethods.IsGet(http.Request.Method))
            {
                await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
            }
        }
    }

    /// <summary>On the loopback only its own names are meant: a page of a stranger may lead its own name there, and read what it gets.</summary>
    private bool IsMeant(string host) =>
        !IPAddress.IsLoopback(address)
        || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    private static Task Say(HttpContext http, int status, string word)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{word}\n"), http.RequestAborted);
    }
}
