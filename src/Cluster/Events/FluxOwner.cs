using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Events;

/// <summary>The Kustomization or HelmRelease by which Flux applies an object, as its labels say.</summary>
internal sealed record FluxOwner(ObjectReference Reference, string Plural)
{
    public static FluxOwner? Of(Manifest manifest) =>
        Of(manifest, "kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations") ?? Of(manifest, "helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases");

    /// <summary>The owner as an event's target; null when it is not there.</summary>
    public async Task<EventTarget?> Find(ApiServer server, CancellationToken stop)
    {
        if (await server.Get($"apis/{Reference.ApiVersion}/namespaces/{Reference.Namespace}/{Plural}/{Reference.Name}", stop) is not ApiAnswer.Done done)
        {
            return null;
        }

        using (done)
        {
            return new EventTarget(Reference, done.Body.RootElement.TextAt("metadata", "uid"));
        }
    }

    private static FluxOwner? Of(Manifest manifest, string group, string version, string kind, string plural) =>
        manifest.Metadata.Labels.TryGetValue($"{group}/name", out var name) && manifest.Metadata.Labels.TryGetValue($"{group}/namespace", out var ns)
            ? new FluxOwner(new ObjectReference($"{group}/{version}", kind, ns, name), plural)
            : null;
}
