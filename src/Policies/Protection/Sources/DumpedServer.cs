using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Whether the address that a dump is taken from is that of a database server.</summary>
internal static class DumpedServer
{
    /// <summary>
    /// Whether an address means the server of a mount: that of a known Service that leads to its pod, or one that is called like the workload, a
    /// container, the claim or a label of the pod, or one of the names begins with the other; where nothing is known of the address, any server of the
    /// namespace may be meant.
    /// </summary>
    public static bool Is(string address, MountFacts mount)
    {
        var own = mount.Workload.Namespace;
        return IsOpen(address)
            || (ServerAddress.Named(address.Split('.'), own) is var (host, ns)
                && !LeadsElsewhere(host, ns, mount)
                && (own.Length == 0 || string.Equals(ns, own, StringComparison.Ordinal))
                && (Leads(host, mount) || Names(host, mount)));
    }

    /// <summary>The namespace that the address of a Service names; empty where it names none, or is that of a machine.</summary>
    public static string NamespaceIn(string address) =>
        ServerAddress.Named(address.Split('.'), string.Empty) is var (_, ns) ? ns : string.Empty;

    /// <summary>Whether a job is in another namespace than the server of a mount: then only addresses in that one are about it.</summary>
    public static bool IsFar(Workload job, MountFacts mount) => job.Namespace.Length > 0
        && mount.Workload.Namespace is { Length: > 0 } ns
        && !string.Equals(job.Namespace, ns, StringComparison.Ordinal);

    /// <summary>
    /// Whether an address that is not the mount's server's is that of another in sight: a Service leads there, or it is called so. A database operator makes
    /// Services that are called like its cluster, with an ending.
    /// </summary>
    public static bool IsAnother(string address, MountFacts mount)
    {
        return !IsOpen(address)
            && ServerAddress.Named(address.Split('.'), mount.Workload.Namespace) is var (host, ns)
            && (LeadsElsewhere(host, ns, mount)
                || Others(ns, mount).Any(w => w.KeepsCopies ? Begins(host, w.Name) : string.Equals(host, w.Name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether a Service of a name leads to another workload, and not to the mount's.</summary>
    private static bool LeadsElsewhere(string host, string ns, MountFacts mount)
    {
        var services = mount.Surroundings.Inventory.ServicesHere.At(ns).Where(service => string.Equals(service.Name, host, StringComparison.Ordinal)).ToArray();
        return services.Length > 0
            && !(string.Equals(ns, mount.Workload.Namespace, StringComparison.Ordinal) && services.Any(s => s.LeadsTo(mount.Workload.Pod)))
            && Others(ns, mount).Any(w => services.Any(s => s.LeadsTo(w.Pod)));
    }

    private static IEnumerable<Workload> Others(string ns, MountFacts mount) => mount.Surroundings.Inventory.WorkloadsHere.At(ns)
        .Where(w => !w.IsCalledLike(mount.Workload));

    private static bool IsOpen(string host) =>
        host.Length == 0 || host.StartsWith(ShellText.Open, StringComparison.Ordinal) || host.StartsWith(ShellText.OpenName, StringComparison.Ordinal);

    private static bool Leads(string host, MountFacts mount) =>
        mount.Surroundings.Inventory.ServicesHere.At(mount.Workload.Namespace).Any(service =>
            string.Equals(service.Name, host, StringComparison.Ordinal) && service.LeadsTo(mount.Workload.Pod));

    /// <summary>Whether the value of a variable names the server of a mount.</summary>
    public static bool IsNamed(string value, MountFacts mount) => Names(value.Split(':')[0].Split('.')[0], mount);

    private static bool Names(string host, MountFacts mount) =>
        mount.Workload.Pod.Metadata.Labels.Values
            .Concat([mount.Workload.Name, Volumes.ClaimName(mount), .. mount.Workload.Pod.Containers.Select(c => c.Name)])
            .Any(name => Begins(name, host) || Begins(host, name));

    private static bool Begins(string name, string beginning) => beginning.Length > 0
        && name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)
        && (name.Length == beginning.Length || !char.IsAsciiLetterOrDigit(name[beginning.Length]));
}
