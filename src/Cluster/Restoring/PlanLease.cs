using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>The Lease of something that one at a time may change: whoever holds it may, and the plan of what is under way is written on it.</summary>
internal sealed class PlanLease
{
    /// <summary>Where Kubernetes keeps the Leases of nodes.</summary>
    private const string OfNodes = "kube-node-lease";

    private const int Longest = 100;

    private readonly ApiServer _server;
    private readonly Action<Utf8JsonWriter> _owner;

    private PlanLease(ApiServer server, string ns, string name, Action<Utf8JsonWriter> owner) =>
        (_server, Namespace, Name, _owner) = (server, ns, name, owner);

    /// <summary>Where it is.</summary>
    public string Namespace { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    private string Path => $"apis/coordination.k8s.io/v1/namespaces/{Namespace}/leases/{Name}";

    /// <summary>That of a claim, which goes with the claim; a claim made again has another.</summary>
    public static PlanLease OfClaim(ApiServer server, string ns, string claim, string uid) =>
        new(server, ns, $"hs-restore-{Short(claim)}-{ShortHash.Spelled(uid)}", json =>
        {
            json.WriteStartArray("ownerReferences"u8);
            json.WriteStartObject();
            json.WriteString("apiVersion"u8, "v1"u8);
            json.WriteString("kind"u8, "PersistentVolumeClaim"u8);
            json.WriteString("name"u8, claim);
            json.WriteString("uid"u8, uid);
            json.WriteEndObject();
            json.WriteEndArray();
        });

    /// <summary>That of a node, which stays when claims and the node itself are deleted.</summary>
    public static PlanLease OfNode(ApiServer server, string node) =>
        new(server, OfNodes, $"hs-recover-{Short(node)}-{ShortHash.Spelled(node)}", _ => { });

    /// <summary>That of the move of a claim, by its name: the claim goes and comes back on the way.</summary>
    public static PlanLease OfMove(ApiServer server, string ns, string claim) =>
        new(server, ns, $"hs-move-{Short(claim)}-{ShortHash.Spelled($"{ns}/{claim}")}", _ => { });

    /// <summary>
    /// What is in the way of somebody who holds another Lease about the same claim: whoever holds this one, or the plan that was left on it; null where nothing
    /// is. Each of two takes its own before it looks at the other's, so that one of them sees the other.
    /// </summary>
    /// <param name="identity">Who asks.</param>
    /// <param name="busy">What its holder does, as the end of a sentence that begins with who that is.</param>
    /// <param name="left">What to do about a plan that was left.</param>
    /// <param name="pace">How long it is held.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<RestoreEnd?> Other(string identity, string busy, string left, LeasePace pace, TimeProvider time, CancellationToken stop)
    {
        var (holder, plan, complaint) = await Look(stop);
        if (holder.Length > 0 && plan.Length == 0)
        {
            // Whoever died before there was a plan is waited for until it runs out.
            if (!await new Leadership(_server, Namespace, Name, identity, pace, time, NullLogger.Instance).RunOnce(_ => Task.CompletedTask, stop))
            {
                return await WhyNot(busy, stop);
            }

            (_, plan, complaint) = await Look(stop);
        }

        return complaint.Length > 0 ? new RestoreEnd.Lost(complaint) : plan.Length > 0 ? new RestoreEnd.Refused(left) : null;
    }

    /// <summary>Who holds it, and the plan as a text; both empty where there is none. A complaint where it cannot be read.</summary>
    public async Task<(string Holder, string Plan, string Complaint)> Look(CancellationToken stop)
    {
        var answer = await _server.Get(Path, stop);
        if (answer is not ApiAnswer.Done done)
        {
            var complaint = answer is ApiAnswer.Refused { IsMissing: true } ? string.Empty : $"Lease {Namespace}/{Name}: {answer.Complaint}";
            return (string.Empty, string.Empty, complaint);
        }

        using (done)
        {
            return (
                LeaseState.Read(done.Body.RootElement).Holder,
                done.Body.RootElement.TextAt("metadata", "annotations", Annotation.RestorePlan),
                string.Empty);
        }
    }

    /// <summary>Does something as the only one who has it, once whoever had it before has it no longer; else says why not.</summary>
    /// <param name="identity">Who does it.</param>
    /// <param name="busy">What its holder does, as the end of a sentence that begins with who that is.</param>
    /// <param name="pace">How long it is held.</param>
    /// <param name="time">The clock.</param>
    /// <param name="work">Does it.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<RestoreEnd> Alone(
        string identity,
        string busy,
        LeasePace pace,
        TimeProvider time,
        Func<CancellationToken, Task<RestoreEnd>> work,
        CancellationToken stop)
    {
        RestoreEnd? end = null;
        var isAlone = await new Leadership(_server, Namespace, Name, identity, pace, time, NullLogger.Instance)
            .RunOnce(async held => end = await work(held), stop);
        return end ?? (isAlone
            ? new RestoreEnd.Lost($"the Lease {Namespace}/{Name} was taken by somebody else; run this again to go on")
            : await WhyNot(busy, stop));
    }

    /// <summary>Writes a plan down, or takes it away when it has ended; a complaint when that failed.</summary>
    public async Task<string> Write(string? plan, CancellationToken stop)
    {
        var answer = await _server.Merge(
            Path,
            Body.Of(json =>
            {
                json.WriteStartObject("metadata"u8);
                json.WriteStartObject("labels"u8);
                json.WriteString(JobLabels.ManagedBy, JobLabels.Manager);
                json.WriteEndObject();
                _owner(json);
                json.WriteStartObject("annotations"u8);
                json.WriteString(Annotation.RestorePlan, plan);
                json.WriteEndObject();
                json.WriteEndObject();
            }),
            stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done ? string.Empty : $"Lease {Namespace}/{Name}: {answer.Complaint}";
    }

    /// <summary>Why it cannot be taken, after somebody tried.</summary>
    /// <param name="busy">What its holder does, as the end of a sentence that begins with who that is.</param>
    /// <param name="stop">Cancels.</param>
    private async Task<RestoreEnd> WhyNot(string busy, CancellationToken stop)
    {
        var (holder, _, complaint) = await Look(stop);
        return holder.Length > 0
            ? new RestoreEnd.Refused($"{holder} {busy}: wait until that has ended")
            : new RestoreEnd.Lost(complaint.Length > 0 ? complaint : $"the Lease {Namespace}/{Name} cannot be taken: 'kubectl auth can-i create "
                + $"leases -n {Namespace}' says whether that is a right that is missing");
    }

    private static string Short(string name) => name.Length > Longest ? name[..Longest].TrimEnd('-', '.') : name;
}
