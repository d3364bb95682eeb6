using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>
/// Which class to advise for data at a mount. One that is in sight must be known to hold them and have nothing wrong with it; where no class is in
/// sight at all, the policy's word is all there is, and the advice says so.
/// </summary>
internal static class Advice
{
    /// <summary>The first of some classes that may be advised, else another in sight, with snapshots if there is one; empty when there is none.</summary>
    public static string Of(IReadOnlyList<string> wanted, MountFacts mount, DataFacts data, StoragePolicy policy)
    {
        var classes = mount.Surroundings.Classes;
        return classes.AreNone
            ? wanted.Count > 0 ? wanted[0] : string.Empty
            : wanted.FirstOrDefault(name => May(name, mount, data, policy, mustComeFirst: true))
                ?? wanted.FirstOrDefault(name => May(name, mount, data, policy, mustComeFirst: false))
                ?? classes.Names
                    .Where(name => IsElsewhere(name, mount) && IsForApps(name, mount, data.Kind, policy) && May(name, mount, data, policy, mustComeFirst: true))
                    .MinBy(name => (
                        IsReady(name, mount, data, policy) ? 0 : 1,
                        Known(name, mount, data, policy).Backend is { Traits.HasSnapshots: true } ? 0 : 1))
                ?? string.Empty;
    }

    /// <summary>Whether a class may be named although nobody chose it: the matrix has it, or nothing speaks against it for such data.</summary>
    public static bool May(string name, MountFacts mount, DataFacts data, StoragePolicy policy) =>
        mount.Surroundings.Classes.AreNone
        || (Serves(name, mount, data, policy)
            && (policy.Row(data.Kind).Classes(data.Criticality).Contains(name, StringComparer.Ordinal) || IsForApps(name, mount, data.Kind, policy)));

    /// <summary>Whether a class in sight is known to hold the data.</summary>
    public static bool Serves(string name, MountFacts mount, DataFacts data, StoragePolicy policy) => May(name, mount, data, policy, mustComeFirst: false);

    /// <summary>Whether a class is there.</summary>
    public static bool IsInSight(string name, Surroundings around) => around.Classes.Have(name);

    /// <summary>A class as advice names it: one out of sight is only what the policy calls it.</summary>
    public static string Spoken(string name, Surroundings around, StoragePolicy policy) =>
        IsInSight(name, around) ? name
            : $"{name} ({NotFound(name, policy)})";

    /// <summary>That a class was not found, and what the policy calls it, where that is more than its name.</summary>
    public static string NotFound(string name, StoragePolicy policy) =>
        policy.Classes.TryGetValue(name, out var entry) && !string.Equals(entry.Backend.Title, name, StringComparison.OrdinalIgnoreCase)
            ? $"not found; the policy expects {entry.Backend.Title} under this name"
            : "not found";

    /// <summary>Why a class that is there is not advised for some data.</summary>
    public static string WhyNot(string name, MountFacts mount, DataFacts data, StoragePolicy policy) =>
        mount.Surroundings.Classes.Meant(name, mount.Workload.Source.Folder) is { } storageClass
            ? FittingClass.WhyNot(storageClass, data.Kind, policy)
            : "it was not found";

    /// <summary>Whether a class in sight may be named as it is.</summary>
    public static bool IsReady(string name, MountFacts mount, DataFacts data, StoragePolicy policy) =>
        Known(name, mount, data, policy) is ({ } storageClass, { } known)
        && FittingClass.IsReady(storageClass, known, data.Kind, data.Criticality, policy);

    /// <summary>What is to be said where a class is named for data at a mount.</summary>
    public static ClassRider Rider(string name, MountFacts mount, DataFacts data, StoragePolicy policy) =>
        Rider(name, mount.Workload.Source.Folder, mount.Surroundings, (data.Kind, data.Criticality), policy);

    /// <summary>What is to be said where a class is named for some data, as one asks whose manifest lies in a folder.</summary>
    public static ClassRider Rider(string name, string folder, Surroundings around, (DataKind Kind, Criticality Criticality) data, StoragePolicy policy) =>
        around.Classes.Meant(name, folder) is { } storageClass
        && BackendResolver.OfClass(storageClass, AccessModes.ReadWriteOnce, isBlock: false, policy) is Backend.Known known
            ? ClassRider.Of(storageClass, known, data.Kind, data.Criticality, policy)
            : ClassRider.None;

    /// <summary>How a class is reached by a claim that one node mounts: the class in sight tells, or else the policy.</summary>
    public static Protocol ForOneNode(string name, MountFacts mount, StoragePolicy policy) =>
        mount.Surroundings.Classes.Meant(name, mount.Workload.Source.Folder) is { } storageClass
        && BackendResolver.OfClass(storageClass, AccessModes.ReadWriteOnce, isBlock: false, policy) is Backend.Known known ? known.Traits.Protocol
            : policy.Classes.TryGetValue(name, out var entry) ? entry.Traits.Protocol
            : Protocol.Unknown;

    /// <summary>
    /// How data that is there already gets to a class: by the command that plans it, since a claim's class cannot be changed, or by hand where there is no
    /// claim. Empty where there is nothing to move, the claim cannot be named, or an operator makes it.
    /// </summary>
    public static string Moving(string name, MountFacts mount, DataFacts data) =>
        IsOtherMode(name, mount) ? "; to move data: stop the app and copy it to a new claim, since the accessModes of a bound one cannot be changed"
        : data.Traits.CanBeRebuilt ? string.Empty
        : mount.IsEphemeral ? "; first copy out what is there (kubectl cp): it is deleted with the pod"
        : mount.Claim is null ? "; to move data: stop the app and copy it to the new claim"
        : ClaimOf(mount) is { Length: > 0 } claim
            ? mount.Claim.Claim is { IsPending: true }
                ? $"; no volume is bound to it yet: kubectl -n {mount.Claim.Namespace} delete pvc {mount.Claim.Name}, and apply it again"
                : $"; to move data: homelab-storage migrate plan {claim} --to {name} --cluster"
            : string.Empty;

    /// <summary>Whether it is another access mode and not another class that a claim which may be bound needs.</summary>
    private static bool IsOtherMode(string name, MountFacts mount) =>
        string.Equals(mount.Claim?.Class.Name, name, StringComparison.Ordinal) && !mount.IsEphemeral && mount.Claim is not { Claim: { IsPending: true } };

    /// <summary>The claim whose data can be moved, as commands name it; empty where it has no name of its own, or an operator makes it.</summary>
    public static string ClaimOf(MountFacts mount)
    {
        var claim = mount.Claim switch
        {
            null or { Claim.Metadata.Controller: not null } => string.Empty,
            { Claim: null, Template: not null } when mount.Workload.Reference.Kind is not "StatefulSet" => string.Empty,
            { Claim: null, Template: not null, FutureName: var future } => future,
            { Name: var own } => own,
        };
        return claim.Length == 0 || mount.Claim!.Namespace.Length == 0 || mount.IsEphemeral ? string.Empty : $"{mount.Claim.Namespace}/{claim}";
    }

    private static bool May(string name, MountFacts mount, DataFacts data, StoragePolicy policy, bool mustComeFirst) =>
        Known(name, mount, data, policy) is ({ } storageClass, { } known)
        && (mustComeFirst
            ? FittingClass.IsFirst(storageClass, known, data.Kind, data.Criticality, policy)
            : FittingClass.Holds(known, data.Kind, data.Criticality));

    private static (StorageClass? Class, Backend.Known? Backend) Known(string name, MountFacts mount, DataFacts data, StoragePolicy policy) =>
        mount.Surroundings.Classes.Meant(name, mount.Workload.Source.Folder) is { } storageClass
            ? (storageClass, FittingClass.Of(storageClass, AccessModes.ReadWriteOnce, isBlock: false, data.Kind, policy))
            : (null, null);

    private static bool IsElsewhere(string name, MountFacts mount) => !string.Equals(mount.Claim?.Class.Name, name, StringComparison.Ordinal);

    private static bool IsForApps(string name, MountFacts mount, DataKind kind, StoragePolicy policy) =>
        mount.Surroundings.Classes.Meant(name, mount.Workload.Source.Folder) is { } storageClass
        && BackendResolver.OfClass(
            storageClass,
            AccessModes.ReadWriteOnce,
            isBlock: false,
            policy) is Backend.Known { Traits.Protocol: not Protocol.Unknown } known
        && !(DataTraits.Of(kind).IsBulk && (known.IsReplicatedBlock || known.IsNodeLocal));
}
