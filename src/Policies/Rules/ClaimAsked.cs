using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Rules;

/// <summary>A claim as something to be judged: an object of its own, or a template within a workload.</summary>
public sealed record ClaimAsked
{
    /// <summary>The chain behind it.</summary>
    public required ClaimLink Link { get; init; }

    /// <summary>The object it is written in.</summary>
    public required ObjectReference Target { get; init; }

    /// <summary>JSON Pointer to its spec.</summary>
    public required string SpecPointer { get; init; }

    /// <summary>Its own metadata.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>Where it is mounted.</summary>
    public required IReadOnlyList<MountFacts> Mounts { get; init; }

    /// <summary>How many claims it stands for: those still to be made of a template, or itself.</summary>
    public int Extent { get; init; } = 1;

    /// <summary>What is around.</summary>
    public required Surroundings Surroundings { get; init; }

    /// <summary>The facts about a claim of its own; null for a template.</summary>
    public ClaimFacts? Facts { get; init; }

    /// <summary>How messages name it.</summary>
    public string Spoken => Link.Template is { } template ? $"claim template {template.Name}" : $"claim {Link.Name}";

    /// <summary>Whether somebody chose the class, be it the empty one.</summary>
    public bool IsChosen => Link.Spec!.Class is not ClassRequest.Default && (Metadata.WroteStorageClass || Link.Spec.Class is ClassRequest.Static);

    /// <summary>Whether it is written where nothing can be changed once it was applied.</summary>
    public bool IsUnchangeable => Link.Template is not null && Mounts is [{ Workload.Reference.Kind: "StatefulSet" }, ..];

    /// <summary>The spec's field as a user writes its path: <c>spec.storageClassName</c>, or what stands for it in the values of a chart.</summary>
    public string Field(string name) => Link.Claim?.Origin is { } origin
        ? origin.Place($"spec.{name}", name is "storageClassName" ? "storageClass" : "accessMode")
        : JsonPointer.Spell(PointerTo(name));

    /// <summary>JSON Pointer to a field of the spec, or to what stands for it in a template of another shape.</summary>
    public string PointerTo(string name) => name is "storageClassName" && Link is { Template: { } template, Claim: null }
        ? template.Pointer + template.ClassField
        : $"{SpecPointer}/{name}";

    /// <summary>
    /// The class the matrix wants for what is known to be in it; empty when nothing is known, or the cluster's default is as good as any in sight.
    /// </summary>
    public string Wanted(StoragePolicy policy)
    {
        if (Facts is { } facts
            && ClaimData.Of(facts, policy) is { } known
            && BestClass.Of(facts.Claim, known.Kind, known.Criticality, Surroundings, policy) is { } best)
        {
            return best.Name;
        }

        if (Link.Class.Name.Length > 0 && Unserved(policy) is var (mount, data))
        {
            return Placement.Of(mount, data, policy) is { IsForTheClaim: true } place ? place.Class : string.Empty;
        }

        if (Deciding is not var (first, leading))
        {
            return string.Empty;
        }

        var row = policy.Row(leading.Kind).Classes(leading.Criticality);
        var name = Advice.Of(row, first, leading, policy);
        return row.Contains(name, StringComparer.Ordinal) || Link.Class.Name.Length == 0 ? name : string.Empty;
    }

    /// <summary>What is to be said where a class is named for it.</summary>
    internal ClassRider Rider(string name, StoragePolicy policy) =>
        Advice.Rider(name, Facts?.Claim.Source.Folder ?? Mounts[0].Workload.Source.Folder, Surroundings, Holds(policy), policy);

    /// <summary>The classes in sight that hold what is known to be in it, and with which nothing is wrong; those that are ready where there are any.</summary>
    internal IReadOnlyList<string> Fitting(StoragePolicy policy)
    {
        var (kind, criticality) = Holds(policy);
        var folder = Facts?.Claim.Source.Folder ?? Mounts[0].Workload.Source.Folder;
        (StorageClass Class, Backend.Known Backend)[] fitting =
        [
            .. Surroundings.Classes.Names
                .Select(name => Surroundings.Classes.Meant(name, folder))
                .OfType<StorageClass>()
                .Where(c => !c.IsUnapplied && IsName(c.Name))
                .Select(c => (c, FittingClass.Of(c, AccessModes.ReadWriteOnce, isBlock: false, kind, policy)!))
                .Where(c => c.Item2 is not null && FittingClass.Holds(c.Item2, kind, criticality) && (kind != DataKind.Unknown || IsForAnything(c.Item2))),
        ];
        var ready = Array.FindAll(fitting, c => FittingClass.IsReady(c.Class, c.Backend, kind, criticality, policy));
        return [.. (ready.Length > 0 ? ready : fitting).Select(c => c.Class.Name)];
    }

    /// <summary>Whether an API server takes a name: what is still to be filled in, such as <c>CHANGE_ME</c>, is none.</summary>
    private static bool IsName(string name) => !name.Any(c => char.IsAsciiLetterUpper(c) || c is '_' or '$' or '{');

    /// <summary>Whether storage holds files of any kind: a database may be among what nobody knows.</summary>
    private static bool IsForAnything(Backend.Known backend) => backend.Traits.Protocol is not (Protocol.Smb or Protocol.Fuse or Protocol.Object);

    /// <summary>Whether the cluster's default would do, as far as one can tell.</summary>
    public bool IsUsualGood(StoragePolicy policy) =>
        Link.Class is StorageClassReference.Known { Class: var usual } && Unserved(policy) is null && !FittingClass.IsFaulty(usual, Link.Backend, policy);

    /// <summary>Whether it is known what the claim is for, and the cluster's default holds that well, or holds well whatever it may be.</summary>
    public bool IsUsualKnownGood(StoragePolicy policy) =>
        (Deciding is not null || Link.Backend is Backend.Known { IsNodeLocal: false, Traits: { Locks: FileLocks.Safe, Where: Whereabouts.Replicated } })
            && IsUsualGood(policy);

    /// <summary>Whether what is in it can only be moved by a dump and a restore, and is worth one.</summary>
    public bool MovesByDump => Deciding is (_, { Traits.Engine: Engine.Server, Criticality: > Criticality.Low });

    /// <summary>What is known to be in it; data of an unknown kind where nothing is.</summary>
    private (DataKind Kind, Criticality Criticality) Holds(StoragePolicy policy) =>
        Facts is { } facts && ClaimData.Of(facts, policy) is var (kind, criticality, _) ? (kind, criticality)
        : Deciding is var (_, data) ? (data.Kind, data.Criticality)
        : (DataKind.Unknown, policy.UsualCriticality);

    /// <summary>The first data known to be in the claim that the cluster's default would not hold well, and where they are mounted.</summary>
    private (MountFacts Mount, DataFacts Data)? Unserved(StoragePolicy policy)
    {
        foreach (var mount in Mounts)
        {
            if (mount.Main is { IsResidue: false, Kind: not DataKind.Unknown } data && !Advice.May(Link.Class.Name, mount, data, policy))
            {
                return (mount, data);
            }
        }

        return null;
    }

    /// <summary>What asks most of the claim's storage, and where it is mounted; null when nothing is known of its data.</summary>
    private (MountFacts Mount, DataFacts Data)? Deciding =>
        Mounts.FirstOrDefault(mount => mount.Main.Kind != DataKind.Unknown) is { } mount ? (mount, mount.Beside?.Leading(mount) ?? mount.Main) : null;
}
