using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// The workloads and claims that the app-template of bjw-s makes of its values, and any chart whose values have its shape: controllers,
/// containers, persistence. Source: charts/library/common/templates of https://github.com/bjw-s-labs/helm-charts, tags common-2.0.3 to 4.1.1.
/// </summary>
internal static class AppTemplate
{
    /// <summary>Whether values have the shape of the chart from version 2 on.</summary>
    public static bool HasShape(JsonElement values) =>
        values.Field("controllers"u8) is { ValueKind: JsonValueKind.Object } controllers
            && controllers.EnumerateObject().Any(c => c.Value.Field("containers"u8).ValueKind == JsonValueKind.Object);

    /// <summary>The objects the release will make.</summary>
    public static IEnumerable<ManifestReading> Read(JsonElement values, Release release)
    {
        var names = new AppTemplateNames(values, release);
        var persistence = AppTemplateVolumes.Read(values.Field("persistence"u8), release, names);
        foreach (var configMap in AppTemplateConfigMaps.Read(values, release, names))
        {
            yield return new ManifestReading.Understood(configMap);
        }

        foreach (var raw in AppTemplateRaw.Read(values, release, names))
        {
            yield return raw;
        }

        foreach (var claim in persistence.Claims)
        {
            yield return new ManifestReading.Understood(claim);
        }

        var running = Entries(values.Field("controllers"u8));
        foreach (var controller in running)
        {
            yield return new ManifestReading.Understood(Workload(controller, values, release, names, persistence, running.Length));
        }
    }

    /// <summary>The entries of a map that are maps and not switched off.</summary>
    public static JsonProperty[] Entries(JsonElement map) =>
        map.ValueKind == JsonValueKind.Object ? [.. map.EnumerateObject().Where(e => e.Value.ValueKind == JsonValueKind.Object && !IsOff(e.Value))] : [];

    /// <summary>Whether an entry is switched off.</summary>
    public static bool IsOff(JsonElement entry) => entry.Field("enabled"u8).ValueKind == JsonValueKind.False;

    /// <summary>The kind a word for a controller stands for.</summary>
    public static (string ApiVersion, string Kind) Kind(string type) => type switch
    {
        "statefulset" => ("apps/v1", "StatefulSet"),
        "daemonset" => ("apps/v1", "DaemonSet"),
        "cronjob" => ("batch/v1", "CronJob"),
        "job" => ("batch/v1", "Job"),
        _ => ("apps/v1", "Deployment"),
    };

    /// <summary>How many pods a controller asks for.</summary>
    public static int Replicas(JsonElement controller, string kind) =>
        (kind is "Deployment" or "StatefulSet" ? controller.Field("replicas"u8).AsWhole() : null) ?? 1;

    /// <summary>The chart's own default for a Deployment is Recreate.</summary>
    public static Rollout RolloutOf(JsonElement controller, string kind) => kind switch
    {
        "Deployment" =>
            controller.Text("strategy"u8) is "RollingUpdate" && controller.Field("rollingUpdate"u8).Text("surge"u8) is not ("0" or "0%")
                ? Rollout.Overlapping
                : Rollout.OneAfterAnother,
        "StatefulSet" or "DaemonSet" => Rollout.OneAfterAnother,
        _ => Rollout.None,
    };

    /// <summary>When a CronJob runs; the chart's own default is every 20 minutes.</summary>
    public static Timetable Times(JsonElement cronJob) => new()
    {
        Schedule = new Recurrence(cronJob.Text("schedule"u8) is { Length: > 0 } schedule ? schedule : "*/20 * * * *"),
        IsSuspended = cronJob.IsTrue("suspend"u8),
    };

    private static Workload Workload(
        JsonProperty controller,
        JsonElement values,
        Release release,
        AppTemplateNames names,
        AppTemplateVolumes persistence,
        int count)
    {
        var pointer = $"{release.Pointer}/controllers/{JsonPointer.Escape(controller.Name)}";
        var (apiVersion, kind) = Kind(controller.Value.Text("type"u8));
        var name = names.OfController(controller.Name, controller.Value, count);
        var templates = AppTemplateVolumes.Templates(controller, pointer, name);
        var pod = AppTemplatePod.Of(values, controller.Name, controller.Value, release);
        return new Workload
        {
            Reference = new ObjectReference(apiVersion, kind, release.Namespace, name),
            Metadata = MetadataReader.Read(controller.Value),
            Source = new ManifestSource.Text(release.Map),
            Origin = new Origin(release.Reference, pointer),
            Replicas = Replicas(controller.Value, kind),
            Rollout = RolloutOf(controller.Value, kind),
            OneAtATime = $"{JsonPointer.Spell(pointer)}.strategy: Recreate",
            Timetable = kind is "CronJob" ? Times(controller.Value.Field("cronjob"u8)) : null,
            ClaimTemplates = kind is "StatefulSet" ? templates : [],
            Pod = new PodTemplate
            {
                Metadata = pod.Metadata,
                Nodes = NodeNames.OfPod(pod.Place),
                NodeLabels = NodeNames.LabelsOfPod(pod.Place),
                Companions = CompanionshipReader.With(pod.Place),
                Avoids = CompanionshipReader.Without(pod.Place),
                Containers =
                [
                    .. Containers(controller, "initContainers"u8, persistence, release, names, pod, ContainerRole.Init),
                    .. Containers(controller, "containers"u8, persistence, release, names, pod, ContainerRole.Main),
                ],
                Volumes =
                [
                    .. persistence.VolumesOf(controller.Name),
                    .. kind is "StatefulSet" ? templates.Select(t => new PodVolume(t.Name, new VolumeSource.ByTemplate(t), t.Pointer)) : [],
                ],
            },
        };
    }

    private static List<Container> Containers(
        JsonProperty controller,
        ReadOnlySpan<byte> field,
        AppTemplateVolumes persistence,
        Release release,
        AppTemplateNames names,
        AppTemplatePod pod,
        ContainerRole role)
    {
        var containers = new List<Container>();
        foreach (var container in Entries(controller.Value.Field(field)))
        {
            var value = AppTemplatePod.WithDefaults(controller.Value, container.Value, role);
            var own = role == ContainerRole.Init && value.Text("restartPolicy"u8) is "Always" ? ContainerRole.Sidecar : role;
            containers.Add(AppTemplateContainer.Read(container.Name, value, release, names, own) with
            {
                User = ContainerReader.User(value.Field("securityContext"u8), pod.User),
                Mounts = persistence.Mounts(controller, container.Name),
            });
        }

        return containers;
    }
}
