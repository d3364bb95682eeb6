using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Migrating;

/// <summary>Plans the moves of claims to other classes, in a world.</summary>
/// <param name="world">What there is.</param>
/// <param name="policy">What the household decided.</param>
/// <param name="now">The moment.</param>
public sealed class MovePlanner(World world, StoragePolicy policy, DateTimeOffset now)
{
    /// <summary>A file system of its own takes about a twentieth of a volume: its inodes and its journal.</summary>
    private const decimal OfFiles = 0.95m;

    private readonly MovableClaims _claims = new(world, new Resolver(world.Judge.Inventory, policy, now));

    /// <summary>Every claim that could be named.</summary>
    public IReadOnlyList<string> Claims => _claims.Names;

    /// <summary>Whether a claim of a name is there.</summary>
    public bool Has(MoveWish wish) => _claims.Find(wish.Namespace, wish.Name) is not null;

    /// <summary>The apps that mount a claim, by what the catalog knows of them.</summary>
    public IReadOnlyList<MountFacts> Mounts(MoveWish wish) => _claims.Find(wish.Namespace, wish.Name)?.Consumers ?? [];

    /// <summary>The move, or why it cannot be.</summary>
    public MoveAnswer Of(MoveWish wish)
    {
        if (_claims.Find(wish.Namespace, wish.Name) is not { } claim)
        {
            var near = Spelling.Nearest(wish.Spoken, Claims);
            return new MoveAnswer.Wrong($"there is no claim {wish.Spoken}{(near.Length > 0 ? $"; did you mean '{near}'?"
                : Claims.Count > 0 ? $". There are: {string.Join(", ", Claims)}" : ", nor any other")}");
        }

        claim = claim with { Link = claim.Link with { Namespace = wish.Namespace } };
        return NewClass.Of(wish.Class, claim, policy) switch
        {
            (null, var complaint) => new MoveAnswer.Wrong(complaint),
            _ when wish.Size > 0 && wish.Size < claim.Spec.Size => new MoveAnswer.Wrong(
                $"--size {Quantity.Format(wish.Size)} is less than the {Quantity.Format(claim.Spec.Size)} of claim {wish.Spoken}: a volume does not shrink"),
            ({ } found, _) => Of(wish, claim, found),
        };
    }

    private MoveAnswer Of(MoveWish wish, FoundClaim claim, NewClass target)
    {
        var users = CopyUsers.Of(claim, target.Backend, policy);
        var spec = claim.Spec with
        {
            Class = new ClassRequest.Named(target.Name),
            AccessModes = target.Modes(claim.Spec.AccessModes),
            Size = wish.Size > 0 ? wish.Size : claim.Spec.Size,
            VolumeName = string.Empty,
        };
        var said = MoveJudgement.Of(world.Judge, claim, spec);
        string[] refused =
        [
            .. Obstacles(claim),
            .. users.Obstacle.Length > 0 ? [users.Obstacle] : Array.Empty<string>(),
            .. said.Where(d => d.Action == RuleAction.Deny).Select(d => $"[{d.Finding.Rule.Id}] {d.Finding.Message}\n  instead: {d.Finding.Remedy}"),
        ];
        return refused.Length > 0 ? new MoveAnswer.Refused(refused) : new MoveAnswer.Possible(new ClaimMove
        {
            Namespace = wish.Namespace,
            Name = wish.Name,
            Old = claim.Link,
            Maker = claim.Maker,
            Template = claim.Template,
            Stopped = claim.Workloads,
            AppliedBy = KustomizationOf.Find(claim.Link.Claim as Manifest ?? claim.Maker!, world.Judge.Inventory),
            Class = target.Name,
            Modes = spec.AccessModes,
            Size = spec.Size,
            Room = target.Backend is Backend.Known { Traits.Protocol: Protocol.Block } ? spec.Size * OfFiles : null,
            Job = Job(wish, claim, users),
            Notes = [.. Notes(claim, spec), .. said.Where(d => d.Action < RuleAction.Deny).Select(d => $"[{d.Finding.Rule.Id}] {d.Finding.Message}")],
        });
    }

    private CopyJob Job(MoveWish wish, FoundClaim claim, CopyUsers users)
    {
        var (name, pod) = (ClaimMove.Beside(wish.Namespace, wish.Name, wish.Class), claim.Workloads.Count > 0 ? claim.Workloads[0].Pod : null);
        var uid = claim.Link.Claim?.Metadata.Uid is { Length: > 0 } known ? known : ShortHash.Spelled(wish.Spoken);
        return new CopyJob
        {
            Namespace = wish.Namespace,
            Name = name,
            Image = wish.Image,
            From = wish.Name,
            To = name,
            Identity = $"{policy.Protection.Cluster}/{wish.Namespace}/{wish.Name}/{uid}",
            Reader = users.Reader,
            Writer = users.Writer,
            // An archive, and beside it the largest database. Only a block volume is never fuller than its claim says.
            Room = claim is { Spec.Size: > 0, Link.Backend: Backend.Known { Traits.Protocol: Protocol.Block } }
                ? Quantity.Format(2 * claim.Spec.Size)
                : string.Empty,
            Nodes = pod?.Nodes ?? [],
            Tolerations = pod?.Tolerations ?? [],
        };
    }

    private static IEnumerable<string> Obstacles(FoundClaim claim)
    {
        if (claim.Spec.IsBlock)
        {
            yield return $"claim {claim.Link.Name} is a raw block device, of which no files can be copied: use the tools of the storage itself";
        }

        if (claim.Spec.HasDataSource)
        {
            yield return $"claim {claim.Link.Name} names a source that fills it (dataSource or dataSourceRef), which would fill the new one too: "
                + "take that out first";
        }

        if (claim.Maker is { } maker && (maker.Reference.Kind is not "StatefulSet" || maker.Metadata.Controller is not null))
        {
            var made = maker.Metadata.Controller is { } owner ? $", and {owner.Kind} {owner.Name} makes that" : string.Empty;
            yield return $"{maker.Reference} makes claim {claim.Link.Name}{made}: "
                + "what would be changed by hand is undone; use the way that its operator documents";
        }

        foreach (var stubborn in claim.Workloads.Where(w => w.Reference.Kind is "DaemonSet" or "Pod"))
        {
            yield return $"{stubborn.Reference} mounts claim {claim.Link.Name} and cannot be stopped by scaling it: take it away first";
        }
    }

    private static IEnumerable<string> Notes(FoundClaim claim, ClaimSpec spec)
    {
        if (claim.Link.Claim is { IsPending: true })
        {
            yield return $"no volume is bound to {claim.Link.Name} yet, so there is nothing to move: delete the claim, and apply it again with the new class";
        }

        if (spec.AccessModes != claim.Spec.AccessModes && claim.Spec.AccessModes != AccessModes.None)
        {
            yield return $"accessModes become {string.Join(", ", ClaimMove.Spell(spec.AccessModes))}, which that class serves; they were "
                + string.Join(", ", ClaimMove.Spell(claim.Spec.AccessModes));
        }

        if (claim.Maker is { Replicas: > 1 } maker)
        {
            yield return $"{maker.Reference} has {maker.Replicas} replicas, each with a claim of its own; this moves {claim.Link.Name}, and the others "
                + "stay where they are until the same is done with each of them";
        }

        if (claim.Consumers.Count == 0)
        {
            yield return $"no workload that mounts {claim.Link.Name} was found: make sure that nothing writes to it meanwhile";
        }
    }
}
