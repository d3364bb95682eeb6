using System.Globalization;
using System.Net;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Bodies;
using HomelabStorage.Webhook.Connections;
using HomelabStorage.Webhook.Observability;
using HomelabStorage.Webhook.Pages;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Metrics;

namespace HomelabStorage.Webhook.Serving;

/// <summary>Everything between sockets and handlers.</summary>
internal static class Server
{
    /// <summary>How long requests that have begun may take to end, once no new ones are taken.</summary>
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(10);

    public static WebApplication Build(Parts parts)
    {
        var settings = parts.Settings;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Log(builder.Logging, parts);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LastRequests);
        builder.Services.AddSingleton<IHostLifetime>(services => new Departure(
            parts.Readiness,
            settings.Drain,
            services.GetRequiredService<IHostApplicationLifetime>(),
            parts.Time));
        builder.Services.AddSingleton(services => new Refusals(parts.Meter, parts.Time, Logger(services)));
        builder.Services.AddSingleton(services => new OpenConnections(parts.Limits.Connections, services.GetRequiredService<Refusals>(), parts.Time));
        builder.Services.AddSingleton(_ => new BodyBudget(parts.Limits, parts.Time));
        builder.Services.AddSingleton(_ => new LivePage(parts.Source, parts.Time));
        if (settings.MetricsPort is not null)
        {
            builder.Services
                .AddOpenTelemetry()
                .WithMetrics(metrics => metrics.AddMeter(parts.Meter.Name).AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false));
        }

        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, parts));
        var app = builder.Build();
        Map(app, parts);
        return app;
    }

    private static void Log(ILoggingBuilder logging, Parts parts)
    {
        logging
            .ClearProviders()
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

        // What strangers do wrong over HTTP/2 is logged as critical, with a stack trace each time; their connection is closed all the same.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.None);
        parts.Log(logging, parts.Settings);
    }

    private static ILogger Logger(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger("HomelabStorage.Admission");

    private static void Listen(KestrelServerOptions kestrel, Parts parts)
    {
        kestrel.AddServerHeader = false;
        Transport.Bound(kestrel.Limits, parts.Limits);
        var connections = kestrel.ApplicationServices.GetRequiredService<OpenConnections>();
        Listen(kestrel, parts.Settings.Address, parts.Settings.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.Use(next => connection => connections.Follow(connection, next));
            listen.UseHttps(parts.Certificate.Handshake(parts.Limits.Patience));
        });
        if (parts.Settings.MetricsPort is { } port)
        {
            Listen(kestrel, parts.Settings.Address, port, listen => listen.Use(next => connection => connections.Follow(connection, next)));
        }

        if (parts.Settings.PagePort is { } page)
        {
            Listen(kestrel, parts.Settings.PageAddress, page, listen =>
            {
                listen.Use(next => connection => connections.Follow(connection, next));
                listen.Use(PageDoor.Entered);
            });
        }
    }

    /// <summary>All addresses means those of IPv6 too, where there are any: in some clusters a pod has no others.</summary>
    private static void Listen(KestrelServerOptions kestrel, IPAddress address, int port, Action<ListenOptions> configure)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            kestrel.ListenAnyIP(port, configure);
        }
        else
        {
            kestrel.Listen(new IPEndPoint(address, port), configure);
        }
    }

    private static void Map(WebApplication app, Parts parts)
    {
        var log = Logger(app.Services);
        var refusals = app.Services.GetRequiredService<Refusals>();
        var budget = app.Services.GetRequiredService<BodyBudget>();
        var meter = new AdmissionMeter(parts.Meter);
        ServerMeter.AddTo(parts.Meter, parts.Certificate, parts.Sight, app.Services.GetRequiredService<OpenConnections>(), budget);
        app.Use((http, next) =>
        {
            OpenConnection.Of(http).Asked();
            if (parts.Readiness.IsLeaving)
            {
                http.Connection.RequestClose();
            }

            return next(http);
        });
        if (parts.Settings.PagePort is not null)
        {
            var door = new PageDoor(app.Services.GetRequiredService<LivePage>(), parts.Settings.PageAddress);
            app.UseWhen(PageDoor.Has, page => page.Run(door.Answer));
        }

        if (parts.Settings.MetricsPort is not null)
        {
            app.UseWhen(http => !http.Request.IsHttps, plain => plain.UseOpenTelemetryPrometheusScrapingEndpoint());
            app.UseWhen(http => !http.Request.IsHttps, plain => plain.Run(http =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }));
        }

        app.MapPost(
            "/validate",
            new AdmissionEndpoint(new ValidationHandler(parts.Snapshots, parts.Sight, parts.Time), budget, meter, refusals, parts.Time, log).Answer);
        app.MapPost(
            "/mutate",
            new AdmissionEndpoint(
                new MutationHandler(parts.Snapshots, parts.Sight, parts.Time, parts.Settings.BackupImage ?? string.Empty),
                budget,
                meter,
                refusals,
                parts.Time,
                log).Answer);
        app.MapGet("/healthz", http => Say(http, StatusCodes.Status200OK, "ok"));
        app.MapGet("/readyz", http => parts.Readiness.Reason is { Length: > 0 } reason
            ? Say(http, StatusCodes.Status503ServiceUnavailable, $"not ready: {reason}")
            : Say(http, StatusCodes.Status200OK, refusals.Recent is { Length: > 0 } recent ? $"ready; {recent}" : "ready"));
    }

    private static Task Say(HttpContext http, int status, string word)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{word}\n"), http.RequestAborted);
    }
}
