using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.FirstContact;

/// <summary>A server that keeps a household's data.</summary>
/// <param name="Address">How manifests reach it.</param>
/// <param name="Protocol">By which protocol.</param>
/// <param name="Uses">How many volumes and classes name it.</param>
internal sealed record FoundNas(string Address, Protocol Protocol, int Uses)
{
    /// <summary>What a person would call it: the first part of its name, or that it is one.</summary>
    public string UsualName => Uri.CheckHostName(Address) == UriHostNameType.Dns && char.IsAsciiLetter(Address[0])
        ? Address.Split('.')[0].ToLowerInvariant()
        : "nas";

    /// <summary>Whether the address is written out: not a variable of whoever applies it.</summary>
    public bool IsWrittenOut => Uri.CheckHostName(Address) != UriHostNameType.Unknown;

    /// <summary>Whether it is a Service of the cluster, and so no appliance beside it.</summary>
    public bool IsInCluster => Address.EndsWith(".svc", StringComparison.OrdinalIgnoreCase) || Address.Contains(".svc.", StringComparison.OrdinalIgnoreCase);
}
