using HomelabStorage.Audit;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Webhook.Serving;

/// <summary>What the server says once it listens: where it is, by which policy it judges, and how to try it.</summary>
internal static class Greeting
{
    public static async Task Print(Uri address, ServerSettings settings, StoragePolicy policy, Terminal terminal)
    {
        await terminal.Output.WriteLineAsync($"homelab-storage serves on {address.GetLeftPart(UriPartial.Authority)} (/validate, /mutate, /healthz, /readyz)");
        await terminal.Output.WriteLineAsync($"  policy:      {policy.Name} ({settings.Policy ?? "as shipped"}, {policy.Hash[..19]}…)");
        await terminal.Output.WriteLineAsync($"  inventory:   {(settings.Inventory is null ? "empty" : Samples.FromHere(settings.Inventory))}, and what is admitted from now on");
        await terminal.Output.WriteLineAsync($"  certificate: {settings.Certificate ?? "made in memory for this run"}");
        if (File.Exists(Samples.Review))
        {
            await terminal.Output.WriteLineAsync();
            await terminal.Output.WriteLineAsync("Try it: Linkding keeps SQLite, and its claim is on NFS.");
            await terminal.Output.WriteLineAsync();
            await terminal.Output.WriteLineAsync($"  curl -sk {address.GetLeftPart(UriPartial.Authority)}/validate -H 'Content-Type: application/json' --data-binary @{Samples.FromHere(Samples.Review)}");
            await terminal.Output.WriteLineAsync();
        }

        await terminal.Output.FlushAsync();
    }
}
