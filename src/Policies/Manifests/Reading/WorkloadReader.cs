using System.Globalization;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class WorkloadReader
{
    public static Workload Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var (template, pointer) = Template(root, spec, reference.Kind);
        var templates = Templates(spec, reference.Kind);
        var podSpec = template.Field("spec"u8);
        return new Workload
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Replicas = Replicas(spec, reference.Kind),
            FirstOrdinal = spec.Field("ordinals"u8).Field("start"u8) is { ValueKind: JsonValueKind.Number } start && start.TryGetInt32(out var first) ? first : 0,
            Rollout = RolloutOf(spec, reference.Kind),
            ClaimTemplates = templates,
            Pod = new PodTemplate
            {
                Metadata = reference.Kind is "Pod" ? metadata : MetadataReader.Read(template.Field("metadata"u8)),
                Containers = ContainerReader.ReadAll(podSpec),
                Volumes = Volumes(podSpec, pointer, templates),
                RunsToAnEnd = podSpec.Text("restartPolicy"u8) is "OnFailure" or "Never",
            },
        };
    }

    private static (JsonElement Template, string Pointer) Template(JsonElement root, JsonElement spec, string kind) => kind switch
    {
        "Pod" => (root, "/spec"),
        "CronJob" => (spec.Field("jobTemplate"u8).Field("spec"u8).Field("template"u8), "/spec/jobTemplate/spec/template/spec"),
        _ => (spec.Field("template"u8), "/spec/template/spec"),
    };

    private static int Replicas(JsonElement spec, string kind)
    {
        var field = kind switch
        {
            "Deployment" or "ReplicaSet" or "StatefulSet" or "ReplicationController" => spec.Field("replicas"u8),
            "Job" => spec.Field("parallelism"u8),
            "CronJob" => spec.Field("jobTemplate"u8).Field("spec"u8).Field("parallelism"u8),
            _ => default,
        };
        return field.AsWhole() ?? 1;
    }

    private static Rollout RolloutOf(JsonElement spec, string kind)
    {
        switch (kind)
        {
            case "Deployment":
                var strategy = spec.Field("strategy"u8);
                return strategy.Text("type"u8) is "Recreate" || strategy.Field("rollingUpdate"u8).Text("maxSurge"u8) is "0" or "0%"
                    ? Rollout.OneAfterAnother
                    : Rollout.Overlapping;
            case "DaemonSet":
                return spec.Field("updateStrategy"u8).Field("rollingUpdate"u8).Text("maxSurge"u8) is "" or "0" or "0%" ? Rollout.OneAfterAnother : Rollout.Overlapping;
            case "StatefulSet":
                return Rollout.OneAfterAnother;
            default:
                return Rollout.None;
        }
    }

    private static List<ClaimTemplate> Templates(JsonElement spec, string kind)
    {
        var templates = new List<ClaimTemplate>();
        if (kind is "StatefulSet")
        {
            foreach (var template in spec.Items("volumeClaimTemplates"u8))
            {
                var pointer = string.Create(CultureInfo.InvariantCulture, $"/spec/volumeClaimTemplates/{templates.Count}");
                templates.Add(ClaimReader.Template(template, pointer, template.Field("metadata"u8).Text("name"u8)));
            }
        }

        return templates;
    }

    /// <summary>The pod's volumes; a claim template takes the place of a volume of the same name, as the StatefulSet controller does it.</summary>
    private static List<PodVolume> Volumes(JsonElement podSpec, string podPointer, List<ClaimTemplate> templates)
    {
        var volumes = new List<PodVolume>();
        var replaced = templates.Count == 0 ? null : templates.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in podSpec.Items("volumes"u8))
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"{podPointer}/volumes/{index++}");
            var name = volume.Text("name"u8);
            if (volume.ValueKind == JsonValueKind.Object && replaced?.Contains(name) != true)
            {
                volumes.Add(new PodVolume(name, VolumeSourceReader.Read(volume, pointer, name), pointer));
            }
        }

        foreach (var template in templates)
        {
            volumes.Add(new PodVolume(template.Name, new VolumeSource.ByTemplate(template), template.Pointer));
        }

        return volumes;
    }
}
