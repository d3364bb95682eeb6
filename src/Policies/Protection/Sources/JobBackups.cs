using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a CronJob that mounts some data does about them.</summary>
internal sealed class JobBackups(Workload job, IReadOnlyList<MountFacts> mounts, JobReading reading, StoragePolicy policy)
{
    private readonly JobView _view = new(job, mounts, reading);

    /// <summary>What it does about a mount; null when it does not see the data.</summary>
    public Backup? Of(MountFacts mount)
    {
        if (_view.Of(mount) is not var (source, places))
        {
            return null;
        }

        var (reached, copies) = Follow(places);
        var raw = copies.FirstOrDefault(c => !c.IsConsistent
            && c.From.OfType<CopyPlace.InVolume>().Any(p => string.Equals(p.Name, source.Mount.Volume, StringComparison.Ordinal)));
        var isWhole = reading.StopsApp || copies.Any(c => c.IsConsistent);
        var made = Made() with { CopiesLive = raw is not null && !isWhole ? raw.Program : string.Empty };
        return reached.Count == 0 ? Unread(made, source, mount) : Graded(made, reached, mount, source);
    }

    /// <summary>The volume that it copies the data of a mount to; null when that is none of its own.</summary>
    public MountFacts? SinkOf(MountFacts mount) =>
        _view.Of(mount) is var (source, places) ? Best(Follow(places).Reached, source, mount) ?? Sinks(source).FirstOrDefault() : null;

    /// <summary>What it does about a database server that it dumps over the network; null when it dumps none.</summary>
    public Backup? OfDatabase(MountFacts mount)
    {
        var dumps = reading.Copies.Where(c => c.IsDump).ToArray();
        var own = dumps.Where(d => DumpedServer.Is(d.Server, mount)).ToArray();
        if (own.Length > 0)
        {
            var (reached, _) = Follow([.. own.Select(d => d.To)]);
            return Graded(Made(), [.. own.Select(d => d.To), .. reached], mount, source: null);
        }

        return dumps.Length > 0 ? Doubted($"{job.Spoken} dumps {dumps[0].Server}, and whether that is this server is not in sight")
            : reading is { IsOpaque: true, IsMeant: true } && job.Pod.Containers.Any(c => DumpedServer.IsTold(c, mount))
                ? Doubted($"{job.Spoken} is told of this server, and what it runs is not all in sight")
            : null;
    }

    private Backup Doubted(string doubt) => Made() with { Grade = Grade.Declared, Obstacle = Suspended, Doubt = doubt };

    /// <summary>What the places come to that the data get to: one that is elsewhere is enough.</summary>
    private Backup Graded(Backup made, IReadOnlyList<CopyPlace> reached, MountFacts mount, MountFacts? source)
    {
        var addresses = reached.OfType<CopyPlace.Elsewhere>().Select(e => Address(e.Written)).ToArray();
        if (Array.Find(addresses, a => Places.Shared(mount, a, policy).Length == 0) is { } elsewhere)
        {
            return made with { Target = elsewhere, Obstacle = Suspended };
        }

        var sink = Best(reached, source, mount);
        if (sink is not null && To(made, mount, sink) is { Beside.Length: 0 } other)
        {
            return other;
        }

        if (Suspended.Length == 0 && reached.OfType<CopyPlace.OutOfSight>().FirstOrDefault() is { } unseen)
        {
            return made with
            {
                Grade = Grade.Declared,
                Doubt = unseen.Written.StartsWith(ShellWords.Open, StringComparison.Ordinal)
                    ? $"where {made.Source} copies to is said by a variable that is not in sight"
                    : $"what {made.Source} copies goes to {unseen.Written}, and where that puts it is not in sight",
            };
        }

        return addresses.Length > 0 ? made with { Target = addresses[0], Beside = Places.Shared(mount, addresses[0], policy), Obstacle = Suspended }
            : sink is not null ? To(made, mount, sink)
            : made with { Obstacle = Suspended.Length > 0 ? Suspended : "what it copies goes where nothing lasts" };
    }

    private string Suspended => job.Timetable is { IsSuspended: true } ? "it is suspended" : string.Empty;

    private Backup Made() => new()
    {
        Source = job.Spoken,
        Schedule = job.Timetable?.Schedule,
        IsSuspended = job.Timetable is { IsSuspended: true },
        LastSuccess = job.Timetable?.LastSuccess,
        IsHonest = !reading.IsMasked,
    };

    /// <summary>
    /// Nothing that it runs copies the data as far as can be read; a job that runs something unread may, when it says so and has where to put it.
    /// </summary>
    private Backup Unread(Backup made, MountFacts source, MountFacts mount)
    {
        if (!reading.IsOpaque)
        {
            var other = reading.Copies
                .Where(c => c.To is not CopyPlace.Nowhere)
                .SelectMany(c => c.From.OfType<CopyPlace.InVolume>().Where(p => p.Path.Length > 0 && !p.Meets(c.To)))
                .FirstOrDefault(p => string.Equals(p.Name, source.Mount.Volume, StringComparison.Ordinal));
            return made with
            {
                Obstacle = Suspended.Length > 0 ? Suspended
                    : other is not null ? $"it copies {other.Path} of the volume, which is not where the data are"
                    : "it copies nothing to another place",
            };
        }

        var isOwnImage = job.Pod.Containers.Any(c => string.Equals(c.Image.Repository, mount.Container.Image.Repository, StringComparison.Ordinal));
        return Suspended.Length > 0 ? made with { Obstacle = Suspended }
            : IsWrittenTo(source) ? made with { Obstacle = "it copies to this volume, and nothing of it to another place" }
            : !reading.IsMeant && (isOwnImage || !source.IsReadOnly) ? made with { Obstacle = "nothing in sight says that it copies to another place" }
            : !source.IsReadOnly && Off(mount, source) is { } off
                ? To(made, mount, off) with { Evidence = "what it runs is not all in sight; its name says that it copies, and a backup goes off the node" }
            : !source.IsReadOnly
                ? Doubted($"what {made.Source} runs is not all in sight, and so neither is whether it copies this volume or copies to it")
            : Sinks(source) is { Length: > 0 } sinks ? To(made, mount, sinks.FirstOrDefault(s => Places.Shared(mount, s, policy).Length == 0) ?? sinks[0])
            : made with { Evidence = "what it runs is not in sight; its name says that it copies, and it reads the volume" };
    }

    /// <summary>
    /// Whether a volume is where copies go: a command in sight writes one there that is not of the volume itself, or it is the only one that may be
    /// written to beside one that may be read only.
    /// </summary>
    private bool IsWrittenTo(MountFacts source) =>
        reading.Copies.Any(c => c.To is CopyPlace.InVolume to
            && string.Equals(to.Name, source.Mount.Volume, StringComparison.Ordinal)
            && !c.From.Any(c.To.Meets))
        || (!source.IsReadOnly
            && Sinks(source).Length == 0
            && mounts.Any(m => m.IsReadOnly && IsLasting(m) && !string.Equals(m.Mount.Volume, source.Mount.Volume, StringComparison.Ordinal)));

    /// <summary>
    /// Where an unread job takes what is on a node's disk, if it mounts a volume elsewhere: nobody backs up the NAS to a node. Null when it mounts none,
    /// or the data are on no node.
    /// </summary>
    private MountFacts? Off(MountFacts mount, MountFacts source) => mount.Backend is not Backend.Known { IsNodeLocal: true }
        ? null
        : Array.Find(Sinks(source), s => s.Backend is Backend.Known { IsNodeLocal: false } && Places.Shared(mount, s, policy).Length == 0);

    private MountFacts[] Sinks(MountFacts source) =>
    [
        .. mounts.Where(m => !ReferenceEquals(m, source)
            && IsLasting(m)
            && !m.IsReadOnly
            && !string.Equals(m.Mount.Volume, source.Mount.Volume, StringComparison.Ordinal)),
    ];

    private Backup To(Backup made, MountFacts mount, MountFacts sink) => made with
    {
        Target = Places.Spoken(sink),
        Beside = Places.Shared(mount, sink, policy),
        Obstacle = Suspended,
    };

    private MountFacts? Best(IReadOnlyList<CopyPlace> reached, MountFacts? source, MountFacts mount)
    {
        var sinks = reached
            .OfType<CopyPlace.InVolume>()
            .Select(p => mounts.FirstOrDefault(m => string.Equals(m.Mount.Volume, p.Name, StringComparison.Ordinal)))
            .OfType<MountFacts>()
            .Where(IsLasting)
            .ToArray();
        return sinks.FirstOrDefault(s => Places.Shared(mount, s, policy).Length == 0)
            ?? sinks.FirstOrDefault(s => !ReferenceEquals(s, source))
            ?? sinks.FirstOrDefault();
    }

    /// <summary>Everywhere the data get to from some places, by one copy or by several, and the copies.</summary>
    private (IReadOnlyList<CopyPlace> Reached, IReadOnlyList<JobCopy> Copies) Follow(List<CopyPlace> places)
    {
        var (reached, copies) = (new List<CopyPlace>(), new List<JobCopy>());
        for (var isNews = true; isNews;)
        {
            isNews = false;
            foreach (var copy in reading.Copies.Where(c => !copies.Contains(c) && places.Exists(c.Reads)))
            {
                copies.Add(copy);
                reached.Add(copy.To);
                places.Add(copy.To);
                isNews = true;
            }
        }

        return (reached, copies);
    }

    private static bool IsLasting(MountFacts mount) => mount is { IsEphemeral: false, Backend: not (Backend.Projection or Backend.Ephemeral) };

    /// <summary>An address without what gives access to it.</summary>
    private static string Address(string written) =>
        written.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && written.IndexOf('@', scheme) is > 0 and var at
            ? $"{written[..(scheme + 3)]}{written[(at + 1)..]}"
            : written.Split('?')[0];
}
