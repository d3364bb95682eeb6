using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Which copies survive a loss, and back to when they bring the data.</summary>
internal sealed class WaysBack(Household household, Fates fates)
{
    private const string Unproven = "back to a copy that nobody has seen succeed";

    /// <summary>The way back for the data of a mount, by the best copy that survives.</summary>
    public WayBack Of(MountFacts mount)
    {
        var coverage = mount.Coverage;
        (Backup Backup, Fate Copies)[] covering = [.. coverage.Backups.Where(b => b.Covers).Select(b => (b, Copies(mount, b)))];
        return covering.FirstOrDefault(c => c.Copies.Kind == FateKind.Kept) is { Backup: { } best } ? By(best)
            : covering.FirstOrDefault(c => c.Copies.Kind == FateKind.Unknown) is { Backup: not null, Copies.Why: var why } ? WayBack.Nobody(why)
            : covering.Length > 0 ? WayBack.Nobody($"the copies of {covering[0].Backup.Source} are lost with it: {covering[0].Copies.Why}")
            : coverage.Doubt.Length > 0 ? WayBack.Nobody(coverage.Doubt)
            : coverage.WhyNot.Length > 0 ? WayBack.Nobody($"no backup of it that counts was found; {coverage.WhyNot}")
            : WayBack.Nobody("no backup of it was found");
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

        // What plans for one claim say of their target is how they copy.
        var address = household.Plan(maker) is { Kind.Role: BackupRole.ClaimPlan } plan ? ClaimPlans.Address(plan, mount) : target;
        var host = Places.Named(Places.Host(address), household.Policy);
        return host.Length == 0 ? Fate.Unknown($"where the copies of {backup.Source} lie is not known")
            : fates.HasLost(host) ? Fate.Gone($"they are stored on {host}")
            : household.Serving(host, mount.Workload.Namespace) is { } server ? Served(server, backup)
            : fates.MayHaveLost(host) ? Fate.Unknown($"{backup.Source} copies to {address}, and where that is is not known")
            : Fate.Kept($"they are stored on {host}");
    }

    /// <summary>Where the copies are in the end, and who brings them there: another job may send them on.</summary>
    private static (string Target, string Maker) Onward(Backup backup)
    {
        const string By = " (sent on by ";
        var at = backup.Target.IndexOf(By, StringComparison.Ordinal);
        return at < 0 ? (backup.Target, backup.Source) : (backup.Target[..at], backup.Target[(at + By.Length)..^1]);
    }

    /// <summary>The copies of a server that runs in the cluster are where its own data are.</summary>
    private Fate Served(WorkloadFacts server, Backup backup) => Fate.Worst(Household.Kept(server).Select(fates.Of)) switch
    {
        { Kind: FateKind.Gone, Why: var why } => Fate.Gone($"they are stored on {server.Workload.Reference}: {why}"),
        { Kind: FateKind.Unknown, Why: var why } => Fate.Unknown($"{backup.Source} copies to {server.Workload.Reference}: {why}"),
        _ => Fate.Kept($"they are stored on {server.Workload.Reference}"),
    };

    private static WayBack By(Backup best)
    {
        var back = best switch
        {
            { Grade: Grade.Restored, LastSuccess: { } last, Restored: { } tried } => new WayBack(
                $"{Coverage.Moment(last)}: {best.Source} succeeded then, and a copy was restored and checked {Coverage.Moment(tried)}",
                $"back to {Coverage.Moment(last)}",
                IsKnown: true),
            { Grade: Grade.Ran, LastSuccess: { } last } => new WayBack(
                $"{Coverage.Moment(last)}: {best.Source} succeeded then; nothing shows that a copy was ever restored",
                $"back to {Coverage.Moment(last)}",
                IsKnown: true),
            _ => new WayBack(
                $"nobody knows: {best.Source} copies it {best.Schedule?.Spoken ?? "when told"}, and nothing shows that it ran",
                best.Schedule is { } schedule ? $"{Unproven} ({schedule.Spoken})" : Unproven,
                IsKnown: false),
        };
        return back with { Moment = back.IsKnown ? best.LastSuccess : null, Source = best.Source, Target = best.Target };
    }
}
