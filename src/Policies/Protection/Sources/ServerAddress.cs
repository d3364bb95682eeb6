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
        : inventory.ServicesByAddress.At(host) is { IsEmpty: false } services ? services is [var only] ? Behind(only, asker, inventory) : null
        : Named(host.ToLowerInvariant().Split('.'), asker.Namespace) is var (name, ns)
            ? Of(name, ns, host.Contains('.', StringComparison.Ordinal), asker, inventory)
        : null;

    /// <summary><c>NAME</c>, <c>NAME.NAMESPACE</c>, <c>NAME.NAMESPACE.svc…</c>, or <c>POD.NAME.NAMESPACE.svc…</c>.</summary>
    private static (string Name, string Namespace)? Named(string[] labels, string own) => labels switch
    {
        [var name] => (name, own),
        [var name, var ns] => (name, ns),
        [var name, var ns, "svc", ..] => (name, ns),
        [_, var name, var ns, "svc", ..] => (name, ns),
        _ => null,
    };

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
        return isKnown || !isAddress ? null : inventory.Workloads.At($"{ns}/{name}").FirstOrDefault(w => !w.IsBatch && Nearness.SameCopy(w, asker));
    }

    private static Workload? Behind(Service service, Manifest asker, Inventory inventory) =>
        inventory.WorkloadsHere.At(service.Namespace).FirstOrDefault(w => Nearness.SameCopy(w, asker) && service.LeadsTo(w.Pod));
}
