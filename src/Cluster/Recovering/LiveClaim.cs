using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>A claim of a dead node as the API server has it, and whether another can take its place.</summary>
internal sealed class LiveClaim(ApiServer server, string ns, string name, string node, Grace grace, RestorePace pace, TimeProvider time)
{
    private string Claims => $"api/v1/namespaces/{ns}/persistentvolumeclaims";

    /// <summary>The claim; else why it cannot be made again, and whether that is because nobody could be asked.</summary>
    public async Task<(JsonElement? Claim, (string Reason, bool IsLost) Away)> Look(CancellationToken stop)
    {
        var answer = await server.Get($"{Claims}/{name}", stop);
        if (answer is not ApiAnswer.Done done)
        {
            return (null, (answer.Complaint, true));
        }

        JsonElement claim;
        using (done)
        {
            claim = done.Body.RootElement.Clone();
        }

        var (source, lease) = (claim.At("spec", "dataSourceRef"), PlanLease.OfClaim(server, ns, name, claim.TextAt("metadata", "uid")));
        if (source.ValueKind == JsonValueKind.Object)
        {
            return No($"{source.TextAt("kind")} {source.TextAt("name")} fills it when it is made again: "
                + $"'kubectl -n {ns} delete pvc {name}', and apply it again");
        }

        var (_, begun, unread) = await lease.Look(stop);
        if (begun.Length > 0 || unread.Length > 0)
        {
            return unread.Length > 0 ? (null, (unread, true))
                : No("a restore of it was interrupted and cannot end any more: put back what rests (kubectl get deployments,statefulsets,cronjobs "
                    + $"-n {ns} -o yaml | grep restore-paused), and then 'kubectl -n {ns} delete lease {lease.Name}'");
        }

        var (_, moved, _) = await PlanLease.OfMove(server, ns, name).Look(stop);
        return moved.Length > 0 ? No($"a move of it to another class was interrupted: 'homelab-storage migrate run {ns}/{name}' ends it")
            : await WhyNoVolume(claim, stop) is { Length: > 0 } noVolume ? No(noVolume)
            : await Known(claim).WhyNot(KeptManifest.Claim(claim, grace), "a claim like it", stop) switch
            {
                StepEnd.Refused refused => No(refused.Reason),
                StepEnd.Lost lost => (null, (lost.Reason, true)),
                _ => (claim, (string.Empty, false)),
            };
    }

    private KnownClaim Known(JsonElement claim) => new(server, ns, name, claim.TextAt("metadata", "uid"), pace, time);

    private static (JsonElement? Claim, (string Reason, bool IsLost) Away) No(string reason) => (null, (reason, false));

    /// <summary>A volume that a person made has no provisioner that would make another one: there has to be one already.</summary>
    private async Task<string> WhyNoVolume(JsonElement claim, CancellationToken stop)
    {
        var (volumes, instead) = await ObjectList.Of(server, "api/v1/persistentvolumes", string.Empty, stop);
        if (volumes is null)
        {
            return $"persistentvolumes: {instead!.Complaint}";
        }

        var (own, className) = (claim.TextAt("spec", "volumeName"), claim.TextAt("spec", "storageClassName"));
        var volume = volumes.Find(v => string.Equals(v.TextAt("metadata", "name"), own, StringComparison.Ordinal));
        var isByHand = volume.ValueKind == JsonValueKind.Object
            && volume.TextAt("metadata", "annotations", "pv.kubernetes.io/provisioned-by").Length == 0;
        return !isByHand || volumes.Exists(v => IsFree(v, className)) ? string.Empty
            : $"its PersistentVolume {own} was made by hand, and nothing makes another: make one of class {className} on another node, take "
                + "spec.volumeName out of the claim's manifest if it is there, and run this again";
    }

    private bool IsFree(JsonElement volume, string className) =>
        string.Equals(volume.TextAt("spec", "storageClassName"), className, StringComparison.Ordinal)
        && volume.TextAt("status", "phase") is "Available"
        && volume.At("spec", "claimRef") is var kept
        && (kept.ValueKind != JsonValueKind.Object
            || (string.Equals(kept.TextAt("namespace"), ns, StringComparison.Ordinal) && string.Equals(kept.TextAt("name"), name, StringComparison.Ordinal)))
        && !(volume.At("spec", "nodeAffinity") is { ValueKind: JsonValueKind.Object } affinity
            && affinity.GetRawText().Contains($"\"{node}\"", StringComparison.Ordinal));
}
