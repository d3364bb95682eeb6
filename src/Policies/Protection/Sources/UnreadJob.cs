using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a job that runs something unread is for a volume that it mounts: the first row of a table that fits counts.</summary>
/// <param name="job">The job.</param>
/// <param name="mounts">What is behind its mounts.</param>
/// <param name="reading">What is read of it.</param>
/// <param name="policy">What the household decided.</param>
/// <param name="source">Its mount that shows the data.</param>
/// <param name="data">The data.</param>
internal sealed class UnreadJob(Workload job, IReadOnlyList<MountFacts> mounts, JobReading reading, StoragePolicy policy, MountFacts source, MountFacts data)
{
    /// <summary>docs/decisions/0027 says why, row by row.</summary>
    private static readonly (Func<UnreadJob, bool> Fits, Func<UnreadJob, Backup, Backup> Is)[] Rows =
    [
        (u => u.IsWrittenTo, (_, made) => made with { Obstacle = "it copies to this volume, and nothing of it to another place" }),
        (u => !u.IsMeant && !u.ReadsAsStranger, (_, made) => made with { Obstacle = "nothing shows that it copies to another place" }),
        (u => u.Reads && u.Sinks.Length > 0, (u, made) => u.To(made, Array.Find(u.Sinks, u.IsElsewhere) ?? u.Sinks[0])),
        (u => u.Reads, (_, made) => made with { Evidence = "what it runs is not known; its name says that it copies, and it reads the volume" }),
        (u => u.Off is not null, (u, made) => u.To(made, u.Off!) with
        {
            Evidence = "what it runs is not all known; its name says that it copies, and a backup goes off the node",
        }),
        (_ => true, (_, made) => made with
        {
            Grade = Grade.Declared,
            Doubt = $"what {made.Source} runs is not all known, and so neither is whether it copies this volume or copies to it",
        }),
    ];

    /// <summary>The volumes that it may write copies of this one to.</summary>
    public MountFacts[] Sinks { get; } =
    [
        .. mounts.Where(m => !ReferenceEquals(m, source)
            && JobBackups.IsLasting(m)
            && !m.IsReadOnly
            && !string.Equals(m.Mount.Volume, source.Mount.Volume, StringComparison.Ordinal)),
    ];

    private bool Reads => source.IsReadOnly;

    private bool IsMeant => reading.IsMeant;

    /// <summary>Whether it only reads the data of an app whose image is not its own.</summary>
    private bool ReadsAsStranger => Reads
        && !job.Pod.Containers.Any(c => string.Equals(c.Image.Repository, data.Container.Image.Repository, StringComparison.Ordinal));

    /// <summary>
    /// Whether the volume is where copies go: a known command writes one there that is not of the volume itself, or it is the only one that may be
    /// written to beside one that may be read only.
    /// </summary>
    private bool IsWrittenTo =>
        reading.Copies.Any(c => c.To is CopyPlace.InVolume to
            && string.Equals(to.Name, source.Mount.Volume, StringComparison.Ordinal)
            && !c.From.Any(c.To.Meets))
        || (!Reads
            && Sinks.Length == 0
            && mounts.Any(m => m.IsReadOnly
                && JobBackups.IsLasting(m)
                && !string.Equals(m.Mount.Volume, source.Mount.Volume, StringComparison.Ordinal)));

    /// <summary>
    /// Where it takes what is on a node's disk, if it mounts a volume elsewhere: nobody backs up the NAS to a node. Null when it mounts none, or the data
    /// are on no node.
    /// </summary>
    private MountFacts? Off => data.Backend is not Backend.Known { IsNodeLocal: true }
        ? null
        : Array.Find(Sinks, s => s.Backend is Backend.Known { IsNodeLocal: false } && IsElsewhere(s));

    /// <summary>What it is, of a backup that nothing is known of yet.</summary>
    public Backup Of(Backup made) => Array.Find(Rows, row => row.Fits(this)).Is(this, made);

    private bool IsElsewhere(MountFacts sink) => Places.Shared(data, sink, policy).Length == 0;

    private Backup To(Backup made, MountFacts sink) =>
        made with { Target = Places.Spoken(sink), Address = Places.Address(sink), Beside = Places.Shared(data, sink, policy) };
}
