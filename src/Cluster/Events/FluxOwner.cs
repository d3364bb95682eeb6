using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Cluster.Events;

/// <summary>The Kustomization or HelmRelease by which Flux applies an object, as its labels say.</summary>
internal sealed record FluxOwner(ObjectReference Reference, string Plural)
{
    public static FluxOwner? Of(Manifest manifest) => All(manifest).FirstOrDefault();

    /// <summary>Both, where a manifest carries the labels of both.</summary>
    public static IEnumerable<FluxOwner> All(Manifest manifest) =>
        new[] { Of(manifest, ManifestKinds.FluxKustomization), Of(manifest, ManifestKinds.HelmRelease) }.OfType<FluxOwner>();

    /// <summary>Its address.</summary>
    public string Path => $"apis/{Reference.ApiVersion}/namespaces/{Reference.Namespace}/{Plural}/{Reference.Name}";

    /// <summary>The owner as an event's target.</summary>
    public async Task<Search> Find(ApiServer server, CancellationToken stop)
    {
        switch (await server.Get(Path, stop))
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

    private static FluxOwner? Of(Manifest manifest, ManifestKind kind) =>
        manifest.Metadata.Labels.TryGetValue($"{kind.Group}/name", out var name) && manifest.Metadata.Labels.TryGetValue($"{kind.Group}/namespace", out var ns)
            ? new FluxOwner(kind.Named(ns, name), kind.Plural)
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
