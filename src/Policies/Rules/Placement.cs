using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

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
    public string Use => IsFound ? $": use {Class}" : string.Empty;

    /// <summary>Places data of a mount by the matrix.</summary>
    public static Placement Of(MountFacts mount, DataFacts data, StoragePolicy policy)
    {
        var row = policy.Row(data.Kind).Classes(data.Criticality);
        var allowed = row.Where(name => !IsWhereItIs(name, mount)).ToArray();
        var chosen = allowed.FirstOrDefault(mount.Surroundings.MayHaveClass) ?? string.Empty;
        var rather = chosen.Length > 0 && !string.Equals(chosen, allowed[0], StringComparison.Ordinal) ? allowed[0] : string.Empty;
        var note = rather.Length > 0 ? $" ({rather} would be better, but is not in this cluster)" : string.Empty;
        return new Placement
        {
            Class = chosen,
            Rather = rather,
            Remedy = chosen.Length > 0 ? Write(mount, chosen, policy) + note : $"{Target(mount)}: none of the classes that the policy names for {data.Spoken} ({Listed(row)}) is in this cluster; make one of them",
        };
    }

    private static bool IsWhereItIs(string name, MountFacts mount) => string.Equals(mount.Claim?.Class.Name, name, StringComparison.Ordinal);

    private static string Listed(IReadOnlyList<string> row) => row.Count == 0 ? "none" : string.Join(", ", row);

    private static string Write(MountFacts mount, string storageClass, StoragePolicy policy)
    {
        var modes = Modes(mount.Claim?.Spec, storageClass, policy);
        return mount.Claim switch
        {
            { Template: { } template, Claim: null } => $"{Target(mount)}: {template.Pointer.TrimStart('/').Replace('/', '.')}.spec.storageClassName: {storageClass}{modes}",
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
        { Template: not null, Claim: null } => mount.Workload.Reference.ToString(),
        { } claim => new ObjectReference("v1", "PersistentVolumeClaim", claim.Namespace, claim.Name).ToString(),
        null => $"{mount.Workload.Reference}, volume {mount.Volume.Name}",
    };
}
