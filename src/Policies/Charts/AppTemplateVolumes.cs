using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>The persistence of the app-template's values: volumes, the claims made for them, and who mounts them where (lib/pod/fields/_volumes.tpl).</summary>
internal sealed class AppTemplateVolumes
{
    private readonly List<(JsonProperty Entry, PodVolume Volume)> _entries = [];

    /// <summary>The claims the release makes.</summary>
    public List<Claim> Claims { get; } = [];

    public static AppTemplateVolumes Read(JsonElement persistence, Release release, AppTemplateNames names)
    {
        var read = new AppTemplateVolumes();
        var entries = AppTemplate.Entries(persistence);
        var made = entries.Count(AppTemplateClaim.IsMade);
        foreach (var entry in entries)
        {
            var pointer = $"{release.Pointer}/persistence/{JsonPointer.Escape(entry.Name)}";
            var claim = AppTemplateClaim.IsMade(entry) ? AppTemplateClaim.Read(entry, pointer, release, names.OfClaim(entry.Name, entry.Value, made)) : null;
            if (claim is not null)
            {
                read.Claims.Add(claim);
            }

            read._entries.Add((entry, new PodVolume(
                entry.Name,
                claim is null ? AppTemplateSource.Of(entry, pointer, release) : new VolumeSource.ByClaim(claim.Name),
                pointer)));
        }

        return read;
    }

    /// <summary>The volumes of a controller's pods: those mounted everywhere, into one of its containers, or by no word at all.</summary>
    public IEnumerable<PodVolume> VolumesOf(string controller) => _entries.Where(e => IsFor(e.Entry.Value, controller)).Select(e => e.Volume);

    /// <summary>The claim templates of a StatefulSet.</summary>
    public static List<ClaimTemplate> Templates(JsonProperty controller, string controllerPointer, string workload)
    {
        var templates = new List<ClaimTemplate>();
        foreach (var template in controller.Value.Field("statefulset"u8).Items("volumeClaimTemplates"u8))
        {
            var name = template.Text("name"u8);
            templates.Add(new ClaimTemplate
            {
                Name = name,
                ClassField = "/storageClass",
                Series = new ClaimSeries($"{name}-{workload}-"),
                Pointer = string.Create(CultureInfo.InvariantCulture, $"{controllerPointer}/statefulset/volumeClaimTemplates/{templates.Count}"),
                Metadata = MetadataReader.Read(template),
                Spec = AppTemplateClaim.Spec(template),
            });
        }

        return templates;
    }

    /// <summary>
    /// What a container mounts (lib/container/fields/_volumeMounts.tpl); an entry that says nothing is mounted into every container at a path of its
    /// own name.
    /// </summary>
    public IReadOnlyList<VolumeMount> Mounts(JsonProperty controller, string container)
    {
        var mounts = new List<VolumeMount>();
        foreach (var (entry, _) in _entries)
        {
            Add(mounts, entry.Name, entry.Value, DefaultPath(entry), For(entry.Value.Field("advancedMounts"u8), controller.Name, container));
        }

        foreach (var template in controller.Value.Field("statefulset"u8).Items("volumeClaimTemplates"u8))
        {
            if (!AppTemplate.IsOff(template))
            {
                var name = template.Text("name"u8);
                Add(mounts, name, template, $"/{name}", Named(template.Field("advancedMounts"u8), container));
            }
        }

        return mounts;
    }

    private static string DefaultPath(JsonProperty entry) => entry.Value.Text("type"u8) is "hostPath" ? entry.Value.Text("hostPath"u8) : $"/{entry.Name}";

    private static bool IsFor(JsonElement entry, string controller)
    {
        var advanced = entry.Field("advancedMounts"u8);
        return HasEntries(entry.Field("globalMounts"u8)) || HasEntries(Named(advanced, controller)) || !HasEntries(advanced);
    }

    private static JsonElement For(JsonElement advanced, string controller, string container) => Named(Named(advanced, controller), container);

    private static JsonElement Named(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) ? value : default;

    private static bool HasEntries(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => false,
    };

    /// <summary>A mount without a path takes that of the one before it, as the chart's loop does.</summary>
    private static void Add(List<VolumeMount> mounts, string name, JsonElement entry, string path, JsonElement advanced)
    {
        var global = entry.Field("globalMounts"u8);
        if (!HasEntries(global) && !HasEntries(entry.Field("advancedMounts"u8)))
        {
            mounts.Add(new VolumeMount { Volume = name, Path = MountPath.Normalise(path) });
            return;
        }

        foreach (var mount in new[] { global, advanced }.Where(list => list.ValueKind == JsonValueKind.Array).SelectMany(list => list.EnumerateArray()))
        {
            path = mount.Text("path"u8) is { Length: > 0 } written ? written : path;
            var expression = mount.Text("subPathExpr"u8);
            mounts.Add(new VolumeMount
            {
                Volume = name,
                Path = MountPath.Normalise(path),
                SubPath = MountPath.Within(mount.Text("subPath"u8) is { Length: > 0 } subPath ? subPath : expression),
                HasSubPathExpression = expression.Length > 0,
                IsReadOnly = mount.IsTrue("readOnly"u8),
                IsMountedInto = mount.Text("mountPropagation"u8) is VolumeMount.ToAll,
            });
        }
    }
}
