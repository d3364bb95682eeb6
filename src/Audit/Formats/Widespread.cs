using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>
/// A rule that most volumes of one class or kind of storage break: a choice of the household's, and one line instead of many. So are findings that say
/// themselves that they were chosen.
/// </summary>
internal sealed class Widespread
{
    /// <summary>Fewer are read one by one.</summary>
    private const int Least = 5;

    /// <summary>So many are not read one by one either, however many are spared.</summary>
    private const int Many = 8;

    /// <summary>The place of findings about classes themselves.</summary>
    private const string OfClasses = "StorageClasses";

    private readonly HashSet<(AuditResult Result, LocatedFinding Finding)> _covered = [];

    private readonly HashSet<string> _volumes = new(StringComparer.Ordinal);

    private readonly SortedSet<string> _programs = new(StringComparer.Ordinal);

    private Widespread(AuditResult example, LocatedFinding finding, string place)
    {
        (Example, Finding, Place) = (example, finding.Decision.Finding, place);
        Action = finding.Decision.Action;
    }

    /// <summary>The first object that breaks the rule there.</summary>
    public AuditResult Example { get; }

    /// <summary>What is said of it.</summary>
    public RuleOutcome.Finding Finding { get; }

    /// <summary>What the policy does about it.</summary>
    public RuleAction Action { get; }

    /// <summary>The class or the storage, or what was chosen.</summary>
    private string Place { get; }

    private int Count => _volumes.Count;

    /// <summary>What they are, with where they are stored or what was chosen.</summary>
    public string Spoken => Place is OfClasses ? $"{Count} of {Of} {Place}"
        : Of > 0 ? $"{Count} of {Of} volumes of {Place}"
        : $"{Count} {(Count == 1 ? "volume" : "volumes")} with {Place}";

    /// <summary>What a reader is told: where it is the same of several clusters, once is enough.</summary>
    public string Told => $"{Action} {Finding.Rule.Id} {Spoken} {Finding.Message} {string.Join(' ', Programs)}";

    /// <summary>Whose they are, by name; of classes, their own names.</summary>
    public IReadOnlyCollection<string> Programs => _programs;

    /// <summary>How many volumes are stored there; none where it is a choice for all that there is.</summary>
    private int Of { get; set; }

    /// <summary>Whether a finding is one of those that the line stands for.</summary>
    public bool Covers(AuditResult result, LocatedFinding finding) => _covered.Contains((result, finding));

    /// <summary>Everything that hits most of what it could hit. What is refused is never summed up.</summary>
    public static IReadOnlyList<Widespread> In(AuditReport report)
    {
        var lying = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        AuditResult[] applied = [.. report.Results.Where(r => !r.Verdict.Subject.IsUnapplied)];
        foreach (var (place, volume) in applied.SelectMany(Volumes).Where(v => v.Place.Length > 0))
        {
            (lying.TryGetValue(place, out var known) ? known : lying[place] = new HashSet<string>(StringComparer.Ordinal)).Add(volume);
        }

        var kinds = new Dictionary<(string Rule, string Place), Widespread>();
        foreach (var result in applied)
        {
            foreach (var finding in result.Findings.Where(f => f.Decision is { Action: RuleAction.Warn or RuleAction.Fix }
                or { Action: not RuleAction.Deny, Finding.Choice.Length: > 0 }))
            {
                if (finding.Decision.Finding is { Choice: { Length: > 0 } choice } chosen)
                {
                    var key = (chosen.Rule.Id, $"{result.Cluster}|{choice}");
                    var kind = kinds.TryGetValue(key, out var known) ? known : kinds[key] = new Widespread(result, finding, choice);
                    kind.Take(result, finding, VolumeOf(result, chosen).Volume);
                }
                else if (VolumeOf(result, finding.Decision.Finding) is (var place and not "", var volume))
                {
                    var key = (finding.Decision.Finding.Rule.Id, place);
                    var kind = kinds.TryGetValue(key, out var known) ? known : kinds[key] = new Widespread(result, finding, place[(place.IndexOf('|') + 1)..]);
                    kind.Take(result, finding, volume);
                    kind.Of = lying[place].Count;
                }
            }
        }

        return [.. kinds.Values.Where(k => (k.Of == 0 && (k.Count > 1 || k.Action <= RuleAction.Audit)) || (k.Count >= Least && k.Count * 2 > k.Of)
            || k.Count >= Many)];
    }

    private void Take(AuditResult result, LocatedFinding finding, string volume)
    {
        _covered.Add((result, finding));
        _volumes.Add(volume);
        if (result.Verdict.Facts is WorkloadFacts or StorageClassFacts)
        {
            _programs.Add(result.Verdict.Subject.Name);
        }
    }

    /// <summary>The volumes that an object mounts or is, with where they lie.</summary>
    private static IEnumerable<(string Place, string Volume)> Volumes(AuditResult result) => result.Verdict.Facts switch
    {
        WorkloadFacts workload => workload.Mounts.Select(mount => At(result, mount)),
        ClaimFacts claim => [At(result, claim)],
        StorageClassFacts { Class.Name: var name } => [($"{result.Cluster}|{OfClasses}", name)],
        _ => [],
    };

    /// <summary>The volume that a finding is about; no place where it is about something else.</summary>
    private static (string Place, string Volume) VolumeOf(AuditResult result, RuleOutcome.Finding finding) => result.Verdict.Facts switch
    {
        WorkloadFacts workload when MountAt(workload, finding.Pointer) is { } mount => At(result, mount),
        ClaimFacts claim => At(result, claim),
        StorageClassFacts { Class.Name: var name } => ($"{result.Cluster}|{OfClasses}", name),
        _ => (string.Empty, string.Empty),
    };

    private static MountFacts? MountAt(WorkloadFacts workload, string pointer) =>
        workload.Mounts.FirstOrDefault(m => string.Equals(m.Volume.Pointer, pointer, StringComparison.Ordinal));

    private static (string Place, string Volume) At(AuditResult result, MountFacts mount) =>
        (PlaceOf(result, mount.Claim?.Class.Name ?? string.Empty, mount.Backend), mount.Claim is { Template: null } claim
            ? $"{claim.Namespace}/{claim.Name}"
            : $"{mount.Workload.Reference}/{mount.Volume.Name}");

    private static (string Place, string Volume) At(AuditResult result, ClaimFacts claim) =>
        (PlaceOf(result, claim.Link.Class.Name, claim.Link.Backend), $"{claim.Claim.Namespace}/{claim.Claim.Name}");

    private static string PlaceOf(AuditResult result, string storageClass, Backend backend) =>
        storageClass.Length > 0 ? $"{result.Cluster}|class {storageClass}"
        : backend is Backend.Known known ? $"{result.Cluster}|{known.Title}"
        : string.Empty;
}
