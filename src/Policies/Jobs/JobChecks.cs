using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>Whether what is to be done for a claim can be done, and with what.</summary>
internal sealed class JobChecks
{
    /// <summary>A dump belongs to whoever makes it: any user will do where the server's is not known.</summary>
    private static readonly FileOwner Nobody = new(65532, 65532);

    private readonly ClaimFacts _claim;
    private readonly BackupOrder _order;
    private readonly StoragePolicy _policy;

    public JobChecks(ClaimFacts claim, BackupOrder order, StoragePolicy policy)
    {
        (_claim, _order, _policy) = (claim, order, policy);
        Obstacle = OfOrder() ?? OfVolume() ?? OfMount() ?? OfUser() ?? OfNamespace();
        if (Obstacle is null && claim.Claim.Spec.VolumeName.Length == 0 && claim.Link.Volume is null)
        {
            // Only the volume is missing: whatever else there is to say comes first, and what reads the target alone can be made.
            (Obstacle, IsOnlyUnbound) = (Unbound(), true);
        }
    }

    /// <summary>What is in the way; null when nothing is, and the rest is there.</summary>
    public Obstacle? Obstacle { get; }

    /// <summary>Whether nothing is in the way but that the claim is not bound to a volume yet; the rest is there then.</summary>
    public bool IsOnlyUnbound { get; }

    /// <summary>The mount of whoever writes the data.</summary>
    public MountFacts? Mount { get; private set; }

    /// <summary>The dump of the server whose files these are; null where files are copied.</summary>
    public DatabaseDump? Dump { get; private set; }

    /// <summary>Where copies go.</summary>
    public BackupTarget? Target { get; private set; }

    /// <summary>Whom they are made as.</summary>
    public FileOwner? User { get; private set; }

    private string Name => $"claim {_claim.Claim.Name}";

    private Obstacle? OfOrder()
    {
        if (_order.Target.Length == 0)
        {
            return new Obstacle(
                Obstacle.NoTarget,
                $"{Name} is to be backed up, and nothing says where to",
                $"write protection.target into the policy, or annotation {Annotation.BackupTarget} on the claim: {BackupTarget.Accepted}");
        }

        Target = BackupTarget.Read(_order.Target, out var complaint);
        var wrong = Target is null ? $"target {complaint}"
            : Schedule.Complaint(_order.Schedule) is { Length: > 0 } schedule ? $"schedule {schedule}"
            : _order.Keep.Length > 0 && RetentionRules.Complaint(_order.Keep) is { Length: > 0 } keep ? $"retention {keep}"
            : _order.Strategy is not ("sqlite" or "files" or "dump") ? $"strategy '{_order.Strategy}' is not sqlite, files or dump"
            : string.Empty;
        return wrong.Length > 0 ? new Obstacle("NotUnderstood", $"{Name} is to be backed up: {wrong}", "correct the annotation of the claim, or the policy")
            : Target is BackupTarget.Claim { Name: var name } && string.Equals(name, _claim.Claim.Name, StringComparison.Ordinal)
                ? new Obstacle("BesideItsData", $"{Name} would be backed up into itself", "name a target on another volume")
            : null;
    }

    private Obstacle? OfVolume()
    {
        var (spec, link) = (_claim.Claim.Spec, _claim.Link);
        if (spec.IsBlock)
        {
            return new Obstacle("BlockDevice", $"{Name} is a raw block device, of which no files can be copied", "use snapshots of the storage itself");
        }

        if (!_order.IsDump && link.IsOfOnePod)
        {
            return new Obstacle(
                "ReadWriteOncePod",
                $"{Name} is ReadWriteOncePod: while the app runs no second pod can mount it",
                "use ReadWriteOnce, the sidecar that replicates, or snapshots of the storage itself");
        }

        return _order.Strategy is "sqlite" && link.Backend is Backend.Known { IsNetworkFileSystem: true } network
            ? new Obstacle(
                "NetworkFileSystem",
                $"{Name} is on {network.Spoken}, over which SQLite's locks do not reach the app, so no copy of a running database is sure to be whole",
                "move it to a local or block volume (rule sqlite-on-network-filesystem)")
            : null;
    }

    private Obstacle Unbound() => new(
        Jobs.Obstacle.NoVolume,
        $"{Name} is not bound to a volume yet",
        "nothing needs to be written: it is backed up once a pod has used it; where it gets no volume, kubectl describe pvc says why");

    private Obstacle? OfMount()
    {
        Mount = _claim.Consumers
            .Where(m => m is { Workload.IsBatch: false })
            .OrderBy(m => _order.IsDump && m.App?.App.Dump is null)
            .ThenBy(m => m.IsReadOnly)
            .ThenBy(m => m.Container.Role)
            .FirstOrDefault();
        if (Mount is null)
        {
            return new Obstacle(
                Jobs.Obstacle.NotMounted,
                $"no known workload mounts {Name}",
                $"nothing needs to be written once a workload does; annotation {Annotation.Backup}: \"false\" says that it needs no backup");
        }

        if (_order.IsDump)
        {
            return OfServer(Mount);
        }

        return Companions.Of(Mount, _claim.Link) is { Labels.Count: 0 }
            ? new Obstacle(
                "NoLabels",
                $"{Name} can only be mounted on the node of {Mount.Workload.Reference}, and its pods have no label by which to run beside them",
                "give its pod template a label, such as app")
            : null;
    }

    /// <summary>A server whose tools make a dump that can be checked, and the way to it.</summary>
    private Obstacle? OfServer(MountFacts mount)
    {
        if (mount is not { App.App.Dump: { } maker, Workload.Reference.Kind: not "Cluster" })
        {
            return new Obstacle(
                "DatabaseServer",
                $"{Name} holds the files of a database server, which cannot be copied while it runs",
                "back it up by its operator, or by a CronJob of your own with the server's own tools");
        }

        (Dump, var obstacle) = DatabaseDump.Of(new MountedServer(mount, maker, _order.Host));
        return obstacle is null ? null : obstacle with { Message = $"{Name} cannot be dumped: {obstacle.Message}" };
    }

    private Obstacle? OfUser()
    {
        if (_order.RunAs.Length > 0)
        {
            User = FileOwner.Read(_order.RunAs);
            return User is null ? new Obstacle("NotUnderstood", $"{Name}: '{_order.RunAs}' is not a user", $"write {FileOwner.Accepted}") : null;
        }

        User = DatabaseOwner.Of(Mount!, _policy) switch
        {
            DatabaseOwner.Numbered numbered => new FileOwner(numbered.User, numbered.Group),
            DatabaseOwner.Root when Dump is null || _claim.Surroundings.Namespace.Enforced is not "restricted" => new FileOwner(0, null),
            _ => Dump is null ? null : Nobody,
        };
        return User is null
            ? new Obstacle(
                "UnknownUser",
                $"{Mount!.Workload.Reference} must not run as root, and only its image knows as whom it runs, so it cannot be told who may read {Name}",
                $"write runAsUser into its securityContext, or annotation {Annotation.BackupRunAs}: \"1000:1000\" on the claim")
            : null;
    }

    private Obstacle? OfNamespace()
    {
        if (_claim.Surroundings.Namespace.Enforced is not "restricted")
        {
            return null;
        }

        return Target is BackupTarget.Nfs
            ? new Obstacle(
                "PodSecurity",
                $"{Name} cannot be backed up to {Target}: pod security standard restricted of namespace {_claim.Claim.Namespace} forbids pods to "
                    + "mount NFS themselves",
                "use s3://… or claim://NAME with a claim of the namespace that is on that export")
            : User!.User == 0
                ? new Obstacle(
                    "PodSecurity",
                    $"{Name}: its files are root's, and pod security standard restricted of namespace {_claim.Claim.Namespace} forbids pods that run as root",
                    $"run the app as a user of its own (runAsUser), or write annotation {Annotation.BackupRunAs}: \"1000:1000\" on the claim")
                : null;
    }
}
