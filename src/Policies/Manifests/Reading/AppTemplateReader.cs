using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Reads a HelmRelease of the bjw-s app-template (any chart whose values have its shape: controllers, containers, persistence) as the
/// workloads and claims it will become. Source of the shape: https://bjw-s-labs.github.io/helm-charts/docs/common-library/
/// </summary>
internal static class AppTemplateReader
{
    /// <summary>The objects the release will make; none when its values have another shape.</summary>
    public static IEnumerable<Manifest> Read(JsonElement root, ObjectReference reference, SourceMap map)
    {
        var spec = root.Field("spec"u8);
        var values = spec.Field("values"u8);
        var controllers = values.Field("controllers"u8);
        if (controllers.ValueKind != JsonValueKind.Object || !controllers.EnumerateObject().Any(c => c.Value.Field("containers"u8).ValueKind == JsonValueKind.Object))
        {
            yield break;
        }

        var ns = spec.Text("targetNamespace"u8) is { Length: > 0 } target ? target : reference.Namespace;
        var release = new Release(reference, map, ns, spec.Text("releaseName"u8) is { Length: > 0 } name ? name : reference.Name);
        var persistence = AppTemplateVolumes.Read(values.Field("persistence"u8), release);
        foreach (var claim in persistence.Claims)
        {
            yield return claim;
        }

        var running = controllers.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.Object && !IsOff(c.Value)).ToArray();
        foreach (var controller in running)
        {
            yield return Workload(controller, release, persistence, isOnly: running.Length == 1);
        }
    }

    /// <summary>Whether an entry is switched off.</summary>
    public static bool IsOff(JsonElement entry) => entry.Field("enabled"u8).ValueKind == JsonValueKind.False;

    private static Workload Workload(JsonProperty controller, Release release, AppTemplateVolumes persistence, bool isOnly)
    {
        var pointer = $"/spec/values/controllers/{JsonPointer.Escape(controller.Name)}";
        var (apiVersion, kind) = Kind(controller.Value.Text("type"u8));
        var name = isOnly ? release.Name : $"{release.Name}-{controller.Name}";
        var templates = persistence.Templates(controller, pointer, name);
        var containers = new List<Container>();
        containers.AddRange(Containers(controller, "initContainers"u8, persistence, release, ContainerRole.Init));
        containers.AddRange(Containers(controller, "containers"u8, persistence, release, ContainerRole.Main));
        return new Workload
        {
            Reference = new ObjectReference(apiVersion, kind, release.Namespace, name),
            Metadata = MetadataReader.Read(controller.Value),
            Source = new ManifestSource.Text(release.Map),
            Origin = new Origin(release.Reference, pointer),
            Replicas = Replicas(controller.Value, kind),
            Rollout = RolloutOf(controller.Value, kind),
            OneAtATime = $"{JsonPointer.Spell(pointer)}.strategy: Recreate",
            ClaimTemplates = templates,
            Pod = new PodTemplate
            {
                Metadata = MetadataReader.Read(controller.Value.Field("pod"u8)),
                Containers = containers,
                Volumes = [.. persistence.Volumes, .. templates.Select(t => new PodVolume(t.Name, new VolumeSource.ByTemplate(t), t.Pointer))],
            },
        };
    }

    private static (string ApiVersion, string Kind) Kind(string type) => type switch
    {
        "statefulset" => ("apps/v1", "StatefulSet"),
        "daemonset" => ("apps/v1", "DaemonSet"),
        "cronjob" => ("batch/v1", "CronJob"),
        "job" => ("batch/v1", "Job"),
        _ => ("apps/v1", "Deployment"),
    };

    private static int Replicas(JsonElement controller, string kind) =>
        (kind is "Deployment" or "StatefulSet" ? controller.Field("replicas"u8).AsWhole() : null) ?? 1;

    /// <summary>The chart's own default for a Deployment is Recreate.</summary>
    private static Rollout RolloutOf(JsonElement controller, string kind) => kind switch
    {
        "Deployment" => controller.Text("strategy"u8) is "RollingUpdate" && controller.Field("rollingUpdate"u8).Text("surge"u8) is not ("0" or "0%") ? Rollout.Overlapping : Rollout.OneAfterAnother,
        "StatefulSet" or "DaemonSet" => Rollout.OneAfterAnother,
        _ => Rollout.None,
    };

    private static List<Container> Containers(JsonProperty controller, ReadOnlySpan<byte> field, AppTemplateVolumes persistence, Release release, ContainerRole role)
    {
        var containers = new List<Container>();
        if (controller.Value.Field(field) is { ValueKind: JsonValueKind.Object } all)
        {
            foreach (var container in all.EnumerateObject())
            {
                if (container.Value.ValueKind == JsonValueKind.Object && !IsOff(container.Value))
                {
                    var own = role == ContainerRole.Init && container.Value.Text("restartPolicy"u8) is "Always" ? ContainerRole.Sidecar : role;
                    containers.Add(AppTemplateContainer.Read(container, release, own) with { Mounts = persistence.Mounts(controller.Name, container.Name) });
                }
            }
        }

        return containers;
    }
}
