using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>Where the data of a household lie: one row for each volume of a workload, but for what is deleted with the pod.</summary>
internal static class StorageMap
{
    /// <summary>The rows of a report, by workload and path.</summary>
    public static IReadOnlyList<StorageRow> Of(AuditReport report) =>
    [
        .. Mounts(report)
            .Select(m => Row(m.Mount, m.Result))
            .Distinct()
            .OrderBy(row => row.Namespace, StringComparer.Ordinal)
            .ThenBy(row => row.Workload, StringComparer.Ordinal)
            .ThenBy(row => row.Cluster, StringComparer.Ordinal)
            .ThenBy(row => row.Path, StringComparer.Ordinal)
            .ThenBy(row => $"{row}", StringComparer.Ordinal),
    ];

    /// <summary>Every volume of a workload, but for what is deleted with the pod and what is the machine's own.</summary>
    public static IEnumerable<(MountFacts Mount, AuditResult Result)> Mounts(AuditReport report) => report.Results
        .Where(r => r.Verdict.Facts is WorkloadFacts)
        .SelectMany(r => r.Verdict.Facts!.Mounts.Where(Household.Keeps), (r, m) => (m, r));

    /// <summary>The row of a volume.</summary>
    public static StorageRow Row(MountFacts mount, AuditResult result) => new()
    {
        Cluster = result.Cluster,
        Namespace = result.Verdict.Subject.Namespace,
        Workload = result.Verdict.Subject.Reference.ToString(),
        Path = mount.Path,
        Data = Words.DataKinds.Spell(mount.Main.Kind),
        Criticality = Words.Criticalities.Spell(mount.Main.Criticality),
        Claim = mount.Claim?.Name ?? string.Empty,
        Storage = StorageOf(mount),
        Backend = BackendOf(mount.Backend),
        Verdict = VerdictOf(mount, result),
    };

    /// <summary>Whether a finding about a workload is about one of its volumes.</summary>
    public static bool IsAbout(RuleOutcome.Finding finding, MountFacts mount) =>
        finding.Data is { } data && mount.Data.Contains(data) && finding.Key.StartsWith($"{mount.Path}|{mount.Mount.Volume}|", StringComparison.Ordinal);

    /// <summary>What is new counts before what is known from before, and either before there being nothing.</summary>
    private static string VerdictOf(MountFacts mount, AuditResult result)
    {
        LocatedFinding[] said = [.. result.Findings.Where(f => f.Decision.Action >= RuleAction.Warn && IsAbout(f.Decision.Finding, mount))];
        return said.FirstOrDefault(f => !f.IsKnown) is { } fresh ? Words.Actions.Spell(fresh.Decision.Action)
            : said.Length > 0 ? "known"
            : mount.Backend is Backend.Known ? "fine"
            : "cannot tell";
    }

    /// <summary>What the claim or the volume is of: a class, a PersistentVolume, or what the pod names itself.</summary>
    private static string StorageOf(MountFacts mount) => mount.Claim switch
    {
        { Class: StorageClassReference.Static, Volume: { } volume } => $"PersistentVolume {volume.Name}",
        { Class: StorageClassReference.Static } => "a PersistentVolume",
        { Class.Name: { Length: > 0 } name } => $"class {name}",
        not null => "no StorageClass",
        null => mount.Volume.Source switch
        {
            VolumeSource.Plugin { NodePath: { Length: > 0 } path } => $"hostPath {path}",
            VolumeSource.Plugin { Server.Length: > 0 } plugin => $"{plugin.Server} {plugin.Share}",
            _ => $"volume {mount.Volume.Name}",
        },
    };

    private static string BackendOf(Backend backend) => backend switch
    {
        Backend.Known known => $"{known.Title} ({Where(known)})",
        _ => "cannot tell",
    };

    private static string Where(Backend.Known known) => known.Traits.Where switch
    {
        Whereabouts.Replicated => System.FormattableString.Invariant($"{known.Traits.Replicas} copies"),
        Whereabouts.Node => "on one node",
        Whereabouts.Nas => "on a NAS",
        var where => Words.Whereabouts.Spell(where),
    };
}
