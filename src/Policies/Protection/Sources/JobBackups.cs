using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection.Shell;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a CronJob that mounts some data does about them.</summary>
internal sealed class JobBackups(Workload job, IReadOnlyList<MountFacts> mounts, JobReading reading, StoragePolicy policy)
{
    private readonly JobView _view = new(job, mounts, reading);
    private readonly JobPlace _place = new(job, mounts, policy);
    private readonly JobRecord _record = JobRecord.Of(job);

    /// <summary>How its backups are called.</summary>
    public string Source { get; } = job.Spoken;

    /// <summary>What is behind its mounts.</summary>
    public IReadOnlyList<MountFacts> Mounts => mounts;

    /// <summary>Whether it copies from one address to another.</summary>
    public bool SendsOn => reading.Copies.Any(c => c.To is CopyPlace.Elsewhere && c.From.Count > 0 && c.From.All(f => f is CopyPlace.Elsewhere));

    /// <summary>Whether it mounts what the volume of a mount is below.</summary>
    public bool IsAbove(MountFacts mount) => mounts.Any(own => Volumes.Plugin(own) is { } seen && VolumeParents.Within(seen, mount) is not null);

    /// <summary>What it does about a mount; null when it does not see the data, or sees it among all that there is and copies something else.</summary>
    public Backup? Of(MountFacts mount) =>
        _view.Of(mount) is var (source, places)
        && _place.Of(Of(source, places, mount), source, mount) is { } made
        && !(made.Obstacle.Length > 0 && IsAbove(mount))
            ? Running(made)
            : null;

    private Backup Of(MountFacts source, List<CopyPlace> places, MountFacts mount)
    {
        var (reached, copies) = CopyChain.Of(places, reading.Copies, CopyReach.Whole);
        if (reached.Count > 0 && Graded(Raw(copies, source, mount), reached, mount, source) is { WhyNot.Length: 0, Doubt.Length: 0 } whole)
        {
            return whole;
        }

        // What may be copied, and what may run, is worth a doubt where what surely is comes to nothing.
        var (perhaps, all) = CopyChain.Of(places, reading.Copies, CopyReach.Part);
        if (all.Count > copies.Count && Graded(Raw(all, source, mount), perhaps, mount, source) is { WhyNot.Length: 0 } possible)
        {
            return possible with { Grade = Grade.Declared, Doubt = possible.Doubt.Length > 0 ? possible.Doubt : Why(all.Except(copies), places) };
        }

        var made = Raw(copies, source, mount);
        return reached.Count > 0 ? Graded(made, reached, mount, source)
            : !reading.IsOpaque && copies.Any(c => c.IsRemoved) ? made with { Obstacle = "it removes again what it copies" }
            : Unread(made, source, mount);
    }

    private string Why(IEnumerable<JobCopy> doubted, List<CopyPlace> places)
    {
        var part = doubted.SelectMany(c => places.Select(c.PartOf)).FirstOrDefault(p => p.Length > 0);
        return part is null
            ? $"whether {job.Spoken} comes to copy it, or copies all of it, depends on what only a run of its script would tell"
            : $"{job.Spoken} copies {part} of the volume, and whether those are all the data is not known";
    }

    private Backup Raw(IReadOnlyList<JobCopy> copies, MountFacts source, MountFacts mount)
    {
        var raw = copies.FirstOrDefault(c => !c.IsConsistent
            && c.From.OfType<CopyPlace.InVolume>().Any(p => string.Equals(p.Name, source.Mount.Volume, StringComparison.Ordinal)));
        var isWhole = reading.StopsApp(mount.Workload) || copies.Any(c => c.IsConsistent);
        return Made() with { CopiesLive = raw is not null && !isWhole ? raw.Program : string.Empty };
    }

    /// <summary>The volume that it copies the data of a mount to; null when that is none of its own.</summary>
    public MountFacts? SinkOf(MountFacts mount) =>
        _view.Of(mount) is var (source, places)
            ? Best(CopyChain.Of(places, reading.Copies, CopyReach.Whole).Reached, source, mount) ?? Unread(source, mount).Sinks.FirstOrDefault()
            : null;

    /// <summary>What it does about a database server that it dumps over the network; null when it dumps none.</summary>
    public Backup? OfDatabase(MountFacts mount)
    {
        var (isFar, ns) = (DumpedServer.IsFar(job, mount), mount.Workload.Namespace);
        JobCopy[] dumps = [.. reading.Copies.Where(c => c.IsDump && (!isFar || DumpedServer.NamespaceIn(c.Server).Equals(ns, StringComparison.Ordinal)))];
        var own = dumps.Where(d => DumpedServer.Is(d.Server, mount)).ToArray();
        if (own.Length > 0)
        {
            CopyPlace[] to = [.. own.Select(d => d.To)];
            var reached = CopyChain.Of(to, reading.Copies, CopyReach.Whole).Reached;
            var backup = Graded(Made(), [.. own.Where(d => !d.IsRemoved).Select(d => d.To), .. reached], mount, source: null);
            return own.All(d => d.IsDoubted) && backup.WhyNot.Length == 0
                ? Doubted($"whether {job.Spoken} comes to dump this server depends on what only a run of its script would tell")
                : Running(backup);
        }

        return Array.Find(dumps, d => !DumpedServer.IsAnother(d.Server, mount)) is { } other
                ? Doubted($"{job.Spoken} dumps {other.Server}, and whether that is this server is not known")
            : !isFar && reading.IsMeant && (reading.IsOpaque || (reading.Copies.Count > 0 && !mounts.Any(IsLasting)))
                && reading.Told.Any(value => DumpedServer.IsNamed(value, mount))
                ? Doubted($"{job.Spoken} is told of this server, and what it runs is not all known")
            : null;
    }

    private Backup Doubted(string doubt) => Running(Made() with { Grade = Grade.Declared, Doubt = doubt });

    /// <summary>What it would be, unless nothing starts it: then nothing else matters.</summary>
    private Backup Running(Backup backup) => job.Timetable is { IsSuspended: true } ? backup with { Obstacle = "it is suspended" }
        : job.Timetable is { Idle: { Length: > 0 } idle } ? backup with { Obstacle = idle }
        : backup;

    /// <summary>What the places come to that the data get to: one that is elsewhere is enough.</summary>
    private Backup Graded(Backup made, IReadOnlyList<CopyPlace> reached, MountFacts mount, MountFacts? source)
    {
        Backup[] addresses = [.. reached.OfType<CopyPlace.Elsewhere>().Select(e => To(made, mount, e.Written))];
        var sink = Best(reached, source, mount);
        var written = sink is { IsReadOnly: false } ? addresses.Append(To(made, mount, sink)) : addresses;
        if (written.Where(a => a.Beside.Length == 0).ToArray() is [var elsewhere, .. var others])
        {
            return elsewhere with { Others = [.. others.Select(o => (o.Target, o.Address))] };
        }

        if (reached.OfType<CopyPlace.OutOfSight>().FirstOrDefault() is { } unseen)
        {
            return made with
            {
                Grade = Grade.Declared,
                Doubt = unseen.Written.StartsWith(ShellText.Open, StringComparison.Ordinal)
                    ? $"where {made.Source} copies to is said by a variable that is not known"
                    : $"what {made.Source} copies goes to {unseen.Written}, and where that puts it is not known",
            };
        }

        if (addresses.Length == 0 && sink is { IsReadOnly: true } && Places.Shared(mount, sink, policy).Length == 0)
        {
            return made with { Obstacle = $"it copies to {sink.VolumeSpoken}, which it may only read" };
        }

        return addresses.Length > 0 ? addresses[0]
            : sink is not null ? To(made, mount, sink)
            : made with { Obstacle = "what it copies goes where nothing lasts" };
    }

    private Backup Made() => new()
    {
        Source = Source,
        Schedule = job.Timetable?.Schedule,
        ScheduleField = job is { IsOurs: true, Source.IsLive: true } ? $"annotation {Annotation.BackupSchedule} of its claim" : "spec.schedule",
        IsSuspended = job.Timetable is { IsSuspended: true },
        LastSuccess = _record.LastSuccess,
        Size = _record.Size,
        Trouble = _record.Trouble,
        IsHonest = !reading.IsMasked,
    };

    /// <summary>Nothing that it runs copies the data as far as can be read; one that runs something unread may.</summary>
    private Backup Unread(Backup made, MountFacts source, MountFacts mount)
    {
        if (reading.IsOpaque)
        {
            return Unread(source, mount).Of(made);
        }

        var other = reading.Copies
            .Where(c => c.To is not CopyPlace.Nowhere)
            .SelectMany(c => c.From.OfType<CopyPlace.InVolume>().Where(p => p.Path.Length > 0 && !p.Meets(c.To)))
            .FirstOrDefault(p => string.Equals(p.Name, source.Mount.Volume, StringComparison.Ordinal));
        return made with
        {
            Obstacle = other is not null ? $"it copies {other.Path} of the volume, which is not where the data is" : "it copies nothing to another place",
        };
    }

    private UnreadJob Unread(MountFacts source, MountFacts mount) => new(job, mounts, reading, policy, source, mount);

    private Backup To(Backup made, MountFacts mount, string written) => made with
    {
        Target = WebAddress.WithoutUser(written).Split('?')[0],
        Address = Places.Endpoint(WebAddress.WithoutUser(written)),
        Beside = Places.Shared(mount, Places.Endpoint(written), policy),
    };

    private Backup To(Backup made, MountFacts mount, MountFacts sink) =>
        made with { Target = Places.Spoken(sink), Address = Places.Address(sink), Beside = Places.Shared(mount, sink, policy) };

    private MountFacts? Best(IReadOnlyList<CopyPlace> reached, MountFacts? source, MountFacts mount)
    {
        var sinks = reached
            .OfType<CopyPlace.InVolume>()
            .Select(p => mounts.Where(m => string.Equals(m.Mount.Volume, p.Name, StringComparison.Ordinal)).MinBy(m => m.IsReadOnly))
            .OfType<MountFacts>()
            .Where(IsLasting)
            .ToArray();
        return sinks.FirstOrDefault(s => !s.IsReadOnly && Places.Shared(mount, s, policy).Length == 0)
            ?? sinks.FirstOrDefault(s => s.IsReadOnly && Places.Shared(mount, s, policy).Length == 0)
            ?? sinks.FirstOrDefault(s => !ReferenceEquals(s, source))
            ?? sinks.FirstOrDefault();
    }

    /// <summary>Whether what is behind a mount stays when its pod goes.</summary>
    public static bool IsLasting(MountFacts mount) => mount is { IsEphemeral: false, Backend: not (Backend.Projection or Backend.Ephemeral) };
}
