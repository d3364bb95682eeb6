using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Events;

/// <summary>The Kustomization or HelmRelease by which Flux applies an object, as its labels say.</summary>
internal sealed record FluxOwner(ObjectReference Reference, string Plural)
{
    public static FluxOwner? Of(Manifest manifest) =>
        Of(manifest, "kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations")
            ?? Of(manifest, "helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases");

    /// <summary>The owner as an event's target.</summary>
    public async Task<Search> Find(ApiServer server, CancellationToken stop)
    {
        switch (await server.Get($"apis/{Reference.ApiVersion}/namespaces/{Reference.Namespace}/{Plural}/{Reference.Name}", stop))
        {
            case ApiAnswer.Done done:
                using (done)
                {
                    return new Search.Found(new EventTarget(Reference, done.Body.RootElement.TextAt("metadata", "uid")));
                }

            case ApiAnswer.Refused { Status: 403 or 404 }:
                return new Search.Missing();
            default:
                return new Search.Unsure();
        }
    }

    private static FluxOwner? Of(Manifest manifest, string group, string version, string kind, string plural) =>
        manifest.Metadata.Labels.TryGetValue($"{group}/name", out var name) && manifest.Metadata.Labels.TryGetValue($"{group}/namespace", out var ns)
            ? new FluxOwner(new ObjectReference($"{group}/{version}", kind, ns, name), plural)
            : null;

    /// <summary>What came of looking for the owner.</summary>
    internal abstract record Search
    {
        private Search()
        {
        }

        /// <summary>It is there.</summary>
        public sealed record Found(EventTarget Target) : Search;

        /// <summary>It is not there, or not ours to see.</summary>
        public sealed record Missing : Search;

        /// <summary>Nobody could be asked.</summary>
        public sealed record Unsure : Search;
    }
}
