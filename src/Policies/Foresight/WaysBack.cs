using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Which copies survive a loss, and back to when they bring the data.</summary>
internal sealed class WaysBack(Household household, Fates fates)
{
    /// <summary>The way back for the data of a mount, by the best copy that survives: one that is whole before one that may be inconsistent.</summary>
    public WayBack Of(MountFacts mount, bool isDatabase)
    {
        var coverage = mount.Coverage;
        (Backup Backup, Fate Copies)[] covering = [.. coverage.Backups.Where(b => b.Covers).Select(b => (b, Copies(mount, b)))];
        Backup[] kept = [.. covering.Where(c => c.Copies.Kind == FateKind.Kept).Select(c => c.Backup)];
        return (Array.Find(kept, b => b.CopiesLive.Length == 0) ?? kept.FirstOrDefault()) is { } best
                ? By(best, isDatabase) with { Server = Stopped(mount, best)?.Workload.Reference.ToString() ?? string.Empty }
            : covering.FirstOrDefault(c => c.Copies.Kind == FateKind.Unknown) is { Backup: { } perhaps, Copies.Why: var why }
                ? WayBack.None(why) with { Perhaps = perhaps.Source }
            : covering.Length > 0 ? WayBack.None($"the copies of {covering[0].Backup.Source} are lost with it: {covering[0].Copies.Why}") with
            {
                LostToo = covering[0].Backup.Source,
            }
            : coverage.Doubt.Length > 0 ? WayBack.None(coverage.Doubt) with
            {
                Perhaps = coverage.Backups.FirstOrDefault(b => b.Doubt.Length > 0)?.Source ?? string.Empty,
            }
            : coverage.WhyNot.Length > 0 ? WayBack.None($"no backup of it that counts was found; {coverage.WhyNot}")
            : WayBack.None("no backup of it was found");
    }

    /// <summary>What becomes of the copies that a backup made.</summary>
    public Fate Copies(MountFacts mount, Backup backup)
    {
        var (target, maker) = Onward(backup);
        if (household.Job(maker) is { } job
            && Household.Kept(job).FirstOrDefault(m => string.Equals(Places.Spoken(m), target, StringComparison.Ordinal)) is { } sink)
        {
            return fates.Of(sink) is { Kind: FateKind.Unknown, Why: var why }
                ? Fate.Unknown($"{backup.Source} copies to {sink.VolumeSpoken}: {why}")
                : fates.Of(sink);
        }

        var host = Host(backup);
        return host.Length == 0 ? Fate.Unknown($"where the copies of {backup.Source} are stored is not known")
            : fates.HasLost(host) ? Fate.Gone($"they are stored on {host}")
            : Server(mount, backup) is { } server ? Served(server, backup)
            : fates.MayBeAt(host) && Places.NodePort(backup.Address) > 0
                ? Fate.Unknown($"{backup.Source} copies to {backup.Address}, a port of every node, and where what answers there keeps them is not known")
            : fates.NodeAt(host, mount) is ({ Length: > 0 } node, var isLost)
                ? isLost ? Fate.Gone($"they are stored on node {node}, which {host} is")
                    : Fate.Unknown($"{backup.Source} copies to node {node}, and whether that is the one that is lost is not known")
            : fates.MayHaveLost(host, mount) ? Fate.Unknown($"{backup.Source} copies to {backup.Address}, and where that is is not known")
            : Fate.Kept($"they are stored on {host}");
    }

    /// <summary>Whether a backup ends: its copies are gone, or what would take more of them stops.</summary>
    public bool Ends(MountFacts mount, Backup backup) =>
        Copies(mount, backup).Kind == FateKind.Gone || Stopped(mount, backup) is not null || fates.NodeAt(Host(backup), mount) is { IsLost: true };

    /// <summary>The host that an address names, by the household's name for it where it has one; empty where no address is known.</summary>
    private string Host(Backup backup) => Places.Named(Places.Host(backup.Address), household.Policy);

    /// <summary>What serves the copies of a backup in this cluster; null where nothing that was found does.</summary>
    private WorkloadFacts? Server(MountFacts mount, Backup backup) =>
        Host(backup) is { Length: > 0 } host
            ? household.Serving(host, mount)
                ?? (Places.NodePort(backup.Address) is > 0 and var port && !fates.IsAppliance(host) ? household.ServingAt(port, mount) : null)
            : null;

    private WorkloadFacts? Stopped(MountFacts mount, Backup backup) => Server(mount, backup) is { } server && IsStopped(server) ? server : null;

    private bool IsStopped(WorkloadFacts server) => Stops.Of(server, fates).State == AppState.Stops;

    /// <summary>Where the copies are in the end, and who brings them there: another job may send them on.</summary>
    private static (string Target, string Maker) Onward(Backup backup)
    {
        const string By = " (sent on by ";
        var at = backup.Target.IndexOf(By, StringComparison.Ordinal);
        return at < 0 ? (backup.Target, backup.Source) : (backup.Target[..at], backup.Target[(at + By.Length)..^1]);
    }

    /// <summary>The copies of a server that runs in the cluster are where its own data is.</summary>
    private Fate Served(WorkloadFacts server, Backup backup)
    {
        var name = server.Workload.Reference;
        return Household.Kept(server).Any() ? Fate.Worst(Household.Kept(server).Select(fates.Of)) switch
        {
            { Kind: FateKind.Gone, Why: var why } => Fate.Gone($"they are stored on {name}: {why}"),
            { Kind: FateKind.Unknown, Why: var why } => Fate.Unknown($"{backup.Source} copies to {name}: {why}"),
            _ => Fate.Kept($"they are stored on {name}"),
        }
        : IsStopped(server) ? Fate.Gone($"{name} keeps them on no volume")
        : Fate.Unknown($"{backup.Source} copies to {name}, which keeps them on no volume");
    }

    /// <summary>As far as the copy is proven, and whole.</summary>
    private static WayBack By(Backup best, bool isDatabase)
    {
        var isTorn = isDatabase && best.CopiesLive.Length > 0;
        var how = isTorn ? $", while it is written to ({best.CopiesLive}): the copy may be inconsistent and unusable" : string.Empty;
        var often = best.Schedule is { } schedule ? $" ({schedule.Spoken})" : string.Empty;
        var back = best switch
        {
            { Grade: >= Grade.Ran, LastSuccess: { } last } when isTorn => new WayBack(
                $"not known: {best.Source} succeeded {Coverage.Moment(last)}{how}",
                $"back to {Coverage.Moment(last)} by a copy that may be inconsistent",
                IsKnown: false),
            { Grade: Grade.Restored, LastSuccess: { } last, Restored: { } tried } => new WayBack(
                $"{Coverage.Moment(last)}: {best.Source} succeeded then, and a copy was restored and checked {Coverage.Moment(tried)}",
                $"back to {Coverage.Moment(last)}",
                IsKnown: true),
            { Grade: Grade.Ran, LastSuccess: { } last } => new WayBack(
                $"{Coverage.Moment(last)}: {best.Source} succeeded then; nothing shows that a copy was ever restored",
                $"back to {Coverage.Moment(last)}",
                IsKnown: true),
            _ => new WayBack(
                $"not known: {best.Source} copies it {best.Schedule?.Spoken ?? "when told"}, not proven: {best.Evidence}"
                    + (isTorn ? $"; it copies{how[1..]}" : string.Empty),
                $"back to a copy that is not proven{(isTorn ? " and may be inconsistent" : string.Empty)}{often}",
                IsKnown: false),
        };
        return back with { Moment = back.IsKnown ? best.LastSuccess : null, Source = best.Source, Target = best.Target, MayBeTorn = isTorn };
    }
}
