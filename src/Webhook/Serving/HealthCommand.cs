using System.CommandLine;
using System.Globalization;
using HomelabStorage.Audit;

namespace HomelabStorage.Webhook.Serving;

/// <summary><c>health</c>: asks the server of this machine, for images that have no shell and no curl.</summary>
internal static class HealthCommand
{
    public static void AddTo(RootCommand root, Terminal terminal)
    {
        var port = new Option<int?>("--port") { Description = "The server's port (default: HOMELAB_STORAGE_PORT, else 8443)." };
        var ready = new Option<bool>("--ready") { Description = "Check readiness instead of liveness." };
        var health = new Command("health", "Check the health of the server on this machine. Exit codes: 0 healthy, 1 not.") { port, ready };
        health.SetAction(async (parsed, stop) =>
        {
            var number = parsed.GetValue(port) ?? ServerSettings.From(new Dictionary<string, string?>(StringComparer.Ordinal)).Port;
            var address = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{number}/{(parsed.GetValue(ready) ? "readyz" : "healthz")}");
            using var handler = new SocketsHttpHandler();
#pragma warning disable CA5359 // It asks itself; nothing is sent, and the certificate is for another name.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
            using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
            try
            {
                using var response = await http.GetAsync(new Uri(address), stop);
                var text = await response.Content.ReadAsStringAsync(stop);
                await (response.IsSuccessStatusCode ? terminal.Output : terminal.Error).WriteAsync(text);
                return response.IsSuccessStatusCode ? ExitCode.Clean : ExitCode.Findings;
            }
            catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
            {
                await terminal.Error.WriteLineAsync($"{address}: {(silent.InnerException ?? silent).Message}");
                return ExitCode.Findings;
            }
        });
        root.Subcommands.Add(health);
    }
}
