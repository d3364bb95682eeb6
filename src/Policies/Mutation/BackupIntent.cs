using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Mutation;

/// <summary>Writes on a claim with a database what is to be backed up, when and how, for whoever runs the household's backups.</summary>
internal static class BackupIntent
{
    public static Mutation Of(ClaimFacts claim, Backend backend, StoragePolicy policy)
    {
        var annotations = claim.Claim.Metadata.Annotations;
        if (ClaimData.Of(claim, policy) is not { Certainty: > Certainty.Guessed } data
            || DataTraits.Of(data.Kind) is not { IsDatabase: true } traits
            || !policy.Tiers.TryGetValue(data.Criticality, out var tier)
            || !tier.Protects
            || BackupConsent.IsElsewhere(claim.Claim, claim.Surroundings))
        {
            return Mutation.None;
        }

        var edits = new List<Edit>();
        if (policy.Protection.HasOwnJobs)
        {
            Own(edits, claim, traits, tier, policy.Protection, IsReplicated(claim, backend, policy));
        }

        foreach (var runner in policy.Protection.Runners.Where(r => r.Family.Length == 0
            || (backend is Backend.Known known && string.Equals(known.Family, r.Family, StringComparison.Ordinal))))
        {
            foreach (var (name, value) in runner.Annotations)
            {
                Add(edits, "annotations", name, value, annotations);
            }

            foreach (var (name, value) in Labels(claim, runner, Words.Criticalities.Spell(data.Criticality)))
            {
                Add(edits, "labels", name, value, claim.Claim.Metadata.Labels);
            }
        }

        return edits.Count == 0 ? Mutation.None : new Mutation { Edits = edits };
    }

    /// <summary>
    /// The labels for a runner. Who goes by groups is told only where a job of the group acts, and never so that the volume leaves one.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string>> Labels(ClaimFacts claim, BackupRunner runner, string criticality)
    {
        var labels = runner.Labels.Select(l => KeyValuePair.Create(l.Key.Replace("{criticality}", criticality, StringComparison.Ordinal), l.Value));
        var maker = ShippedOperators.All.FirstOrDefault(o => string.Equals(o.Name, runner.Name, StringComparison.Ordinal) && GroupJoin.GoesByGroups(o));
        return maker is not null
            ? GroupJoin.Kept(claim, criticality, maker) is { } kept ? labels.Concat(kept) : []
            : labels;
    }

    /// <summary>
    /// Whether everything on the claim that is to be replicated can be. What cannot is copied on schedule: no word is written that nobody keeps.
    /// </summary>
    private static bool IsReplicated(ClaimFacts claim, Backend backend, StoragePolicy policy)
    {
        if (policy.Protection.Litestream is null)
        {
            return false;
        }

        var owners = new DatabaseOwners(policy);
        ReplicatedDatabase[] databases = [.. claim.Consumers.SelectMany(mount => ReplicatedDatabase.On(mount, backend, owners, policy))];
        return databases.Length > 0 && Array.TrueForAll(databases, d => d.Obstacle.Length == 0 && LitestreamSidecar.IsEverIn(d.Mount.Workload));
    }

    private static void Own(List<Edit> edits, ClaimFacts claim, DataTraits kind, Tier tier, Policy.Protection protection, bool isReplicated)
    {
        var annotations = claim.Claim.Metadata.Annotations;
        if (!isReplicated && tier.Schedule.Length == 0)
        {
            return;
        }

        if (!isReplicated)
        {
            Add(edits, "annotations", Annotation.BackupSchedule, SpreadSchedule.Of(tier.Schedule, $"{claim.Claim.Namespace}/{claim.Claim.Name}"), annotations);
            if (tier.Keep.Length > 0)
            {
                Add(edits, "annotations", Annotation.BackupKeep, tier.Keep, annotations);
            }
        }

        Add(edits, "annotations", Annotation.BackupStrategy, isReplicated ? "litestream" : kind.CopiedBy, annotations);
        if ((claim.Surroundings.Namespace.Target ?? protection.Target) is { Length: > 0 } target)
        {
            Add(edits, "annotations", Annotation.BackupTarget, target, annotations);
        }
    }

    /// <summary>What is written already is somebody's word.</summary>
    private static void Add(List<Edit> edits, string map, string name, string value, IReadOnlyDictionary<string, string> present)
    {
        if (!present.ContainsKey(name))
        {
            edits.Add(new Edit($"/metadata/{map}/{JsonPointer.Escape(name)}", value));
        }
    }
}
