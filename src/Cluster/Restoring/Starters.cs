using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>Whoever would start a workload again that was scaled down: what applies it, and what scales it.</summary>
internal sealed class Starters(ApiServer server)
{
    /// <summary>What to do by hand about those that are found, each a command.</summary>
    public List<string> ByHand { get; } = [];

    /// <summary>What has to rest.</summary>
    public List<Pause> Pauses { get; } = [];

    /// <summary>What a reader should know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>What cannot be made to rest; empty where nothing is.</summary>
    public string Obstacle { get; private set; } = string.Empty;

    /// <summary>Finds those of a workload.</summary>
    public async Task Find(Workload workload, CancellationToken stop)
    {
        await FindAppliers(workload, stop);
        await FindScalers(workload, stop);
    }

    /// <summary>Finds what scales a workload. One that is at no replicas may be so because of that, and until somebody calls.</summary>
    public async Task FindScalers(Workload workload, CancellationToken stop)
    {
        await FindKeda(workload, stop);
        await FindAutoscalers(workload, stop);
    }

    /// <summary>Finds what applies an object.</summary>
    public async Task FindAppliers(Manifest manifest, CancellationToken stop)
    {
        foreach (var owner in FluxOwner.All(manifest))
        {
            await FindFlux(owner, stop);
        }

        await FindArgo(manifest, stop);
    }

    private async Task FindFlux(FluxOwner owner, CancellationToken stop)
    {
        var answer = await server.Get(owner.Path, stop);
        if (answer is not ApiAnswer.Done done)
        {
            Unseen(owner.Reference.ToString(), answer);
            return;
        }

        using (done)
        {
            var what = owner.Reference.Kind is "HelmRelease" ? "helmrelease" : "kustomization";
            Add(
                new Pause(PauseWay.Suspend, owner.Path, done.Body.RootElement.TextAt("metadata", "uid"), owner.Reference.ToString()),
                done.Body.RootElement,
                $"flux suspend {what} {owner.Reference.Name} -n {owner.Reference.Namespace}");
        }
    }

    /// <summary>The Application of Argo CD. Only one that syncs by itself starts anything.</summary>
    private async Task FindArgo(Manifest manifest, CancellationToken stop)
    {
        var owner = new ArgoOwner(manifest);
        var (found, instead) = await owner.Find(server, stop);
        if (instead is not null && owner.IsTracked)
        {
            Unseen($"Application {owner.Name}", instead);
        }

        foreach (var application in found)
        {
            if (application.At("spec", "syncPolicy", "automated") is { ValueKind: JsonValueKind.Object } automated
                && automated.At("enabled").ValueKind != JsonValueKind.False)
            {
                var (ns, own) = (application.TextAt("metadata", "namespace"), application.TextAt("metadata", "name"));
                Add(
                    new Pause(
                        PauseWay.Sync,
                        $"apis/argoproj.io/v1alpha1/namespaces/{ns}/applications/{own}",
                        application.TextAt("metadata", "uid"),
                        $"Application {ns}/{own}"),
                    application,
                    $$$$"""kubectl -n {{{{ns}}}} patch application {{{{own}}}} --type merge -p '{"spec":{"syncPolicy":{"automated":null}}}'""");
            }
        }
    }

    private async Task FindKeda(Workload workload, CancellationToken stop)
    {
        var path = $"apis/keda.sh/v1alpha1/namespaces/{workload.Namespace}/scaledobjects";
        var (found, _) = await ObjectList.Of(server, path, string.Empty, stop);
        foreach (var scaler in (found ?? []).Where(s => IsTarget(s.At("spec", "scaleTargetRef"), workload)))
        {
            var name = scaler.TextAt("metadata", "name");
            var pause = new Pause(PauseWay.Scaler, $"{path}/{name}", scaler.TextAt("metadata", "uid"), $"ScaledObject {workload.Namespace}/{name}");
            if (!pause.IsResting(scaler))
            {
                Pauses.Add(pause);
            }
        }
    }

    /// <summary>One that may not scale to nothing rests by itself while its target is at no replicas.</summary>
    private async Task FindAutoscalers(Workload workload, CancellationToken stop)
    {
        var path = $"apis/autoscaling/v1/namespaces/{workload.Namespace}/horizontalpodautoscalers";
        var (found, _) = await ObjectList.Of(server, path, string.Empty, stop);
        foreach (var scaler in (found ?? []).Where(s => IsTarget(s.At("spec", "scaleTargetRef"), workload)))
        {
            var name = $"HorizontalPodAutoscaler {workload.Namespace}/{scaler.TextAt("metadata", "name")}";
            if (scaler.At("spec", "minReplicas") is { ValueKind: JsonValueKind.Number } least && least.GetInt32() == 0)
            {
                Obstacle = $"{name} may scale {workload.Reference} up from 0 by itself (minReplicas: 0): set minReplicas to 1, and run this again";
            }
            else
            {
                Notes.Add($"{name} rests by itself while {workload.Reference} is at 0 replicas");
            }
        }
    }

    private static bool IsTarget(JsonElement target, Workload workload) =>
        string.Equals(target.TextAt("name"), workload.Name, StringComparison.Ordinal)
        && (target.TextAt("kind") is { Length: > 0 } kind ? string.Equals(kind, workload.Reference.Kind, StringComparison.Ordinal)
            : workload.Reference.Kind is "Deployment");

    private void Add(Pause pause, JsonElement root, string byHand)
    {
        if (!pause.IsResting(root) && !Pauses.Contains(pause))
        {
            Pauses.Add(pause);
            ByHand.Add(byHand);
        }
    }

    private void Unseen(string what, ApiAnswer answer)
    {
        if (answer is not ApiAnswer.Refused { IsMissing: true })
        {
            Notes.Add($"whether {what} is suspended cannot be told ({answer.Complaint}); if it starts the app again, the restore ends and says so");
        }
    }
}
