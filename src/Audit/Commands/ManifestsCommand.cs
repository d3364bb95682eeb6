using System.CommandLine;
using HomelabStorage.Cluster;
using HomelabStorage.Policies.Mutation;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>manifests</c>: Kubernetes manifests that are generated from the code.</summary>
internal static class ManifestsCommand
{
    public static Command Make(Terminal terminal) => new("manifests", "Print generated manifests (also in deploy/manifests).")
    {
        Print(
            "pin-policy",
            "A MutatingAdmissionPolicy (Kubernetes 1.36) that keeps claims' classes unchanged while the webhook is down.",
            () => PinPolicy.Manifest,
            terminal),
        Print("webhooks", "The webhook configurations.", WebhookManifest.Text, terminal),
        Print("rbac-server", "RBAC of the server.", () => RbacManifest.Server, terminal),
        Print("rbac-backups", "Additional RBAC for backup CronJobs.", () => RbacManifest.Backups, terminal),
        Print("rbac-certificate", "Additional RBAC for the self-managed certificate.", () => RbacManifest.Certificate, terminal),
    };

    private static Command Print(string name, string description, Func<string> text, Terminal terminal)
    {
        var command = new Command(name, description);
        command.SetAction(_ => terminal.Output.Write(text()));
        return command;
    }
}
