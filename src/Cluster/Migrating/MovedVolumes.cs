using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>The two volumes of a move: both are kept, and the claim's name goes from the one to the other.</summary>
internal sealed class MovedVolumes(ApiServer server, string ns, MigrationPlan plan, CopyRun copy, KnownClaim old, RestorePace pace, TimeProvider time)
{
    private readonly Volumes _volumes = new(server);

    /// <summary>Keeps both, whatever becomes of their claims. The old one says what its claim was, and the new one for which move it was made.</summary>
    public async Task<StepEnd> Keep(CancellationToken stop)
    {
        if (plan.OldVolume.Length > 0
            && await _volumes.Retain(plan.OldVolume, new JsonObject { [Annotation.MovedClaim] = Record().Write() }, stop) is not StepEnd.Done and var end)
        {
            return end;
        }

        var (name, away) = await Name(stop);
        return away ?? await _volumes.Retain(name, new JsonObject { [Annotation.MovedFor] = plan.Id }, stop);
    }

    /// <summary>Whether nothing is lost when the claims go; null where it is so.</summary>
    public async Task<StepEnd?> Unkept(CancellationToken stop)
    {
        var (name, away) = await Name(stop);
        if (away is not null)
        {
            return away;
        }

        foreach (var volume in new[] { plan.OldVolume, name }.Where(v => v.Length > 0))
        {
            var (found, complaint) = await _volumes.Find(volume, stop);
            if (complaint.Length > 0)
            {
                return new StepEnd.Lost(complaint);
            }

            if (found is not { } there || !Volumes.IsKept(there))
            {
                return new StepEnd.Refused($"PersistentVolume {volume} {(found is null ? "is gone" : "would be deleted together with its claim")}: "
                    + "find what did that, and run this again");
            }
        }

        return null;
    }

    /// <summary>Reserves the volume for the claim's name, unless the claim has it already.</summary>
    public async Task<StepEnd> Reserve(CancellationToken stop)
    {
        var (name, away) = await Name(stop);
        if (away is not null)
        {
            return away;
        }

        var ((volume, noVolume), (claim, noClaim)) = (await _volumes.Find(name, stop), await old.Find(stop));
        if (noVolume.Length + noClaim.Length > 0)
        {
            return new StepEnd.Lost(noVolume.Length > 0 ? noVolume : noClaim);
        }

        if (volume is not { } there)
        {
            return new StepEnd.Stuck($"PersistentVolume {name} is gone: 'homelab-storage migrate run {ns}/{plan.Claim} --undo' puts the old one back");
        }

        var holder = there.At("spec", "claimRef");
        var (uid, live) = (holder.TextAt("uid"), claim is { } made && !old.IsOld(made) ? made.TextAt("metadata", "uid") : string.Empty);
        return IsMeant(holder) && (uid.Length == 0 || string.Equals(uid, live, StringComparison.Ordinal))
            ? StepEnd.Done.Silent
            : await Free(stop) ?? await _volumes.Reserve(name, ns, plan.Claim, uid: null, new JsonObject { [Annotation.MovedClaim] = null }, stop);
    }

    /// <summary>
    /// Of two volumes that are reserved for one name, the binder would take either. The old one is so where a move is given up that had reserved it: it is
    /// given to a claim that is gone, as it would be had the claim been made. Null when that is so.
    /// </summary>
    private async Task<StepEnd?> Free(CancellationToken stop)
    {
        var (found, complaint) = plan.OldVolume.Length > 0 ? await _volumes.Find(plan.OldVolume, stop) : (null, string.Empty);
        if (complaint.Length > 0 || found is not { } old)
        {
            return complaint.Length > 0 ? new StepEnd.Lost(complaint) : null;
        }

        var holder = old.At("spec", "claimRef");
        var isFree = IsMeant(holder) && holder.TextAt("uid").Length == 0;
        var uid = plan.OldUid.Length > 0 ? plan.OldUid : plan.Id;
        return isFree && await _volumes.Reserve(plan.OldVolume, ns, plan.Claim, uid, [], stop) is not StepEnd.Done and var end ? end : null;
    }

    /// <summary>Waits until the claim has the volume.</summary>
    public async Task<StepEnd> Bind(CancellationToken stop)
    {
        var (name, away) = await Name(stop);
        if (away is not null)
        {
            return away;
        }

        for (var began = time.GetTimestamp(); ; await Task.Delay(pace.Look, time, stop))
        {
            var (claim, complaint) = await old.Find(stop);
            if (complaint.Length > 0)
            {
                return new StepEnd.Lost(complaint);
            }

            if (claim is not { } there)
            {
                return new StepEnd.Lost($"claim {ns}/{plan.Claim} is gone again");
            }

            var bound = there.TextAt("spec", "volumeName");
            if (string.Equals(bound, name, StringComparison.Ordinal) && there.TextAt("status", "phase") is "Bound")
            {
                return new StepEnd.Done($"it is on PersistentVolume {name}");
            }

            if (bound.Length > 0 && !string.Equals(bound, name, StringComparison.Ordinal))
            {
                return new StepEnd.Stuck($"claim {ns}/{plan.Claim} is on PersistentVolume {bound} and not on {name}: something made it before this did. "
                    + $"Find what that was and suspend it, 'kubectl -n {ns} delete pvc {plan.Claim}', and run this again");
            }

            if (time.GetElapsedTime(began) > pace.Patience)
            {
                return new StepEnd.Stuck(string.Create(CultureInfo.InvariantCulture, $"claim {ns}/{plan.Claim} is not bound to PersistentVolume {name} after "
                    + $"{pace.Patience.TotalMinutes:0} minutes: 'kubectl -n {ns} describe pvc {plan.Claim}' says why"));
            }
        }
    }

    /// <summary>The volume that the claim gets: the one that is known, that of the new claim, or the one that carries the id.</summary>
    public async Task<(string Name, StepEnd? Away)> Name(CancellationToken stop)
    {
        if (plan.Volume.Length > 0)
        {
            return (plan.Volume, null);
        }

        var (claim, noClaim) = await copy.Beside.Find(stop);
        if (noClaim.Length > 0)
        {
            return (string.Empty, new StepEnd.Lost(noClaim));
        }

        if (claim?.TextAt("spec", "volumeName") is { Length: > 0 } bound)
        {
            return (bound, null);
        }

        var (found, complaint) = await _volumes.With(Annotation.MovedFor, stop);
        var made = found.FirstOrDefault(v => string.Equals(v.TextAt("metadata", "annotations", Annotation.MovedFor), plan.Id, StringComparison.Ordinal));
        return complaint.Length > 0 ? (string.Empty, new StepEnd.Lost(complaint))
            : made.ValueKind == JsonValueKind.Object ? (made.TextAt("metadata", "name"), null)
            : (string.Empty, new StepEnd.Refused($"the new volume is gone, and with it claim {ns}/{plan.Beside}"));
    }

    /// <summary>Whether a volume is reserved for the claim's name, or bound to a claim of that name.</summary>
    private bool IsMeant(JsonElement holder) => string.Equals(holder.TextAt("namespace"), ns, StringComparison.Ordinal)
        && string.Equals(holder.TextAt("name"), plan.Claim, StringComparison.Ordinal);

    private MovedClaim Record() => new()
    {
        Id = plan.Id,
        At = plan.Begun,
        Manifest = plan.Before,
        Maker = plan.Maker?.Path ?? string.Empty,
        Template = plan.Maker?.Template ?? string.Empty,
        Spec = plan.Maker?.Before ?? string.Empty,
    };
}
