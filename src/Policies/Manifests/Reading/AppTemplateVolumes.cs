using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>The persistence of the app-template's values: volumes, the claims made for them, and who mounts them where.</summary>
internal sealed class AppTemplateVolumes
{
    private readonly List<JsonProperty> _entries = [];
    private readonly List<(string Controller, string Container, VolumeMount Mount)> _templateMounts = [];

    /// <summary>The volumes of every pod of the release.</summary>
    public List<PodVolume> Volumes { get; } = [];

    /// <summary>The claims the release makes.</summary>
    public List<Claim> Claims { get; } = [];

    public static AppTemplateVolumes Read(JsonElement persistence, Release release)
    {
        var read = new AppTemplateVolumes();
        if (persistence.ValueKind == JsonValueKind.Object)
        {
            read._entries.AddRange(persistence.EnumerateObject().Where(e => e.Value.ValueKind == JsonValueKind.Object && !AppTemplateReader.IsOff(e.Value)));
        }

        var isOnly = read._entries.Count(e => IsClaim(e.Value) && e.Value.Text("existingClaim"u8).Length == 0) == 1;
        foreach (var entry in read._entries)
        {
            var pointer = $"/spec/values/persistence/{JsonPointer.Escape(entry.Name)}";
            read.Volumes.Add(new PodVolume(entry.Name, read.Source(entry, pointer, release, isOnly), pointer));
        }

        return read;
    }

    /// <summary>The claim templates of a StatefulSet.</summary>
    public List<ClaimTemplate> Templates(JsonProperty controller, string controllerPointer, string workload)
    {
        var templates = new List<ClaimTemplate>();
        var at = 0;
        foreach (var template in controller.Value.Field("statefulset"u8).Items("volumeClaimTemplates"u8))
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"{controllerPointer}/statefulset/volumeClaimTemplates/{at++}");
            var name = template.Text("name"u8);
            templates.Add(new ClaimTemplate { Name = name, Pointer = pointer, ClassField = "/storageClass", Series = new ClaimSeries($"{name}-{workload}-"), Metadata = MetadataReader.Read(template), Spec = Spec(template) });
            AddMounts(template, name, (ofController, container, mount) => _templateMounts.Add((ofController.Length > 0 ? ofController : controller.Name, container, mount)));
        }

        return templates;
    }

    /// <summary>What a container mounts; an entry that says nothing is mounted into every container at a path of its own name.</summary>
    public IReadOnlyList<VolumeMount> Mounts(string controller, string container)
    {
        var mounts = new List<VolumeMount>();
        foreach (var entry in _entries)
        {
            AddMounts(entry.Value, entry.Name, (ofController, ofContainer, mount) =>
            {
                if (Is(ofController, controller) && Is(ofContainer, container))
                {
                    mounts.Add(mount);
                }
            });
        }

        mounts.AddRange(_templateMounts.Where(m => Is(m.Controller, controller) && Is(m.Container, container)).Select(m => m.Mount));
        return mounts;
    }

    private static bool Is(string wanted, string name) => wanted.Length == 0 || string.Equals(wanted, name, StringComparison.Ordinal);

    private static bool IsClaim(JsonElement entry) => entry.Text("type"u8) is "" or "persistentVolumeClaim";

    /// <summary>Hands out the mounts of an entry, with the controller and container each is for; empty means every one.</summary>
    private static void AddMounts(JsonElement entry, string name, Action<string, string, VolumeMount> add)
    {
        var global = entry.Field("globalMounts"u8);
        var advanced = entry.Field("advancedMounts"u8);
        if (advanced.ValueKind == JsonValueKind.Object)
        {
            foreach (var controller in advanced.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.Object))
            {
                foreach (var container in controller.Value.EnumerateObject())
                {
                    foreach (var mount in container.Value.ValueKind == JsonValueKind.Array ? container.Value.EnumerateArray() : default)
                    {
                        add(controller.Name, container.Name, Mount(mount, name));
                    }
                }
            }
        }

        if (global.ValueKind == JsonValueKind.Array)
        {
            foreach (var mount in global.EnumerateArray())
            {
                add(string.Empty, string.Empty, Mount(mount, name));
            }
        }
        else if (advanced.ValueKind != JsonValueKind.Object)
        {
            add(string.Empty, string.Empty, new VolumeMount { Volume = name, Path = MountPath.Normalise(name) });
        }
    }

    private static VolumeMount Mount(JsonElement mount, string name) => new()
    {
        Volume = name,
        Path = MountPath.Normalise(mount.Text("path"u8) is { Length: > 0 } path ? path : name),
        SubPath = MountPath.Within(mount.Text("subPath"u8)),
        IsReadOnly = mount.IsTrue("readOnly"u8),
    };

    private VolumeSource Source(JsonProperty entry, string pointer, Release release, bool isOnly)
    {
        var value = entry.Value;
        switch (value.Text("type"u8))
        {
            case "nfs":
                return new VolumeSource.Plugin("kubernetes.io/nfs", FrozenDictionary<string, string>.Empty) { Server = release.Fill(value.Text("server"u8)) };
            case "hostPath":
                return new VolumeSource.Plugin("kubernetes.io/host-path", FrozenDictionary<string, string>.Empty) { NodePath = VolumeSourceReader.NodePath(release.Fill(value.Text("hostPath"u8))) };
            case "emptyDir":
                return new VolumeSource.EmptyDirectory(value.Text("medium"u8) is "Memory");
            case "custom":
                return value.Field("volumeSpec"u8) is { ValueKind: JsonValueKind.Object } volume ? VolumeSourceReader.Read(volume, pointer + "/volumeSpec", entry.Name) : VolumeSource.Undeclared.Instance;
            case "" or "persistentVolumeClaim":
                return new VolumeSource.ByClaim(value.Text("existingClaim"u8) is { Length: > 0 } existing ? release.Fill(existing) : Make(entry, pointer, release, isOnly));
            default:
                return VolumeSource.Projection.Instance;
        }
    }

    private string Make(JsonProperty entry, string pointer, Release release, bool isOnly)
    {
        var name = isOnly ? release.Name : $"{release.Name}-{entry.Name}";
        Claims.Add(new Claim
        {
            Reference = ManifestKinds.PersistentVolumeClaim.Named(release.Namespace, name),
            Metadata = MetadataReader.Read(entry.Value),
            Source = new ManifestSource.Text(release.Map.Below(pointer)),
            Origin = new Origin(release.Reference, pointer),
            Spec = Spec(entry.Value),
        });
        return name;
    }

    /// <summary>The chart writes a class of "-" as the empty one.</summary>
    private static ClaimSpec Spec(JsonElement entry) => new()
    {
        Class = entry.Text("storageClass"u8) switch
        {
            "" => ClassRequest.Default.Instance,
            "-" => ClassRequest.Static.Instance,
            var name => new ClassRequest.Named(name),
        },
        AccessModes = Words.AccessModes.TryRead(entry.Text("accessMode"u8), out var mode) ? mode : AccessModes.None,
        VolumeName = entry.Text("volumeName"u8),
        HasDataSource = entry.Field("dataSource"u8).ValueKind == JsonValueKind.Object || entry.Field("dataSourceRef"u8).ValueKind == JsonValueKind.Object,
        Size = Quantity.Parse(entry.Text("size"u8)),
    };
}
