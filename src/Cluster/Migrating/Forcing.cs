using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>
/// What applies a claim and is told to force. A claim's class cannot be changed, so that Flux and Argo CD fail to apply one of another class until Git says
/// it; told to force, they delete and recreate it, without its data.
/// </summary>
internal sealed class Forcing(ApiServer server)
{
    private const string ByFlux = "kustomize.toolkit.fluxcd.io/force";
    private const string ByArgo = "argocd.argoproj.io/sync-options";
    private const string Otherwise = "the claim, without its data, where Git says another class: take that out first, and run this again";

    /// <summary>Options of Argo CD by which it deletes or replaces what it cannot change.</summary>
    private static readonly string[] Options = ["Force=true", "Replace=true"];

    /// <summary>What is told to force, and where that is written; empty where nothing is.</summary>
    public async Task<string> Of(IReadOnlyList<Manifest> applied, CancellationToken stop)
    {
        foreach (var manifest in applied)
        {
            if (Marked(manifest) is { Length: > 0 } marked)
            {
                return marked;
            }
        }

        foreach (var owner in applied.SelectMany(FluxOwner.All).Distinct())
        {
            if (await server.Get(owner.Path, stop) is not ApiAnswer.Done done)
            {
                continue;
            }

            using (done)
            {
                if (Flux(owner, done.Body.RootElement) is { Length: > 0 } told)
                {
                    return told;
                }
            }
        }

        foreach (var owner in applied.Select(m => new ArgoOwner(m)).DistinctBy(o => o.Name, StringComparer.Ordinal))
        {
            foreach (var application in (await owner.Find(server, stop)).Found)
            {
                if (Told(application) is { Length: > 0 } option)
                {
                    return $"Application {application.TextAt("metadata", "namespace")}/{application.TextAt("metadata", "name")} has {option} in "
                        + $"spec.syncPolicy.syncOptions, by which it would delete and recreate {Otherwise}";
                }
            }
        }

        return string.Empty;
    }

    private static string Marked(Manifest manifest)
    {
        if (manifest.Metadata.Annotations.GetValueOrDefault(ByFlux) is "enabled" or "Enabled")
        {
            return $"{manifest.Reference} has annotation {ByFlux}, by which Flux would delete and recreate it, without its data, where Git says another "
                + "class: take that out first, and run this again";
        }

        var option = manifest.Metadata.Annotations.GetValueOrDefault(ByArgo, string.Empty).Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(IsForcing);
        return option is null ? string.Empty
            : $"{manifest.Reference} has {option} in annotation {ByArgo}, by which Argo CD would delete and recreate {Otherwise}";
    }

    private static string Flux(FluxOwner owner, JsonElement root) =>
        root.At("spec", "force").ValueKind == JsonValueKind.True
            ? $"{owner.Reference} has spec.force: true, by which it would delete and recreate {Otherwise}"
        : root.TextAt("spec", "upgrade", "remediation", "strategy") is "uninstall"
            ? $"{owner.Reference} has spec.upgrade.remediation.strategy: uninstall, by which it would uninstall the release, and with it the claim, while its "
                + "values say another class: take that out first, and run this again"
        : string.Empty;

    private static string Told(JsonElement application) =>
        application.At("spec", "syncPolicy", "syncOptions") is { ValueKind: JsonValueKind.Array } options
            ? options.EnumerateArray().Select(o => $"{o}".Trim()).FirstOrDefault(IsForcing) ?? string.Empty
            : string.Empty;

    private static bool IsForcing(string option) => Options.Contains(option, StringComparer.Ordinal);
}
