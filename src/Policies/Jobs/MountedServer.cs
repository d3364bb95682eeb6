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
    private static readonly string[] Databases = ["sql", "postgres", "pg", "maria", "db", "database"];

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
                .Where(service => service.LeadsTo(Mount.Workload.Pod) && !LeadsToAnother(service))
                .Select(service => (Service: service, Way: By(service)))
                .Where(one => one.Way.Address is not null)
                .OrderBy(one => one.Way.Doubt)
                .ThenBy(one => one.Service.IsHeadless)
                .ThenBy(one => one.Service.Name, StringComparer.Ordinal)
                .Select(one => one.Way.Address)
                .FirstOrDefault() is { } found
                ? (found, null)
                : (null, new Obstacle("NoService", $"no known Service leads to {Mount.Workload.Reference} alone, and to its port {Usual}", remedy));
    }

    /// <summary>Behind a Service that leads to several servers, any of them may answer, and the dump may be another's.</summary>
    private bool LeadsToAnother(Service service) => Mount.Surroundings.Inventory.WorkloadsHere.At(Mount.Workload.Namespace)
        .Any(w => w is { IsOwned: false, Replicas: > 0 } && w.Reference != Mount.Workload.Reference && service.LeadsTo(w.Pod));

    /// <summary>
    /// The port that leads to the server's own, by its number at the pod, or, where that is a name, by the number of the Service, which is less sure, or as
    /// the only one that there is. Behind a headless Service the pod answers on its own.
    /// </summary>
    private (DatabaseAddress? Address, int Doubt) By(Service service)
    {
        var (port, doubt) = service.Ports.FirstOrDefault(p => string.Equals(PodPort(p), Usual, StringComparison.Ordinal)) is { } sure ? (sure, 0)
            : service.Ports.FirstOrDefault(p => IsNamed(p) && string.Equals(Number(p), Usual, StringComparison.Ordinal)) is { } likely ? (likely, 1)
            : service.Ports is [var only] && IsNamed(only) && IsOfDatabases(only) ? (only, 2)
            : (null, 3);
        return (port is null ? null : new DatabaseAddress(service.Name, service.IsHeadless ? Usual : Number(port)), doubt);
    }

    /// <summary>Whether a port is called as those of databases are: that of an exporter beside one is not.</summary>
    private static bool IsOfDatabases(ServicePort port) => Array.Exists(Databases, word => port.Target.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsNamed(ServicePort port) => !char.IsAsciiDigit(PodPort(port)[0]);

    private static string PodPort(ServicePort port) => port.Target.Length > 0 ? port.Target : Number(port);

    private static string Number(ServicePort port) => port.Number.ToString(CultureInfo.InvariantCulture);
}
