using System.CommandLine;
using HomelabStorage.Cluster;
using HomelabStorage.Policies.Mutation;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>manifests</c>: Kubernetes manifests that are made from what the code knows.</summary>
internal static class ManifestsCommand
{
    public static Command Make(Terminal terminal) => new("manifests", "Print manifests that are made from what the code knows; deploy/manifests has them all.")
    {
        Print(
            "pin-policy",
            "The pin of a claim's class as a MutatingAdmissionPolicy (Kubernetes 1.36), which holds while the webhook is away.",
            () => PinPolicy.Manifest,
            terminal),
        Print("webhooks", "The webhook configurations.", WebhookManifest.Text, terminal),
        Print("rbac-server", "What the server is allowed in a cluster.", () => RbacManifest.Server, terminal),
        Print("rbac-backups", "What it is allowed besides where it makes CronJobs of backups.", () => RbacManifest.Backups, terminal),
        Print("rbac-certificate", "What it is allowed besides where it keeps its certificate itself.", () => RbacManifest.Certificate, terminal),
    };

    private static Command Print(string name, string description, Func<string> text, Terminal terminal)
    {
        var command = new Command(name, description);
        command.SetAction(_ => terminal.Output.Write(text()));
        return command;
    }
}
