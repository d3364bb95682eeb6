using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Jobs;

/// <summary>What is to be done for a claim, as its annotations say, and where they say nothing the policy.</summary>
internal sealed record BackupOrder
{
    /// <summary>When.</summary>
    public required string Schedule { get; init; }

    /// <summary>How a copy is made: <c>sqlite</c>, <c>files</c> or <c>dump</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>Which copies are kept; empty for all.</summary>
    public required string Keep { get; init; }

    /// <summary>Where they go, as written; empty where nothing says.</summary>
    public required string Target { get; init; }

    /// <summary>When the newest is restored and checked; empty for never.</summary>
    public required string Verify { get; init; }

    /// <summary>How old the last copy may be: the tier's RPO, or where that is 0 twice the longest time between two runs.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>When the newest is restored without anybody asking.</summary>
    public RestoreMoment Restore { get; private init; }

    /// <summary>Whom the copy is made as, as written; empty where the workload tells.</summary>
    public required string RunAs { get; init; }

    /// <summary>Where the database server answers, as written; empty where Services tell.</summary>
    public required string Host { get; init; }

    /// <summary>Whether a database server is dumped, so that the claim itself is not mounted.</summary>
    public bool IsDump => Strategy is "dump";

    /// <summary>What is to be done; null when it is not ours to do anything.</summary>
    public static BackupOrder? Of(ClaimFacts claim, StoragePolicy policy)
    {
        var written = claim.Claim.Metadata.Annotations;
        if (claim.Claim.Metadata.IsBeingDeleted || BackupConsent.IsElsewhere(claim.Claim, claim.Surroundings))
        {
            return null;
        }

        var meant = IsPolicyAsked(claim, policy)
            ? BackupIntent.Of(claim, claim.Link.Backend, policy).Edits
            : [];
        var schedule = Word(Annotation.BackupSchedule);
        var strategy = Word(Annotation.BackupStrategy);
        if (schedule.Length == 0 || string.Equals(strategy, Words.Strategies.Spell(BackupStrategy.Litestream), StringComparison.Ordinal))
        {
            return null;
        }

        var data = ClaimData.Of(claim, policy);
        var tier = data is { } known ? policy.Tiers.GetValueOrDefault(known.Criticality) : null;
        return new BackupOrder
        {
            Schedule = schedule,
            Strategy = strategy.Length > 0 ? strategy : data is { } kept ? DataTraits.Of(kept.Kind).CopiedBy : "files",
            Keep = Word(Annotation.BackupKeep) is { Length: > 0 } keep ? keep : tier?.Keep ?? string.Empty,
            Target = Word(Annotation.BackupTarget) is { Length: > 0 } target ? target : claim.Surroundings.Namespace.Target ?? policy.Protection.Target,
            Verify = SpreadSchedule.Of(tier?.Verify ?? string.Empty, $"verify {claim.Claim.Namespace}/{claim.Claim.Name}"),
            Limit = tier is { Rpo: var rpo } && rpo > TimeSpan.Zero ? rpo : 2 * (new Recurrence(schedule).Longest ?? TimeSpan.FromDays(1)),
            Restore = tier?.Restore ?? RestoreMoment.Never,
            RunAs = Word(Annotation.BackupRunAs),
            Host = Word(Annotation.BackupHost),
        };

        string Word(string annotation) => written.TryGetValue(annotation, out var own) ? own.Trim()
            : meant.FirstOrDefault(e => string.Equals(
                e.Pointer,
                $"/metadata/annotations/{JsonPointer.Escape(annotation)}",
                StringComparison.Ordinal)) is { } edit
                ? edit.Value.GetValue<string>()
                : string.Empty;
    }

    /// <summary>
    /// Whether the policy may yet want something done for a claim of which nothing is known while no app mounts it. The CronJob that copies it is none, nor is
    /// a pod that somebody made to look at it. Of a claim that is being deleted Kubernetes takes the CronJob along once the app is gone, and not before.
    /// </summary>
    public static bool MayCome(ClaimFacts claim, StoragePolicy policy) =>
        (claim.Claim.Metadata.IsBeingDeleted
            || claim.Consumers.All(mount => mount.Workload.IsBatch || mount is { App: null, Workload: { Reference.Kind: "Pod", Metadata.Controller: null } }))
        && IsPolicyAsked(claim, policy)
        && policy.Tiers.Values.Any(t => t.Schedule.Length > 0)
        && !BackupConsent.IsElsewhere(claim.Claim, claim.Surroundings);

    private static bool IsPolicyAsked(ClaimFacts claim, StoragePolicy policy) =>
        claim.Surroundings.Namespace is { IsLeftAlone: false, IsUnasked: false } && policy.Protection.HasOwnJobs;
}
