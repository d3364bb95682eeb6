using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>A database server whose files are stored on a claim, and the way to it.</summary>
/// <param name="Mount">Its mount of the claim.</param>
/// <param name="Maker">Whose tools dump it.</param>
/// <param name="Written">What the claim says of its address; empty where it says nothing.</param>
internal sealed record MountedServer(MountFacts Mount, DumpMaker Maker, string Written)
{
    private string Usual => Maker == DumpMaker.Postgresql ? "5432" : "3306";

    /// <summary>Where it answers: as the claim says, or by a known Service that leads to its pod alone. Otherwise what is in the way.</summary>
    public (DatabaseAddress? Address, Obstacle? Obstacle) Address()
    {
        if (Written.Length > 0)
        {
            return DatabaseAddress.Read(Written, Usual) is { } written
                ? (written, null)
                : (null, new Obstacle("NotUnderstood", $"'{Written}' is not an address of a database server", $"write {DatabaseAddress.Accepted}"));
        }

        var remedy = $"write annotation {Annotation.BackupHost} on the claim: {DatabaseAddress.Accepted}";
        return Mount.Workload.Replicas > 1
            ? (null, new Obstacle(
                "NoService",
                $"{Mount.Workload.Reference} has {Mount.Workload.Replicas} replicas, and which of them has the data of this claim is not known",
                remedy))
            : Mount.Surroundings.Inventory.ServicesHere.At(Mount.Workload.Namespace)
                .Where(service => service.LeadsTo(Mount.Workload.Pod))
                .OrderBy(service => service.IsHeadless)
                .ThenBy(service => service.Name, StringComparer.Ordinal)
                .Select(By)
                .FirstOrDefault(address => address is not null) is { } found
                ? (found, null)
                : (null, new Obstacle("NoService", $"no known Service leads to {Mount.Workload.Reference} and its port {Usual}", remedy));
    }

    /// <summary>The port that leads to the server's own, or the only one there is. Behind a headless Service the pod answers on its own.</summary>
    private DatabaseAddress? By(Service service)
    {
        var port = service.Ports.FirstOrDefault(p => string.Equals(PodPort(p), Usual, StringComparison.Ordinal))
            ?? (service.Ports is [var only] && !char.IsAsciiDigit(PodPort(only)[0]) ? only : null);
        return port is null ? null : new DatabaseAddress(service.Name, service.IsHeadless ? Usual : Number(port));
    }

    private static string PodPort(ServicePort port) => port.Target.Length > 0 ? port.Target : Number(port);

    private static string Number(ServicePort port) => port.Number.ToString(CultureInfo.InvariantCulture);
}
