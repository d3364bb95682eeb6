using System.Collections.Immutable;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Which workload of the cluster an address leads to.</summary>
internal static class ServerAddress
{
    /// <summary>The workload behind a host: by the Service of that name or address, and where none is known by its own name; null for none.</summary>
    /// <param name="host">A name or an IP address, without scheme and port.</param>
    /// <param name="asker">Who uses it: a name alone is one of its namespace.</param>
    /// <param name="inventory">What is known.</param>
    public static Workload? Of(string host, Manifest asker, Inventory inventory) =>
        host.Length == 0 ? null
        : inventory.ServicesByAddress.At(host) is { IsEmpty: false } services ? Behind(services, asker, inventory)
        : Named(host.ToLowerInvariant().Split('.'), asker.Namespace) is var (name, ns)
            ? Of(name, ns, host.Contains('.', StringComparison.Ordinal), asker, inventory)
        : null;

    /// <summary>The workload behind a port of every node; null for none.</summary>
    public static Workload? OfNodes(int port, Manifest asker, Inventory inventory) =>
        Behind(inventory.ServicesByAddress.At(Service.KeyOfNodes(port)), asker, inventory);

    /// <summary>Whether a known Service has an address.</summary>
    public static bool IsOfService(string host, Inventory inventory) => !inventory.ServicesByAddress.At(host).IsEmpty;

    /// <summary><c>NAME</c>, <c>NAME.NAMESPACE</c>, <c>NAME.NAMESPACE.svc…</c>, or <c>POD.NAME.NAMESPACE.svc…</c>.</summary>
    /// <param name="labels">The parts of the address.</param>
    /// <param name="own">The namespace of who uses it: that of a name alone.</param>
    public static (string Name, string Namespace)? Named(string[] labels, string own)
    {
        (string Name, string Namespace)? named = labels switch
        {
            [var name] => (name, own),
            [var name, var ns] => (name, ns),
            [var name, var ns, "svc", ..] => (name, ns),
            [_, var name, var ns, "svc", ..] => (name, ns),
            _ => null,
        };

        // The name of a Service begins with a letter: https://kubernetes.io/docs/concepts/services-networking/service/
        return named is ({ Length: > 0 } service, _) && char.IsAsciiLetter(service[0]) ? named : null;
    }

    private static Workload? Of(string name, string ns, bool isAddress, Manifest asker, Inventory inventory)
    {
        var isKnown = false;
        foreach (var service in inventory.ServicesHere.At(ns))
        {
            if (string.Equals(service.Name, name, StringComparison.Ordinal) && Nearness.SameCopy(service, asker))
            {
                isKnown = true;
                if (Behind(service, asker, inventory) is { } server)
                {
                    return server;
                }
            }
        }

        // A Service may lead out of the cluster: then a workload of its name is another. A word alone may be the name of a program or of a remote.
        return isKnown || !isAddress ? null : inventory.Workloads.At(ns, name).FirstOrDefault(w => !w.IsBatch && Nearness.SameCopy(w, asker));
    }

    /// <summary>Several Services may have one address: for each port one. Then it is told what is behind them where that is one workload.</summary>
    private static Workload? Behind(ImmutableArray<Service> services, Manifest asker, Inventory inventory) =>
        services.Select(service => Behind(service, asker, inventory)).Distinct().ToArray() is [var only] ? only : null;

    private static Workload? Behind(Service service, Manifest asker, Inventory inventory) =>
        inventory.WorkloadsHere.At(service.Namespace).FirstOrDefault(w => Nearness.SameCopy(w, asker) && service.LeadsTo(w.Pod));
}
