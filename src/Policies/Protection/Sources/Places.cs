using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What two volumes are lost with together.</summary>
internal static class Places
{
    /// <summary>
    /// What a copy shares with its data: the volume, the folder, the node, the appliance, the storage; empty when it lies elsewhere, or nothing
    /// tells.
    /// </summary>
    public static string Shared(MountFacts data, MountFacts copy, StoragePolicy policy)
    {
        if (IsSameClaim(data, copy))
        {
            return "the same volume";
        }

        var (one, other) = (Volumes.Plugin(data), Volumes.Plugin(copy));
        if (one is { NodePath.Length: > 0 }
            && other is { NodePath.Length: > 0 }
            && (MountPath.Contains(one.NodePath, other.NodePath) || MountPath.Contains(other.NodePath, one.NodePath)))
        {
            return "the same folder of the node";
        }

        if (Server(data, policy) is { Length: > 0 } server && string.Equals(server, Server(copy, policy), StringComparison.OrdinalIgnoreCase))
        {
            return $"the same server ({server})";
        }

        return (data.Backend, copy.Backend) switch
        {
            _ when AreOnNodes(data, copy) => "the same node",
            (Backend.Known a, Backend.Known b) when a.Family.Length > 0
                && string.Equals(a.Family, b.Family, StringComparison.Ordinal)
                && a.Traits.Where != Whereabouts.Nas =>
                $"the same {a.Title}",
            (Backend.Known a, Backend.Known b) when IsBlockOnNas(a) && IsBlockOnNas(b) && string.Equals(a.Title, b.Title, StringComparison.Ordinal) =>
                $"the same storage ({a.Title})",
            _ => string.Empty,
        };
    }

    /// <summary>Whether two mounts are of one claim.</summary>
    public static bool IsSameClaim(MountFacts data, MountFacts copy) =>
        copy.Claim is { Namespace: var ns }
        && Volumes.IsClaim(data, Volumes.ClaimName(copy))
        && (ns.Length == 0 || data.Claim!.Namespace.Length == 0 || string.Equals(ns, data.Claim.Namespace, StringComparison.Ordinal));

    /// <summary>Whether both are on disks of nodes.</summary>
    public static bool AreOnNodes(MountFacts data, MountFacts copy) =>
        (data.Backend, copy.Backend) is (Backend.Known { Traits.Where: Whereabouts.Node }, Backend.Known { Traits.Where: Whereabouts.Node });

    /// <summary>Whether there is one node and no other, as far as nodes are known.</summary>
    public static bool HasOneNode(MountFacts data) => data.Surroundings.Inventory.Nodes.All.Take(2).Count() == 1;

    private static bool IsBlockOnNas(Backend.Known backend) => backend.Traits is { Where: Whereabouts.Nas, Protocol: Protocol.Block };

    /// <summary>What a copy at an address shares with its data: the appliance that both are on; empty when it is another, or nothing tells.</summary>
    public static string Shared(MountFacts data, string address, StoragePolicy policy) =>
        Server(data, policy) is { Length: > 0 } server && Host(address) is { Length: > 0 } host
            && string.Equals(server, Named(host, policy), StringComparison.OrdinalIgnoreCase)
                ? $"the same server ({server})"
                : string.Empty;

    /// <summary>How messages name the place of a copy.</summary>
    public static string Spoken(MountFacts copy) => copy.Backend is Backend.Known known ? $"{known.Spoken} ({copy.VolumeSpoken})" : copy.VolumeSpoken;

    /// <summary>The server that holds a volume, by the household's name for it where it has one; empty when nothing says.</summary>
    public static string Server(MountFacts mount, StoragePolicy policy)
    {
        var plugin = Volumes.Plugin(mount);
        if (plugin is { NodePath: { Length: > 0 } path })
        {
            return policy.Nas.FirstOrDefault(nas => nas.Paths.Any(p => MountPath.Contains(p, path)))?.Name ?? string.Empty;
        }

        return Named(Written(mount), policy);
    }

    /// <summary>The address of a volume of a server, as <c>HOST:PATH</c>; empty for any other.</summary>
    public static string Address(MountFacts mount) =>
        Written(mount) is { Length: > 0 } host ? $"{host}:{Volumes.Plugin(mount)?.Share}" : string.Empty;

    private static string Written(MountFacts mount)
    {
        var written = Volumes.Plugin(mount)?.Server is { Length: > 0 } server ? server
            : mount.Claim?.Class is StorageClassReference.Known { Server: var told } ? told
            : string.Empty;
        return Machine(written.TrimStart('/').Split('/')[0]);
    }

    /// <summary>An address by the household's name for it, where it has one.</summary>
    public static string Named(string address, StoragePolicy policy) => Machine(address) is var machine
        && policy.Nas.FirstOrDefault(nas => nas.Addresses.Any(a => string.Equals(Machine(a), machine, StringComparison.OrdinalIgnoreCase))) is { } known
            ? known.Name
            : machine;

    /// <summary>The machine that an address names: without its port, and without the dot that ends a full name.</summary>
    public static string Machine(string address)
    {
        var colon = address.LastIndexOf(':');
        var hasPort = colon > 0
            && address[(colon + 1)..].All(char.IsAsciiDigit)
            && (address.IndexOf(':', StringComparison.Ordinal) == colon || address[colon - 1] == ']');
        return (hasPort ? address[..colon] : address).Trim('[', ']').TrimEnd('.');
    }

    /// <summary>The server that <c>s3://BUCKET/PREFIX?endpoint=https://HOST:PORT</c> names, else the address without what is asked of it.</summary>
    public static string Endpoint(string address)
    {
        const string Name = "endpoint=";
        var parts = address.Split('?', 2);
        return parts.Length > 1 && Array.Find(parts[1].Split('&'), part => part.StartsWith(Name, StringComparison.Ordinal)) is { } named
            ? Uri.UnescapeDataString(named[Name.Length..])
            : parts[0];
    }

    /// <summary>The port of an address, where it is one of those that Kubernetes opens on every node for a Service of the type NodePort; 0 otherwise.</summary>
    public static int NodePort(string address)
    {
        var host = Host(address);
        var at = address.IndexOf($"{host}:", StringComparison.Ordinal);
        var port = host.Length == 0 || at < 0 ? [] : address.AsSpan(at + host.Length + 1);
        var end = port.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? port : port[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 30000 and <= 32767
            ? number
            : 0;
    }

    /// <summary>The host of <c>s3:https://host:9000/bucket</c>, <c>sftp:user@host:/path</c>, <c>host:path</c>; empty where none is written.</summary>
    public static string Host(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme >= 0 ? address[(scheme + 3)..]
            : address.StartsWith("sftp:", StringComparison.Ordinal) || address.StartsWith("rest:", StringComparison.Ordinal) ? address[5..]
            : address;
        var part = rest.Split('/')[0];
        return part[(part.LastIndexOf('@') + 1)..].Split(':')[0].TrimEnd('.');
    }
}
