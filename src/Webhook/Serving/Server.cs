using System.Globalization;
using System.Net;
using HomelabStorage.Audit;
using HomelabStorage.Audit.Commands;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HomelabStorage.Webhook.Serving;

/// <summary>The HTTPS server, from its settings to its end.</summary>
internal static class Server
{
    public static async Task<int> Run(ServerSettings settings, Terminal terminal, CancellationToken stop)
    {
        foreach (var complaint in settings.Complaints)
        {
            await terminal.Error.WriteLineAsync(complaint);
        }

        if (settings.Complaints.Count > 0
            || PolicyOption.Load(settings.Policy, terminal) is not { } policy
            || InventoryFolder.Read(settings.Inventory, terminal) is not { } inventory
            || await ServerCertificate.Load(settings, terminal) is not { } certificate)
        {
            return ExitCode.Wrong;
        }

        await using var app = Build(settings, new Snapshots(new Snapshot(inventory, policy)), certificate);
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException taken)
        {
            await terminal.Error.WriteLineAsync($"cannot listen on {settings.Address}:{settings.Port}: {taken.Message}. Choose another with --port, or stop what is there.");
            return ExitCode.Wrong;
        }

        await Greeting.Print(new Uri(app.Urls.First()), settings, policy, terminal);
        // Reading the catalog leaves garbage that an idle server would keep for ever; give the memory back to the node once.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await app.WaitForShutdownAsync(stop);
        return ExitCode.Clean;
    }

    /// <summary>Everything between a socket and the handlers.</summary>
    public static WebApplication Build(ServerSettings settings, Snapshots snapshots, ServerCertificate certificate)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The endpoint bounds bodies itself, and says so; the framework would only cut them off.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(new IPEndPoint(settings.Address, settings.Port), listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate.Handshake());
            });
        });
        var app = builder.Build();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("HomelabStorage.Admission");
        var validation = new ValidationHandler(snapshots, TimeProvider.System);
        app.MapPost("/validate", new AdmissionEndpoint(validation, log).Answer);
        app.MapPost("/mutate", new AdmissionEndpoint(new MutationHandler(snapshots, TimeProvider.System, log), log).Answer);
        app.MapGet("/healthz", context => Say(context, "ok"));
        app.MapGet("/readyz", context => Say(context, "ready"));
        return app;
    }

    private static Task Say(HttpContext context, string word)
    {
        context.Response.ContentType = "text/plain";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{word}\n"), context.RequestAborted);
    }
}
