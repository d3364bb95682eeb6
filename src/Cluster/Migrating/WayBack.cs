using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Recovering;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>The way back of a move: the volume that the claim had before takes the place of the one it has. It needs no copy.</summary>
internal sealed class WayBack(ApiServer server, StoragePolicy policy, RestorePace pace, TimeProvider time, Action<string> say)
{
    /// <summary>The plan by which the volume comes back that was replaced last.</summary>
    public async Task<(MigrationPlan? Plan, RestoreEnd? End)> Find(MigrationWish wish, JsonElement claim, CancellationToken stop)
    {
        var own = claim.TextAt("spec", "volumeName");
        var (volumes, complaint) = await new Volumes(server).With(Annotation.MovedClaim, stop);
        var (cronJobs, noCronJobs) = await new BackupStore(server).CronJobs(stop, wish.Namespace);
        if (complaint.Length > 0 || cronJobs is null)
        {
            return (null, new RestoreEnd.Lost(complaint.Length > 0 ? complaint : noCronJobs));
        }

        var kept = volumes
            .Where(v => string.Equals(v.TextAt("spec", "claimRef", "namespace"), wish.Namespace, StringComparison.Ordinal))
            .Where(v => string.Equals(v.TextAt("spec", "claimRef", "name"), wish.Claim, StringComparison.Ordinal))
            .Where(v => !string.Equals(v.TextAt("metadata", "name"), own, StringComparison.Ordinal))
            .Select(v => (Name: v.TextAt("metadata", "name"), Said: MovedClaim.Read(v.TextAt("metadata", "annotations", Annotation.MovedClaim))))
            .Where(v => v.Said is not null)
            .OrderByDescending(v => v.Said!.At)
            .FirstOrDefault();
        if (kept.Said is not { } before)
        {
            return No($"no volume that claim {wish.Spoken} had before a move is left: 'kubectl get pv' would show it as Released, with annotation "
                + Annotation.MovedClaim);
        }

        var at = before.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        say($"what claim {wish.Spoken} had before move {before.Id} of {at}Z is on PersistentVolume {kept.Name}");
        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var (pauses, end) = await new Stopping(server, policy, time, say).Of(wish, cronJobs, stop);
        if (pauses is null)
        {
            return (null, end);
        }

        var (maker, noMaker) = await new EarlierMaker(server).Of(before, id, stop);
        if (noMaker.Length > 0)
        {
            return (null, new RestoreEnd.Lost(noMaker));
        }

        if (await ClusterReader.Read(server, string.Empty, () => { }, stop) is not ClusterReading.Whole whole)
        {
            return (null, new RestoreEnd.Lost("the cluster cannot be read"));
        }

        var household = Household.Of([.. whole.Manifests.Select(m => new ManifestReading.Understood(m))], policy, time.GetUtcNow());
        var grace = Grace.Of(whole.Manifests, household, [wish.Spoken], cronJobs, $"moved back to PersistentVolume {kept.Name}", time.GetUtcNow());
        var plan = new MigrationPlan
        {
            Id = id,
            Begun = time.GetUtcNow(),
            Claim = wish.Claim,
            Class = ClassOf(before.Manifest),
            OldUid = claim.TextAt("metadata", "uid"),
            OldVolume = own,
            Before = MovedJson.Unowned(KeptManifest.Claim(claim, grace)),
            After = Exempt(before.Manifest, claim, wish.Spoken, grace),
            Volume = kept.Name,
            Maker = maker,
            Pauses = pauses,
            Declared = $"the claim of class {ClassOf(before.Manifest)}, as it was",
            IsUndo = true,
        };
        return await WhyNot(wish, plan, stop) is { } refused ? (null, refused) : (plan, null);
    }

    /// <summary>
    /// A plan that was interrupted, turned round: what it has replaced comes back. Where it has replaced nothing yet, it only puts back what rests.
    /// </summary>
    public async Task<(MigrationPlan? Plan, RestoreEnd? End)> Turned(MigrationWish wish, MigrationPlan plan, CancellationToken stop)
    {
        var steps = new MigrationSteps(server, wish.Namespace, plan, pace, time);
        var (claim, complaint) = await new KnownClaim(server, wish.Namespace, plan.Claim, plan.OldUid, pace, time).Find(stop);
        if (complaint.Length > 0 || await steps.IsUntouched(stop) is not { } isUntouched)
        {
            return (null, new RestoreEnd.Lost($"{complaint}; run this again to go on"));
        }

        if (isUntouched)
        {
            return (plan with { Failure = "the move was given up", IsGivenUp = true }, null);
        }

        // What is being deleted and not gone yet cannot be put back: it has to go first.
        var old = claim is { } there && there.TextAt("metadata", "uid") is var uid ? uid : string.Empty;
        var (maker, isGoing) = plan.Maker is { } replaced ? await new EarlierMaker(server).Live(replaced.Path, stop) : default;
        return (plan with
        {
            OldUid = old,
            OldVolume = await steps.Volume(stop),
            Before = plan.After,
            After = plan.Before,
            Volume = plan.OldVolume,
            BesideManifest = string.Empty,
            Job = string.Empty,
            Class = ClassOf(plan.Before),
            Maker = plan.Maker is { } moved && (isGoing || !string.Equals(maker, moved.Uid, StringComparison.Ordinal))
                ? EarlierMaker.Turned(moved, maker)
                : null,
            Declared = $"the claim of class {ClassOf(plan.Before)}, as it was",
            IsUndo = true,
            IsCopied = true,
            IsMoved = false,
        }, null);
    }

    private static (MigrationPlan? Plan, RestoreEnd? End) No(string reason) => (null, new RestoreEnd.Refused(reason));

    private static string ClassOf(string claim) => (string?)JsonNode.Parse(claim)!["spec"]!["storageClassName"] ?? string.Empty;

    /// <summary>A claim that is exempt from what the one is that it takes the place of: that is how somebody agrees to what a policy refuses by now.</summary>
    private static string Exempt(string claim, JsonElement now, string spoken, Grace grace)
    {
        var root = JsonNode.Parse(claim)!.AsObject();
        var annotations = (root["metadata"]!["annotations"]?.AsObject() ?? []).ToDictionary(a => a.Key, a => (string)a.Value!, StringComparer.Ordinal);
        foreach (var name in new[] { Annotation.Exempt, Annotation.ExemptReason, Annotation.ExemptUntil })
        {
            if (now.TextAt("metadata", "annotations", name) is { Length: > 0 } value)
            {
                annotations[name] = value;
            }
        }

        var all = grace.For(spoken, annotations).Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value));
        root["metadata"]!["annotations"] = new JsonObject([.. all]);
        return root.ToJsonString();
    }

    private async Task<RestoreEnd?> WhyNot(MigrationWish wish, MigrationPlan plan, CancellationToken stop)
    {
        var claim = new KnownClaim(server, wish.Namespace, plan.Claim, plan.OldUid, pace, time);
        var refused = await claim.WhyNot(plan.After, $"claim {wish.Spoken} as it was", stop);
        var what = $"pvc {plan.Claim}";
        if (refused is null && plan.Maker is { } maker)
        {
            refused = await new ReplacedMaker(server, maker, pace, time).WhyNot($"{maker.Name} as it was", stop);
            what = $"statefulset {maker.Path[(maker.Path.LastIndexOf('/') + 1)..]}";
        }

        return refused switch
        {
            null => null,
            StepEnd.Lost lost => new RestoreEnd.Lost(lost.Reason),
            _ => new RestoreEnd.Refused($"{((StepEnd.Refused)refused).Reason}\nWhere it is a rule that says so, agree to it first, and run this again:\n"
                + $"  kubectl -n {wish.Namespace} annotate {what} {Annotation.Exempt}=RULE {Annotation.ExemptReason}='…' {Annotation.ExemptUntil}=YYYY-MM-DD"),
        };
    }
}
