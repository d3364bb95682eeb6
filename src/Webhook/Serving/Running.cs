using System.Net.Sockets;
using HomelabStorage.Audit;
using HomelabStorage.Cluster;
using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Observability;

namespace HomelabStorage.Webhook.Serving;

/// <summary>A server that has been put together, from its start to its end.</summary>
internal static class Running
{
    /// <summary>Serves until it is told to stop. Its own certificate is for where it is given no other, or not yet.</summary>
    public static async Task<int> Until(
        Parts parts,
        IReadOnlyList<Work> works,
        Task<ServerCertificate> own,
        Terminal terminal,
        CancellationToken stop)
    {
        await using var app = Server.Build(parts);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("HomelabStorage.Serving");
        List<Work> all = [.. works];
        if (parts.Settings is { Certificate: { } file, CertificateKey: { } key })
        {
            var files = new CertificateFiles(file, key, parts.Certificate, parts.Time, log);
            if (files.Load() is { Length: > 0 } complaint)
            {
                await terminal.Error.WriteLineAsync(complaint);
                return ExitCode.Wrong;
            }

            all.Add(new Work("the watch of the certificate", (_, ended) => files.Run(ended)));
        }
        else if (parts.Settings.CertificateSecret is null)
        {
            parts.Certificate.Show(await own);
        }
        else
        {
            parts.Certificate.ShowMeanwhile(await own);
        }

        var meter = new PolicyMeter(parts.Meter, parts.Snapshots, parts.Time);
        if (parts.Settings.Policy is { } policy)
        {
            var watch = new PolicyWatch(policy, parts.Snapshots, meter, parts.Time, log);
            all.Add(new Work("the watch of the policy", (_, ended) => watch.Run(ended)));
        }

        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            await terminal.Error.WriteLineAsync($"cannot listen on {parts.Settings.Address}: {taken.Message.TrimEnd('.')}. Choose another "
                + "--address, --port or --metrics-port, or stop what is there.");
            return ExitCode.Wrong;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = Task.WhenAll(all.Select(work => Background.Keep(work.Name, ended => work.Do(log, ended), log, end.Token)));
        if (parts.Settings.LogsJson)
        {
            Greeting.Log(parts, app.Urls, log);
        }
        else
        {
            await Greeting.Print(parts, app.Urls, terminal);
        }

        // Reading the catalog leaves garbage that an idle server would keep forever; give the memory back to the node once.
        Leftovers.GiveBack();
        await app.WaitForShutdownAsync(stop);
        await end.CancelAsync();
        await running;
        return ExitCode.Clean;
    }
}
