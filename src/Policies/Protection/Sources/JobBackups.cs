using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a CronJob that mounts some data does about them.</summary>
internal sealed class JobBackups(Workload job, IReadOnlyList<MountFacts> mounts, JobReading reading, StoragePolicy policy)
{
    /// <summary>What it does about a mount; null when it does not see the data.</summary>
    public Backup? Of(MountFacts mount)
    {
        var source = mounts.FirstOrDefault(own => Sees(own, mount));
        if (source is null)
        {
            return null;
        }

        var (reached, copies) = Follow(source.Mount.Volume);
        var raw = copies.FirstOrDefault(c => !c.IsConsistent && c.From.Contains(new CopyPlace.InVolume(source.Mount.Volume)));
        var isWhole = reading.StopsApp || copies.Any(c => c.IsConsistent);
        var made = Made() with { CopiesLive = raw is not null && !isWhole ? raw.Program : string.Empty };
        if (reached.Count == 0)
        {
            return Unread(made, source, mount);
        }

        return reached.OfType<CopyPlace.Elsewhere>().FirstOrDefault() is { } elsewhere ? made with { Target = Address(elsewhere.Written), Obstacle = Suspended }
            : Best(reached, source, mount) is { } sink ? To(made, mount, sink)
            : made with { Obstacle = Suspended.Length > 0 ? Suspended : "what it copies goes where nothing lasts" };
    }

    /// <summary>The volume that it copies the data of a mount to; null when that is none of its own.</summary>
    public MountFacts? SinkOf(MountFacts mount) =>
        mounts.FirstOrDefault(own => Sees(own, mount)) is { } source
            ? Best(Follow(source.Mount.Volume).Reached, source, mount) ?? Sinks(source).FirstOrDefault()
            : null;

    /// <summary>What it does about a database server that it dumps over the network; null when it dumps none.</summary>
    public Backup? OfDatabase(MountFacts mount)
    {
        if (!job.Pod.Containers.Any(c => policy.Catalog.DumpTools.Any(tool => c.CommandLine.Contains(tool, StringComparison.Ordinal))))
        {
            return null;
        }

        var lasting = mounts.Where(m => IsLasting(m) && !m.IsReadOnly).ToArray();
        var beside = lasting.Select(m => Places.Shared(mount, m, policy)).ToArray();
        var isElsewhere = reading.Copies.Any(c => c.To is CopyPlace.Elsewhere) || lasting.Length == 0;
        return Made() with
        {
            Obstacle = Suspended.Length > 0 ? Suspended
                : reading.Copies.Count > 0 && lasting.Length == 0 && !isElsewhere ? "what it dumps goes where nothing lasts"
                : string.Empty,
            Beside = isElsewhere || beside.Any(b => b.Length == 0) ? string.Empty : beside[0],
            Target = lasting.Length > 0 ? Places.Spoken(lasting[0]) : string.Empty,
        };
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
            return made with { Obstacle = Suspended.Length > 0 ? Suspended : "it copies nothing to another place" };
        }

        var sinks = Sinks(source);
        var isMeant = reading.SaysBackup
            || (source.IsReadOnly
                && !job.Pod.Containers.Any(c => string.Equals(c.Image.Repository, mount.Container.Image.Repository, StringComparison.Ordinal)));
        return isMeant && sinks.Length > 0 ? To(made, mount, sinks.FirstOrDefault(s => Places.Shared(mount, s, policy).Length == 0) ?? sinks[0])
            : isMeant && source.IsReadOnly
                ? made with { Obstacle = Suspended, Evidence = "what it runs is not in sight; its name says that it copies, and it reads the volume" }
            : made with { Obstacle = Suspended.Length > 0 ? Suspended : "nothing in sight says that it copies to another place" };
    }

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

    private MountFacts? Best(IReadOnlyList<CopyPlace> reached, MountFacts source, MountFacts mount)
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

    /// <summary>Everywhere the data get to from a volume, by one copy or by several, and the copies.</summary>
    private (IReadOnlyList<CopyPlace> Reached, IReadOnlyList<JobCopy> Copies) Follow(string volume)
    {
        var (known, reached, copies) = (new HashSet<CopyPlace> { new CopyPlace.InVolume(volume) }, new List<CopyPlace>(), new List<JobCopy>());
        for (var isNews = true; isNews;)
        {
            isNews = false;
            foreach (var copy in reading.Copies.Where(c => !copies.Contains(c) && c.From.Any(known.Contains)))
            {
                copies.Add(copy);
                reached.Add(copy.To);
                known.Add(copy.To);
                isNews = true;
            }
        }

        return (reached, copies);
    }

    /// <summary>
    /// Whether a mount of the job shows the data: the claim, its PersistentVolume under another name, the same folder of the node or one above, the
    /// same share.
    /// </summary>
    private bool Sees(MountFacts own, MountFacts data)
    {
        if (own.Claim is not null && Volumes.IsClaim(data, Volumes.ClaimName(own)) && IsSameNamespace(data.Workload))
        {
            return true;
        }

        return Volumes.Plugin(own) is { } one && Volumes.Plugin(data) is { } other
            && ((other.NodePath.Length > 0 && one.NodePath.Length > 0 && MountPath.Contains(one.NodePath, other.NodePath))
                || (other is { Server.Length: > 0, Share.Length: > 0 }
                    && one.Share.Length > 0
                    && string.Equals(one.Server, other.Server, StringComparison.OrdinalIgnoreCase)
                    && MountPath.Contains(one.Share, other.Share))
                || (other.Handle.Length > 0
                    && string.Equals(one.Name, other.Name, StringComparison.Ordinal)
                    && string.Equals(one.Handle, other.Handle, StringComparison.Ordinal)));
    }

    private bool IsSameNamespace(Workload other) =>
        job.Namespace.Length == 0 || other.Namespace.Length == 0 || string.Equals(job.Namespace, other.Namespace, StringComparison.Ordinal);

    private static bool IsLasting(MountFacts mount) => mount is { IsEphemeral: false, Backend: not (Backend.Projection or Backend.Ephemeral) };

    /// <summary>An address without what gives access to it.</summary>
    private static string Address(string written) =>
        written.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && written.IndexOf('@', scheme) is > 0 and var at
            ? $"{written[..(scheme + 3)]}{written[(at + 1)..]}"
            : written.Split('?')[0];
}
