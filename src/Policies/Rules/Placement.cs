using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Rules;

/// <summary>Where the matrix wants some data, and what to write to get it there.</summary>
public sealed record Placement
{
    /// <summary>The class; empty when the matrix names none that may exist here.</summary>
    public required string Class { get; init; }

    /// <summary>The class the matrix would rather have, when it is not in sight; empty otherwise.</summary>
    public string Rather { get; init; } = string.Empty;

    /// <summary>What to write, naming object and field.</summary>
    public required string Remedy { get; init; }

    /// <summary>Whether there is a class to name.</summary>
    public bool IsFound => Class.Length > 0;

    /// <summary>How the first line of a message ends: <c>: use longhorn-sqlite</c>.</summary>
    public string Use { get; private init; } = string.Empty;

    /// <summary>Places data of a mount by the matrix.</summary>
    public static Placement Of(MountFacts mount, DataFacts data, StoragePolicy policy)
    {
        var row = policy.Row(data.Kind).Classes(data.Criticality);
        var allowed = row.Where(name => !IsWhereItIs(name, mount, policy)).ToArray();
        var chosen = allowed.FirstOrDefault(mount.Surroundings.MayHaveClass) ?? SafeClass(mount, data, policy);
        var rather = chosen.Length > 0 && allowed.Length > 0 && !string.Equals(chosen, allowed[0], StringComparison.Ordinal) ? allowed[0] : string.Empty;
        var note = rather.Length > 0 ? $" ({rather} would be better, but is not in sight)" : string.Empty;
        return new Placement
        {
            Class = chosen,
            Use = chosen.Length == 0 ? string.Empty : string.Equals(chosen, mount.Claim?.Class.Name, StringComparison.Ordinal) && !mount.IsEphemeral ? ": ask for ReadWriteOnce" : $": use {chosen}",
            Rather = rather,
            Remedy = chosen.Length > 0 ? Write(mount, chosen, policy) + note : $"{Target(mount)}: none of the classes that the policy names for {data.Spoken} ({Listed(row)}) is in sight; make one of them",
        };
    }

    /// <summary>A class in sight that the matrix does not name, but that would hold the data all the same; empty when there is none.</summary>
    private static string SafeClass(MountFacts mount, DataFacts data, StoragePolicy policy)
    {
        var row = policy.Row(data.Kind);
        var classes = mount.Surroundings.Inventory.Classes;
        foreach (var name in classes.Keys)
        {
            if (classes.Nearest(name, mount.Workload.Source.Folder) is { } storageClass
                && BackendResolver.OfClass(storageClass, AccessModes.ReadWriteOnce, isBlock: false, policy) is Backend.Known known
                && !policy.PlatformFamilies.Contains(known.Family)
                && known.Traits.Protocol != Protocol.Unknown
                && !row.Never.Contains(known.Traits.Protocol)
                && !row.Avoid.Contains(known.Traits.Protocol)
                && !(known.IsNodeLocal && data.Criticality == Criticality.Critical)
                && !string.Equals(mount.Claim?.Class.Name, storageClass.Name, StringComparison.Ordinal))
            {
                return storageClass.Name;
            }
        }

        return string.Empty;
    }

    /// <summary>The claim's own class is no way out, unless it is the access mode that spoils it or the volume that does not last.</summary>
    private static bool IsWhereItIs(string name, MountFacts mount, StoragePolicy policy) =>
        string.Equals(mount.Claim?.Class.Name, name, StringComparison.Ordinal)
        && !mount.IsEphemeral
        && Modes(mount.Claim?.Spec, name, policy).Length == 0;

    private static string Listed(IReadOnlyList<string> row) => row.Count == 0 ? "none" : string.Join(", ", row);

    private static string Write(MountFacts mount, string storageClass, StoragePolicy policy)
    {
        var modes = Modes(mount.Claim?.Spec, storageClass, policy);
        return mount.Claim switch
        {
            { Claim.Origin: { } origin } when string.Equals(mount.Claim.Class.Name, storageClass, StringComparison.Ordinal) => $"{origin.Reference}: {JsonPointer.Spell(origin.Pointer)}.accessMode: ReadWriteOnce",
            { Claim.Origin: { } origin } => $"{origin.Reference}: {JsonPointer.Spell(origin.Pointer)}.storageClass: {storageClass}{(modes.Length > 0 ? ", accessMode: ReadWriteOnce" : string.Empty)}",
            { Template: { } template, Claim: null } when mount.Workload.Origin is not null => $"{mount.Workload.Spoken}: {JsonPointer.Spell(template.Pointer)}.storageClass: {storageClass}",
            { Template: { } template, Claim: null } when mount.IsEphemeral => $"{Target(mount)}: a persistentVolumeClaim of class {storageClass} in place of {template.Name}'s ephemeral one",
            { Template: { } template, Claim: null } => $"{Target(mount)}: {JsonPointer.Spell(template.Pointer)}.spec.storageClassName: {storageClass}{modes}",
            { } claim when string.Equals(claim.Class.Name, storageClass, StringComparison.Ordinal) => $"{Target(mount)}: {modes.TrimStart(',', ' ')}",
            { } => $"{Target(mount)}: spec.storageClassName: {storageClass}{modes}",
            null => $"{Target(mount)}: a persistentVolumeClaim of class {storageClass} in place of the volume's own source",
        };
    }

    /// <summary>A claim that many nodes may write makes some block storage fall back to a network file system; say so in the same breath.</summary>
    private static string Modes(ClaimSpec? spec, string storageClass, StoragePolicy policy) =>
        spec is not null
        && spec.AccessModes.HasFlag(AccessModes.ReadWriteMany)
        && policy.Classes.TryGetValue(storageClass, out var entry)
        && entry.Traits.Protocol is Protocol.Block or Protocol.Directory
            ? ", spec.accessModes: [ReadWriteOnce]"
            : string.Empty;

    private static string Target(MountFacts mount) => mount.Claim switch
    {
        { Template: not null, Claim: null } => mount.Workload.Spoken,
        { Claim: { Origin: not null } claim } => claim.Spoken,
        { } claim => new ObjectReference("v1", "PersistentVolumeClaim", claim.Namespace, claim.Name).ToString(),
        null => $"{mount.Workload.Spoken}, volume {mount.Volume.Name}",
    };
}
