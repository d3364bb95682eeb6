using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Cluster.Reading;

/// <summary>Reads a cluster once, for an audit.</summary>
public static class ClusterReader
{
    /// <summary>The name of the webhook's two configurations.</summary>
    public const string ConfigurationName = "homelab-storage";

    /// <summary>Reads every resource that the inventory follows, all at once.</summary>
    /// <param name="server">The API server.</param>
    /// <param name="ns">The namespace to read; empty for all.</param>
    /// <param name="done">Called after each resource, from any thread.</param>
    /// <param name="stop">Ends it.</param>
    public static Task<ClusterReading> Read(ApiServer server, string ns, Action done, CancellationToken stop) =>
        Read(server, WatchedResource.All, ns, done, stop);

    /// <summary>Reads some resources, all at once.</summary>
    /// <param name="server">The API server.</param>
    /// <param name="resources">What is read.</param>
    /// <param name="ns">The namespace to read; empty for all.</param>
    /// <param name="done">Called after each resource, from any thread.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<ClusterReading> Read(
        ApiServer server,
        IReadOnlyList<WatchedResource> resources,
        string ns,
        Action done,
        CancellationToken stop)
    {
        var pace = new Pace();
        var lists = await Task.WhenAll(resources.Select(async resource =>
        {
            var list = await List(server, resource, ns, pace, stop);
            done();
            return (resource, list);
        }));
        if (lists.FirstOrDefault(l => IsServedByAll(l.resource.Kind, ns) && IsMissing(l.list)).resource is { } core)
        {
            var address = server.Address.ToString().TrimEnd('/');
            return new ClusterReading.Failed($"{address} is not a Kubernetes API server: it answers 404 to /{core.Path(Within(core.Kind, ns))}");
        }

        var manifests = new List<Manifest>();
        var unreadable = new List<ManifestReading.Unreadable>();
        var unseen = new List<string>();
        foreach (var (resource, list) in lists)
        {
            switch (list)
            {
                case Listing.Outcome.All all:
                    manifests.AddRange(all.Objects.Select(o => o.Manifest).Where(m => m is not Workload { IsOwned: true }));
                    unreadable.AddRange(all.Unreadable);
                    break;
                case Listing.Outcome.Nothing when IsMissing(list) && ns.Length > 0 && resource.Kind == ManifestKinds.Namespace:
                    return new ClusterReading.Failed($"there is no namespace '{ns}'");
                case Listing.Outcome.Nothing when IsMissing(list):
                    break;
                case Listing.Outcome.Nothing nothing when resource.Kind.IsExtra
                    || (IsEverywhere(resource.Kind) && nothing.Answer is ApiAnswer.Refused { Status: 403 }):
                    unseen.Add($"cannot tell what depends on {resource}: {nothing.Answer.Complaint}");
                    manifests.AddRange(Observed.Unseen(resource).Select(o => o.Manifest));
                    break;
                case Listing.Outcome.Nothing { Answer: ApiAnswer.Refused { Status: 403 } refused } when ns.Length == 0:
                    return new ClusterReading.Failed($"cannot list {resource}: {refused.Complaint}; with rights in one namespace name it: -n NAMESPACE");
                case Listing.Outcome.Nothing nothing:
                    return new ClusterReading.Failed($"cannot list {resource}: {nothing.Answer.Complaint}");
            }
        }

        return new ClusterReading.Whole(manifests, unseen, await GuardedSince(server, stop)) { Unreadable = unreadable };
    }

    /// <summary>
    /// One namespace is asked for by its name, and what reaches other namespaces in it alone where all of it may not be seen: rights in one namespace
    /// cover that.
    /// </summary>
    private static async Task<Listing.Outcome> List(ApiServer server, WatchedResource resource, string ns, Pace pace, CancellationToken stop)
    {
        if (ns.Length > 0 && resource.Kind == ManifestKinds.Namespace)
        {
            return await Listing.One(server, resource, ns, stop);
        }

        var list = await Listing.Of(server, resource, Within(resource.Kind, ns), pace.PageSize, stop);
        return ns.Length > 0 && resource.Kind.ReachesOtherNamespaces && list is Listing.Outcome.Nothing { Answer: ApiAnswer.Refused { Status: 403 } }
            ? await Listing.Of(server, resource, ns, pace.PageSize, stop)
            : list;
    }

    private static string Within(ManifestKind kind, string ns) => IsEverywhere(kind) ? string.Empty : ns;

    /// <summary>
    /// Whether every API server lists a kind: one of a group may be switched off or not installed, and a namespace that is asked for by its name may be
    /// missing.
    /// </summary>
    private static bool IsServedByAll(ManifestKind kind, string ns) => kind.Group.Length == 0 && (ns.Length == 0 || kind != ManifestKinds.Namespace);

    private static bool IsMissing(Listing.Outcome list) => list is Listing.Outcome.Nothing { Answer: ApiAnswer.Refused { IsMissing: true } };

    private static bool IsEverywhere(ManifestKind kind) => !kind.IsNamespaced || kind.ReachesOtherNamespaces;

    private static async Task<DateTimeOffset?> GuardedSince(ApiServer server, CancellationToken stop)
    {
        if (await server.Get($"apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/{ConfigurationName}", stop) is not ApiAnswer.Done done)
        {
            return null;
        }

        using (done)
        {
            return done.Body.RootElement.TryGetProperty("metadata"u8, out var metadata)
                && metadata.ValueKind == JsonValueKind.Object
                && metadata.TryGetProperty("creationTimestamp"u8, out var made)
                && made.ValueKind == JsonValueKind.String
                && made.TryGetDateTimeOffset(out var since)
                ? since
                : null;
        }
    }
}
