using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Reading;

/// <summary>A claim as somebody wrote its name.</summary>
public static class NamedClaim
{
    private const int Most = 20;

    private static readonly WatchedResource Claims = WatchedResource.Of(ManifestKinds.PersistentVolumeClaim);

    /// <summary>That there is no such claim, and which one may be meant; empty where it is there, or where that cannot be told.</summary>
    public static async Task<string> Complaint(ApiServer server, string ns, string name, CancellationToken stop)
    {
        var answer = await server.Get($"{Claims.Path(Uri.EscapeDataString(ns))}/{Uri.EscapeDataString(name)}", stop);
        (answer as IDisposable)?.Dispose();
        if (answer is not ApiAnswer.Refused { IsMissing: true })
        {
            return string.Empty;
        }

        string[] there = [.. (await All(server, ns, stop)).Select(Spell).Order(StringComparer.Ordinal)];
        var near = Spelling.Nearest($"{ns}/{name}", there);
        return $"there is no claim {ns}/{name}" + (near.Length > 0 ? $"; did you mean '{near}'?"
            : there.Length > Most ? "; 'kubectl get pvc -A' lists those that there are"
            : there.Length > 0 ? $". There are: {string.Join(", ", there)}"
            : string.Empty);
    }

    /// <summary>Every claim, or those of the namespace where only they may be listed.</summary>
    private static async Task<IReadOnlyList<JsonElement>> All(ApiServer server, string ns, CancellationToken stop) =>
        (await ObjectList.Of(server, Claims.Path(string.Empty), string.Empty, stop)).Found
        ?? (await ObjectList.Of(server, Claims.Path(Uri.EscapeDataString(ns)), string.Empty, stop)).Found
        ?? [];

    private static string Spell(JsonElement claim) => $"{claim.TextAt("metadata", "namespace")}/{claim.TextAt("metadata", "name")}";
}
