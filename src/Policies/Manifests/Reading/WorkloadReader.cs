using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads workloads of one shape.</summary>
internal sealed class WorkloadReader(WorkloadShape shape)
{
    /// <summary>Where the first volumes are written; few pods have more.</summary>
    private readonly string[] _places = [.. Enumerable.Range(0, 16).Select(index => Place(shape, index))];

    public Workload Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var template = shape.IsPod ? root : shape.Template(spec);
        var templates = shape.HasClaimTemplates ? Templates(spec, reference.Name) : [];
        var podSpec = template.Field("spec"u8);
        return new Workload
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Replicas = shape.Replicas(spec).AsWhole() ?? 1,
            FirstOrdinal = spec.Field("ordinals"u8).Field("start"u8) is { ValueKind: JsonValueKind.Number } start && start.TryGetInt32(out var first)
                ? first
                : 0,
            Rollout = shape.Rollout(spec),
            OneAtATime = shape.OneAtATime,
            ClaimTemplates = templates,
            Timetable = shape.HasTimetable ? Times(root) : null,
            Past = shape.HasTimetable ? FieldTexts.Of(("last", root.Field("status"u8).Text("lastSuccessfulTime"u8))) : FieldTexts.None,
            Pod = new PodTemplate
            {
                Metadata = shape.IsPod ? metadata : MetadataReader.Read(template.Field("metadata"u8)),
                Containers = ContainerReader.ReadAll(podSpec),
                Volumes = Volumes(podSpec, templates),
                Tolerations = Tolerations(podSpec),
                FsGroup = ContainerReader.Id(podSpec.Field("securityContext"u8).Field("fsGroup"u8)),
                PullSecrets = PullSecrets(podSpec),
                Nodes = NodeNames.OfPod(podSpec),
                NodeLabels = NodeNames.LabelsOfPod(podSpec),
                Companions = CompanionshipReader.With(podSpec),
                Avoids = CompanionshipReader.Without(podSpec),
                RunsToAnEnd = podSpec.Text("restartPolicy"u8) is "OnFailure" or "Never",
            },
        };
    }

    private static string[]? Tolerations(JsonElement podSpec) =>
        podSpec.Field("tolerations"u8) is { ValueKind: JsonValueKind.Array } tolerations && tolerations.GetArrayLength() > 0
            ? [.. tolerations.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.Object).Select(t => t.GetRawText())]
            : null;

    private static string[] PullSecrets(JsonElement podSpec) => podSpec.Field("imagePullSecrets"u8) is { ValueKind: JsonValueKind.Array } secrets
        ? [.. secrets.EnumerateArray().Select(s => s.Text("name"u8)).Where(name => name.Length > 0)]
        : [];

    private static Timetable Times(JsonElement root) => new()
    {
        Schedule = new Recurrence(root.Field("spec"u8).Text("schedule"u8)) { TimeZone = root.Field("spec"u8).Text("timeZone"u8) },
        IsSuspended = root.Field("spec"u8).IsTrue("suspend"u8),
        Idle = Idle(root.Field("spec"u8).Field("jobTemplate"u8).Field("spec"u8)),
    };

    private static string Idle(JsonElement job) => job.IsTrue("suspend"u8) ? "its jobs are made suspended"
        : job.Field("parallelism"u8).AsWhole() == 0 ? "its jobs start no pod (parallelism: 0)"
        : job.Field("completions"u8).AsWhole() == 0 ? "its jobs start no pod (completions: 0)"
        : string.Empty;

    private static ClaimTemplate[] Templates(JsonElement spec, string workload)
    {
        var templates = new ClaimTemplate[spec.Count("volumeClaimTemplates"u8)];
        var index = 0;
        foreach (var template in spec.Items("volumeClaimTemplates"u8))
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/spec/volumeClaimTemplates/{index}");
            var name = template.Field("metadata"u8).Text("name"u8);
            templates[index++] = ClaimReader.Template(template, pointer, name) with { Series = new ClaimSeries($"{name}-{workload}-") };
        }

        return templates;
    }

    private static string Place(WorkloadShape shape, int index) => string.Create(CultureInfo.InvariantCulture, $"{shape.Pointer}/volumes/{index}");

    /// <summary>The pod's volumes; a claim template takes the place of a volume of the same name, as the StatefulSet controller does it.</summary>
    private PodVolume[] Volumes(JsonElement podSpec, ClaimTemplate[] templates)
    {
        var volumes = new PodVolume[podSpec.Count("volumes"u8) + templates.Length];
        var count = 0;
        var replaced = templates.Length == 0 ? null : templates.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in podSpec.Items("volumes"u8))
        {
            var pointer = index < _places.Length ? _places[index] : Place(shape, index);
            index++;
            var name = volume.Text("name"u8);
            if (volume.ValueKind == JsonValueKind.Object && replaced?.Contains(name) != true)
            {
                volumes[count++] = new PodVolume(name, VolumeSourceReader.Read(volume, pointer, name), pointer)
                {
                    IsReadOnly = VolumeSourceReader.IsReadOnly(volume),
                };
            }
        }

        foreach (var template in templates)
        {
            volumes[count++] = new PodVolume(template.Name, new VolumeSource.ByTemplate(template), template.Pointer);
        }

        return count == volumes.Length ? volumes : volumes[..count];
    }
}
