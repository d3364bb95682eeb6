using HomelabStorage.Audit;

namespace HomelabStorage.Webhook.Serving;

/// <summary>What the server says once it listens: where it is, by which policy it judges, and how to try it.</summary>
internal static partial class Greeting
{
    public static async Task Print(Parts parts, ICollection<string> urls, Terminal terminal)
    {
        var settings = parts.Settings;
        var policy = parts.Snapshots.Current.Policy;
        var address = new Uri(urls.First(u => u.StartsWith("https:", StringComparison.Ordinal))).GetLeftPart(UriPartial.Authority);
        await terminal.Output.WriteLineAsync($"homelab-storage listens on {address} (/validate, /mutate, /healthz, /readyz)");
        await terminal.Output.WriteLineAsync($"  policy:      {policy.Name} ({settings.Policy ?? "as shipped"}, {policy.Hash[..19]}…)");
        var files = settings.Inventory is null ? "empty" : Samples.FromHere(settings.Inventory);
        await terminal.Output.WriteLineAsync($"  inventory:   {(settings.IsInCluster ? "the cluster" : $"{files}, and what is admitted from now on")}");
        var kept = settings.CertificateSecret is { } secret ? $"Secret {settings.Namespace}/{secret}" : "made in memory for this run";
        await terminal.Output.WriteLineAsync($"  certificate: {settings.Certificate ?? kept}");
        string[] plain = [.. urls.Where(u => u.StartsWith("http:", StringComparison.Ordinal))];
        if (settings.MetricsPort is not null)
        {
            await terminal.Output.WriteLineAsync($"  metrics:     {plain[0]}/metrics");
        }

        if (settings.PagePort is not null)
        {
            await terminal.Output.WriteLineAsync($"  page:        {plain[^1]}/");
        }

        if (!settings.IsInCluster && File.Exists(Samples.Review))
        {
            await terminal.Output.WriteLineAsync();
            await terminal.Output.WriteLineAsync("Try it: Linkding keeps SQLite, and its claim is on NFS.");
            await terminal.Output.WriteLineAsync();
            await terminal.Output.WriteLineAsync($"  curl -sk {address}/validate -H 'Content-Type: application/json' "
                + $"--data-binary @{Samples.FromHere(Samples.Review)}");
            await terminal.Output.WriteLineAsync();
        }

        await terminal.Output.FlushAsync();
    }

    /// <summary>The same where every line is read by a machine.</summary>
    public static void Log(Parts parts, ICollection<string> urls, ILogger log)
    {
        var (all, policy) = (string.Join(", ", urls), parts.Snapshots.Current.Policy);
        LogServes(log, all, policy.Name, policy.Hash);
    }

    [LoggerMessage(EventId = 51, Level = LogLevel.Information, Message = "listening on {Urls}, policy {Policy} ({Hash})")]
    private static partial void LogServes(ILogger log, string urls, string policy, string hash);
}
