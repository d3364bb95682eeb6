using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// What version 1 of the app-template makes of its values: one controller with a main container, whose image, environment and mounts stand at the top
/// (lib/controller/_pod.tpl and lib/container/_volumemounts.tpl of common 1.5.1).
/// </summary>
internal static class AppTemplateFirst
{
    /// <summary>Whether values have its shape.</summary>
    public static bool HasShape(JsonElement values) =>
        values.Field("image"u8).Text("repository"u8).Length > 0 && values.Field("controllers"u8).ValueKind != JsonValueKind.Object;

    /// <summary>The objects the release will make.</summary>
    public static IEnumerable<Manifest> Read(JsonElement values, Release release)
    {
        var names = new AppTemplateNames(values, release with { Chart = release.Chart with { Version = "1" } });
        var persistence = AppTemplate.Entries(values.Field("persistence"u8)).Where(e => e.Value.IsTrue("enabled"u8)).ToArray();
        var volumes = new List<PodVolume>();
        foreach (var entry in persistence)
        {
            var pointer = $"{release.Pointer}/persistence/{JsonPointer.Escape(entry.Name)}";
            var claim = AppTemplateClaim.IsMade(entry) ? AppTemplateClaim.Read(entry, pointer, release, names.OfClaim(entry.Name, entry.Value, 1)) : null;
            if (claim is not null)
            {
                yield return claim;
            }

            volumes.Add(new PodVolume(
                entry.Name,
                claim is null ? AppTemplateSource.Of(entry, pointer, release) : new VolumeSource.ByClaim(claim.Name),
                pointer));
        }

        foreach (var configMap in AppTemplateConfigMaps.Read(values, release, names))
        {
            yield return configMap;
        }

        var controller = values.Field("controller"u8);
        if (!AppTemplate.IsOff(controller))
        {
            yield return Workload(values, controller, release, names, persistence, volumes);
        }
    }

    private static Workload Workload(
        JsonElement values,
        JsonElement controller,
        Release release,
        AppTemplateNames names,
        JsonProperty[] persistence,
        List<PodVolume> volumes)
    {
        var (apiVersion, kind) = AppTemplate.Kind(controller.Text("type"u8));
        var templates = kind is "StatefulSet" ? Templates(values, release, names.Full) : [];
        var user = ContainerReader.User(values.Field("podSecurityContext"u8), default);
        var mounts = persistence.SelectMany(Mounts).Concat(values.Items("volumeClaimTemplates"u8).Take(templates.Count).Select(OfTemplate));
        var main = AppTemplateContainer.Read(names.Full, values, release, names, ContainerRole.Main) with
        {
            User = ContainerReader.User(values.Field("securityContext"u8), user),
            Mounts = [.. mounts],
        };
        return new Workload
        {
            Reference = new ObjectReference(apiVersion, kind, release.Namespace, names.Full),
            Metadata = MetadataReader.Read(controller),
            Source = new ManifestSource.Text(release.Map),
            Origin = new Origin(release.Reference, $"{release.Pointer}/controller"),
            Replicas = AppTemplate.Replicas(controller, kind),
            Rollout = AppTemplate.RolloutOf(controller, kind),
            Timetable = kind is "CronJob" ? AppTemplate.Times(controller.Field("cronjob"u8)) : null,
            OneAtATime = $"{JsonPointer.Spell(release.Pointer)}.controller.strategy: Recreate",
            ClaimTemplates = templates,
            Pod = new PodTemplate
            {
                Metadata = new Metadata { Labels = values.Map("podLabels"u8), Annotations = values.Map("podAnnotations"u8) },
                Containers =
                [
                    .. Beside(values, "initContainers"u8, release, names, user, ContainerRole.Init),
                    main,
                    .. Beside(values, "sidecars"u8, release, names, user, ContainerRole.Main),
                    .. Beside(values, "additionalContainers"u8, release, names, user, ContainerRole.Main),
                ],
                Volumes = [.. volumes, .. templates.Select(t => new PodVolume(t.Name, new VolumeSource.ByTemplate(t), t.Pointer))],
            },
        };
    }

    /// <summary>Containers beside the main one are written as a pod has them, but for their environment.</summary>
    private static IEnumerable<Container> Beside(
        JsonElement values,
        ReadOnlySpan<byte> field,
        Release release,
        AppTemplateNames names,
        RunsAs user,
        ContainerRole role) =>
        [.. AppTemplate.Entries(values.Field(field)).Select(c => AppTemplateContainer.Read(c.Name, c.Value, release, names, role) with
        {
            User = ContainerReader.User(c.Value.Field("securityContext"u8), user),
            Mounts = ContainerReader.Mounts(c.Value),
        })];

    private static IEnumerable<VolumeMount> Mounts(JsonProperty entry)
    {
        if (entry.Value.Field("subPath"u8) is { ValueKind: JsonValueKind.Array } list)
        {
            return list.EnumerateArray().Select(item => Mount(entry.Name, item.Text("mountPath"u8), item.Text("path"u8), item));
        }

        var path = entry.Value.Text("mountPath"u8) is { Length: > 0 } written ? written
            : entry.Value.Text("type"u8) is "hostPath" ? entry.Value.Text("hostPath"u8)
            : $"/{entry.Name}";
        return path is "-" ? [] : [Mount(entry.Name, path, entry.Value.Text("subPath"u8), entry.Value)];
    }

    private static VolumeMount OfTemplate(JsonElement template) =>
        Mount(template.Text("name"u8), template.Text("mountPath"u8), template.Text("subPath"u8), template);

    private static VolumeMount Mount(string volume, string path, string subPath, JsonElement mount) =>
        new() { Volume = volume, Path = MountPath.Normalise(path), SubPath = MountPath.Within(subPath), IsReadOnly = mount.IsTrue("readOnly"u8) };

    private static List<ClaimTemplate> Templates(JsonElement values, Release release, string workload)
    {
        var templates = new List<ClaimTemplate>();
        foreach (var template in values.Items("volumeClaimTemplates"u8))
        {
            var name = template.Text("name"u8);
            templates.Add(new ClaimTemplate
            {
                Name = name,
                ClassField = "/storageClass",
                Series = new ClaimSeries($"{name}-{workload}-"),
                Pointer = string.Create(CultureInfo.InvariantCulture, $"{release.Pointer}/volumeClaimTemplates/{templates.Count}"),
                Metadata = MetadataReader.Read(template),
                Spec = AppTemplateClaim.Spec(template),
            });
        }

        return templates;
    }
}
