using System.Security.Cryptography;
using System.Text.Json;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Recovering;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Migrating;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>Looks at a claim, at whoever mounts it and at the class that it is to be on, and plans the move as <c>migrate plan</c> does.</summary>
internal sealed class MigrationSight(ApiServer server, StoragePolicy policy, RestorePace pace, TimeProvider time, Action<string> say)
{
    /// <summary>What there is to be done, or why it cannot be.</summary>
    public async Task<(MigrationPlan? Plan, RestoreEnd? End)> Find(MigrationWish wish, JsonElement claim, CancellationToken stop)
    {
        if (claim.TextAt("status", "phase") is not "Bound" || claim.TextAt("metadata", "deletionTimestamp").Length > 0)
        {
            var why = claim.TextAt("status", "phase") is "Bound" ? "is being deleted" : "has no volume, so there is nothing to move";
            return No($"claim {wish.Spoken} {why}: "
                + $"'kubectl -n {wish.Namespace} describe pvc {wish.Claim}' says more");
        }

        if (await ClusterReader.Read(server, string.Empty, () => { }, stop) is not ClusterReading.Whole whole)
        {
            return (null, new RestoreEnd.Lost("the cluster cannot be read"));
        }

        var (now, readings) = (time.GetUtcNow(), whole.Manifests.Select(m => new ManifestReading.Understood(m)).ToArray());
        var planner = new MovePlanner(World.Of(readings, policy, now), policy, now);
        switch (planner.Of(new MoveWish
        {
            Namespace = wish.Namespace,
            Name = wish.Claim,
            Class = wish.Class,
            Size = wish.Size,
            Image = wish.Image.Length > 0 ? wish.Image : CopyImage.In(whole.Manifests) ?? wish.OtherImage,
        }))
        {
            case MoveAnswer.Wrong wrong:
                return No(wrong.Reason);
            case MoveAnswer.Refused refused:
                return (null, new RestoreEnd.Failed($"claim {wish.Spoken} cannot be moved to class {wish.Class}:\n{string.Join('\n', refused.Reasons)}"));
            case MoveAnswer.Possible { Move: var move }:
                foreach (var note in move.Notes)
                {
                    say($"note: {note}");
                }

                var (cronJobs, complaint) = await new BackupStore(server).CronJobs(stop);
                if (cronJobs is null)
                {
                    return (null, new RestoreEnd.Lost(complaint));
                }

                var household = Household.Of(readings, policy, now);
                var grace = Grace.Of(whole.Manifests, household, [wish.Spoken], cronJobs, $"moved to class {wish.Class}", now);
                return await Plan(wish, claim, move, grace, cronJobs, stop);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static (MigrationPlan? Plan, RestoreEnd? End) No(string reason) => (null, new RestoreEnd.Refused(reason));

    private async Task<(MigrationPlan? Plan, RestoreEnd? End)> Plan(
        MigrationWish wish,
        JsonElement claim,
        ClaimMove move,
        Grace grace,
        IReadOnlyList<LiveObject> cronJobs,
        CancellationToken stop)
    {
        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var (pauses, end) = await new Stopping(server, policy, time, say).Of(wish, cronJobs, stop);
        if (pauses is null)
        {
            return (null, end);
        }

        var (maker, noMaker) = await Maker(move, id, stop);
        if (noMaker is not null)
        {
            return (null, noMaker);
        }

        var before = MovedJson.Unowned(KeptManifest.Claim(claim, grace));
        var beside = move.NewName[..^id.Length] + id;
        var plan = new MigrationPlan
        {
            Id = id,
            Begun = time.GetUtcNow(),
            Claim = wish.Claim,
            Class = move.Class,
            OldUid = claim.TextAt("metadata", "uid"),
            OldVolume = claim.TextAt("spec", "volumeName"),
            Before = before,
            After = MovedJson.Claim(before, move),
            Beside = beside,
            BesideManifest = MovedJson.Beside(move, beside, id).ToJsonString(),
            Job = MovedJson.Job(move, beside, id).ToJsonString(),
            Maker = maker,
            Pauses = pauses,
            Declared = Declared(move),
        };
        return await WhyNot(wish, plan, stop) is { } refused ? (null, refused)
            : await new LookedVolume(server, move, pace, time, say).Refused(beside, id, stop) is { } unfit ? (null, unfit)
            : (plan, null);
    }

    /// <summary>What the API server, and the webhooks that it asks, would say to what is to be made.</summary>
    private async Task<RestoreEnd?> WhyNot(MigrationWish wish, MigrationPlan plan, CancellationToken stop)
    {
        var claim = new KnownClaim(server, wish.Namespace, plan.Claim, plan.OldUid, pace, time);
        var maker = plan.Maker is { } moved ? new ReplacedMaker(server, moved, pace, time) : null;
        return (await claim.WhyNot(plan.BesideManifest, $"claim {wish.Namespace}/{plan.Beside}", stop)
            ?? await claim.WhyNot(plan.After, $"claim {wish.Spoken} on class {plan.Class}", stop)
            ?? (maker is null ? null : await maker.WhyNot($"{plan.Maker!.Name} with class {plan.Class}", stop))) switch
        {
            StepEnd.Refused refused => new RestoreEnd.Refused(refused.Reason),
            StepEnd.Lost lost => new RestoreEnd.Lost(lost.Reason),
            _ => null,
        };
    }

    /// <summary>The StatefulSet that has to be replaced; null where none has.</summary>
    private async Task<(MovedMaker? Maker, RestoreEnd? End)> Maker(ClaimMove move, string id, CancellationToken stop)
    {
        if (move is not { Maker: { } maker, Template: { } template })
        {
            return (null, null);
        }

        var answer = await server.Get(Consumers.Path(maker), stop);
        if (answer is not ApiAnswer.Done done)
        {
            return (null, new RestoreEnd.Lost($"{maker.Reference}: {answer.Complaint}"));
        }

        using (done)
        {
            var live = done.Body.RootElement;
            if (MovedJson.Template(live, template.Name) is not { } spec || MovedJson.Template(spec, move) is var changed && IsSame(spec, changed))
            {
                return (null, null);
            }

            return (new MovedMaker
            {
                Path = Consumers.Path(maker),
                Name = maker.Reference.ToString(),
                Uid = live.TextAt("metadata", "uid"),
                Template = template.Name,
                Before = spec.GetRawText(),
                Manifest = MovedJson.Maker(live, template.Name, changed, id),
            }, null);
        }
    }

    private static bool IsSame(JsonElement spec, string changed)
    {
        using var other = JsonDocument.Parse(changed);
        return JsonElement.DeepEquals(spec, other.RootElement);
    }

    private static string Declared(ClaimMove move)
    {
        string[] fields =
        [
            $"storageClassName: {move.Class}",
            .. move.Modes != move.OldModes ? [$"accessModes: [{string.Join(", ", ClaimMove.Spell(move.Modes))}]"] : Array.Empty<string>(),
            .. move.Size != move.OldSize ? [$"resources.requests.storage: {Quantity.Format(move.Size)}"] : Array.Empty<string>(),
            .. move.Template is null ? ["no volumeName where one is written, which names the old volume"] : Array.Empty<string>(),
        ];
        var where = move is { Maker: { } maker, Template: { } template } ? $"{maker.Reference}, volumeClaimTemplates[{template.Name}].spec"
            : $"PersistentVolumeClaim {move.Spoken}, spec";
        return $"{where}: {string.Join(", ", fields)}";
    }
}
