using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>The Application by which Argo CD applies an object, as its own annotation says, or the label that it writes without that.</summary>
internal sealed class ArgoOwner(Manifest manifest)
{
    private const string Instance = "app.kubernetes.io/instance";
    private const string Tracking = "argocd.argoproj.io/tracking-id";

    /// <summary>Whether it is said by an annotation that nothing else writes.</summary>
    public bool IsTracked => Tracked.Length > 0;

    /// <summary>Its name, as Argo CD writes it; empty where nothing says one.</summary>
    public string Name => IsTracked ? Tracked : manifest.Metadata.Labels.GetValueOrDefault(Instance, string.Empty);

    private string Tracked => manifest.Metadata.Annotations.GetValueOrDefault(Tracking, string.Empty).Split(':')[0];

    /// <summary>Those that are meant, in whatever namespace; what the API server said instead where they cannot be listed.</summary>
    public async Task<(IReadOnlyList<JsonElement> Found, ApiAnswer? Instead)> Find(ApiServer server, CancellationToken stop)
    {
        if (Name.Length == 0)
        {
            return ([], null);
        }

        var (found, instead) = await ObjectList.Of(server, "apis/argoproj.io/v1alpha1/applications", string.Empty, stop);
        return found is null ? ([], instead) : ([.. found.Where(IsMeant)], null);
    }

    /// <summary>Argo CD calls an Application outside of its own namespace by both.</summary>
    private bool IsMeant(JsonElement application) =>
        application.TextAt("metadata", "name") is var own
        && (string.Equals(own, Name, StringComparison.Ordinal)
            || string.Equals($"{application.TextAt("metadata", "namespace")}_{own}", Name, StringComparison.Ordinal));
}
