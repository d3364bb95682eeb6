using System.CommandLine;
using HomelabStorage.Policies.Mutation;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>manifests</c>: Kubernetes manifests that are made from what the code knows.</summary>
internal static class ManifestsCommand
{
    public static Command Make(Terminal terminal)
    {
        var pin = new Command("pin-policy", "Print the pin of a claim's class as a MutatingAdmissionPolicy (Kubernetes 1.36), which holds while the webhook is away.");
        pin.SetAction(_ => terminal.Output.Write(PinPolicy.Manifest));
        return new Command("manifests", "Print manifests that are made from what the code knows; deploy/manifests has them all.") { pin };
    }
}
