using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>The Lease of a claim: whoever holds it may write the claim's volume, and the plan of what is under way is written on it.</summary>
internal sealed class ClaimLease(ApiServer server, string ns, string claim, string uid)
{
    private string Path => $"apis/coordination.k8s.io/v1/namespaces/{ns}/leases/{Name}";

    /// <summary>Its name; a claim made anew has another.</summary>
    public string Name => $"hs-restore-{(claim.Length > 100 ? claim[..100].TrimEnd('-', '.') : claim)}-{ShortHash.Spelled(uid)}";

    /// <summary>Who holds it, and the plan; both empty where there is none. A complaint where it cannot be read.</summary>
    public async Task<(string Holder, RestorePlan? Plan, string Complaint)> Look(CancellationToken stop)
    {
        var answer = await server.Get(Path, stop);
        if (answer is not ApiAnswer.Done done)
        {
            return (string.Empty, null, answer is ApiAnswer.Refused { IsMissing: true } ? string.Empty : $"Lease {ns}/{Name}: {answer.Complaint}");
        }

        using (done)
        {
            return (
                LeaseState.Read(done.Body.RootElement).Holder,
                RestorePlan.Read(done.Body.RootElement.TextAt("metadata", "annotations", Annotation.RestorePlan)),
                string.Empty);
        }
    }

    /// <summary>Writes the plan down, or takes it away when it has ended; a complaint when that failed.</summary>
    public async Task<string> Write(RestorePlan? plan, CancellationToken stop)
    {
        var answer = await server.Merge(
            Path,
            Body.Of(json =>
            {
                json.WriteStartObject("metadata"u8);
                json.WriteStartObject("labels"u8);
                json.WriteString(JobLabels.ManagedBy, JobLabels.Manager);
                json.WriteEndObject();
                json.WriteStartArray("ownerReferences"u8);
                json.WriteStartObject();
                json.WriteString("apiVersion"u8, "v1"u8);
                json.WriteString("kind"u8, "PersistentVolumeClaim"u8);
                json.WriteString("name"u8, claim);
                json.WriteString("uid"u8, uid);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteStartObject("annotations"u8);
                json.WriteString(Annotation.RestorePlan, plan?.Write());
                json.WriteEndObject();
                json.WriteEndObject();
            }),
            stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done ? string.Empty : $"Lease {ns}/{Name}: {answer.Complaint}";
    }
}
