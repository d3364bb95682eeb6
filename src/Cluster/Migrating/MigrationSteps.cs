using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>The steps of a move, in their order. Each says itself before it is done, and each may be done again.</summary>
internal sealed class MigrationSteps
{
    private readonly string _ns;
    private readonly MigrationPlan _plan;
    private readonly Pauser _pauser;
    private readonly UnusedClaim _unused;
    private readonly KnownClaim _old;
    private readonly CopyRun _copy;
    private readonly MovedVolumes _volumes;
    private readonly ReplacedMaker? _maker;

    public MigrationSteps(ApiServer server, string ns, MigrationPlan plan, RestorePace pace, TimeProvider time)
    {
        (_ns, _plan, _pauser) = (ns, plan, new Pauser(server, plan.Id));
        _unused = new UnusedClaim(server, ns, plan.Claim, plan.Id, plan.Pauses, pace, time);
        _old = new KnownClaim(server, ns, plan.Claim, plan.OldUid, pace, time);
        _copy = new CopyRun(server, ns, plan, _unused, pace, time);
        _volumes = new MovedVolumes(server, ns, plan, _copy, _old, pace, time);
        _maker = plan.Maker is { } maker ? new ReplacedMaker(server, maker, pace, time) : null;
    }

    /// <summary>Those until the data is on both volumes.</summary>
    public IReadOnlyList<RestoreStep> Copied =>
    [
        .. _plan.Pauses.Select(pause => new RestoreStep(pause.Spoken, (_, stop) => _pauser.Stop(pause, stop))),
        _unused.Waited,
        .. _plan.Job.Length == 0 ? Array.Empty<RestoreStep>() :
        [
            new($"make claim {_ns}/{_plan.Beside} of class {_plan.Class}", (_, stop) => _copy.Make(stop)),
            new($"copy by Job {_ns}/{_plan.Beside}, with a checksum of each file and integrity checks, and check the copy", _copy.Copy),
        ],
    ];

    /// <summary>Those until the claim is on the other volume.</summary>
    public IReadOnlyList<RestoreStep> Moved =>
    [
        new($"keep PersistentVolume {_plan.OldVolume} and the new one when their claims go (reclaimPolicy: Retain)", (_, stop) => _volumes.Keep(stop)),
        new($"delete claim {_ns}/{_plan.Claim}; PersistentVolume {_plan.OldVolume} stays", (say, stop) => _old.Delete(Unready, say, stop)),
        .. _plan.Beside.Length == 0 ? Array.Empty<RestoreStep>()
            : [new($"delete claim {_ns}/{_plan.Beside}; its PersistentVolume stays", (say, stop) => _copy.Delete(_volumes.Unkept, say, stop))],
        .. _maker is null ? Array.Empty<RestoreStep>()
            : [new($"delete {_plan.Maker!.Name} without its claims and pods (--cascade=orphan): its template cannot be changed", _maker.Delete)],
        new($"reserve {New} for claim {_ns}/{_plan.Claim}", (_, stop) => _volumes.Reserve(stop)),
        new($"recreate claim {_ns}/{_plan.Claim} on class {_plan.Class}", (_, stop) => _old.Make(_plan.After, stop)),
        new($"wait until claim {_ns}/{_plan.Claim} has {New}", (_, stop) => _volumes.Bind(stop)),
        .. _maker is null ? Array.Empty<RestoreStep>()
            : [new($"recreate {_plan.Maker!.Name} with class {_plan.Class} in its template", (_, stop) => _maker.Make(stop))],
    ];

    /// <summary>Those that put everything back.</summary>
    public IReadOnlyList<RestoreStep> Back =>
        [.. _plan.Pauses.Reverse().Select(pause => new RestoreStep(pause.SpokenBack, (_, stop) => _pauser.Back(pause, stop)))];

    /// <summary>Those that take away what was made for a move that came to nothing.</summary>
    public IReadOnlyList<RestoreStep> Dropped => _plan.Job.Length == 0 ? []
        : [new($"delete claim {_ns}/{_plan.Beside}, which is not needed any more", _copy.Drop)];

    /// <summary>The volume that the claim gets, once it is known.</summary>
    public async Task<string> Volume(CancellationToken stop) => (await _volumes.Name(stop)).Name;

    /// <summary>Whether the claim is the one that there was; null where that cannot be told.</summary>
    public Task<bool?> IsUntouched(CancellationToken stop) => _old.IsUntouched(stop);

    private string New => _plan.Volume.Length > 0 ? $"PersistentVolume {_plan.Volume}" : "the new PersistentVolume";

    /// <summary>What speaks against the deletion, right before it; null where nothing does.</summary>
    private async Task<StepEnd?> Unready(CancellationToken stop) => await _copy.Woken(stop) ?? await _volumes.Unkept(stop);
}
