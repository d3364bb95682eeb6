using System.Collections.Frozen;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Reads what stands behind a volume. Sources built into Kubernetes get the name of their plugin
/// (<c>kubernetes.io/nfs</c>), so that the catalog describes them like any CSI driver.
/// </summary>
internal static class VolumeSourceReader
{
    /// <summary>Fields of a volume that name a built-in plugin, and the plugin's own name.</summary>
    private static readonly FrozenDictionary<string, string> Plugins = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nfs"] = "kubernetes.io/nfs",
        ["iscsi"] = "kubernetes.io/iscsi",
        ["hostPath"] = VolumeSource.Plugin.HostPath,
        ["local"] = "kubernetes.io/local-volume",
        ["cephfs"] = "kubernetes.io/cephfs",
        ["rbd"] = "kubernetes.io/rbd",
        ["glusterfs"] = "kubernetes.io/glusterfs",
        ["fc"] = "kubernetes.io/fc",
        ["azureFile"] = "kubernetes.io/azure-file",
        ["azureDisk"] = "kubernetes.io/azure-disk",
        ["awsElasticBlockStore"] = "kubernetes.io/aws-ebs",
        ["gcePersistentDisk"] = "kubernetes.io/gce-pd",
        ["vsphereVolume"] = "kubernetes.io/vsphere-volume",
        ["cinder"] = "kubernetes.io/cinder",
        ["portworxVolume"] = "kubernetes.io/portworx-volume",
        ["flexVolume"] = "kubernetes.io/flexvolume",
        ["storageos"] = "kubernetes.io/storageos",
        ["quobyte"] = "kubernetes.io/quobyte",
        ["scaleIO"] = "kubernetes.io/scaleio",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fields of the plugins that are built into Kubernetes.</summary>
    public static IEnumerable<string> PluginFields => Plugins.Keys;

    /// <summary>Whether a volume's source says <c>readOnly: true</c>, as a claim's and every plugin's may.</summary>
    public static bool IsReadOnly(JsonElement volume)
    {
        foreach (var source in volume.EnumerateObject())
        {
            if (source.Value.IsTrue("readOnly"u8))
            {
                return true;
            }
        }

        return false;
    }

    public static VolumeSource Read(JsonElement volume, string pointer, string name)
    {
        foreach (var field in volume.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Object && !field.NameEquals("emptyDir"u8))
            {
                continue;
            }

            // Comparing the bytes makes no text of names that are only compared.
            if (field.NameEquals("persistentVolumeClaim"u8))
            {
                return new VolumeSource.ByClaim(field.Value.Text("claimName"u8));
            }

            if (field.NameEquals("emptyDir"u8))
            {
                return new VolumeSource.EmptyDirectory(field.Value.Text("medium"u8) is "Memory");
            }

            if (field.NameEquals("configMap"u8))
            {
                return ConfigMap(field.Value, field.Value.Text("name"u8));
            }

            if (field.NameEquals("secret"u8))
            {
                return Secret(field.Value, field.Value.Text("secretName"u8));
            }

            if (field.NameEquals("projected"u8) || field.NameEquals("downwardAPI"u8) || field.NameEquals("image"u8))
            {
                return VolumeSource.Projection.Instance;
            }

            if (field.NameEquals("ephemeral"u8))
            {
                return new VolumeSource.ByEphemeralClaim(ClaimReader.Template(
                    field.Value.Field("volumeClaimTemplate"u8),
                    pointer + "/ephemeral/volumeClaimTemplate",
                    name));
            }

            if (Plugin(field) is { } plugin)
            {
                return plugin;
            }
        }

        return VolumeSource.Undeclared.Instance;
    }

    /// <summary>The plugin of a PersistentVolume's spec; none when no known field is there.</summary>
    public static VolumeSource.Plugin? OfVolume(JsonElement spec)
    {
        if (spec.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in spec.EnumerateObject())
            {
                if (field.Value.ValueKind == JsonValueKind.Object && Plugin(field) is { } plugin)
                {
                    return plugin;
                }
            }
        }

        return null;
    }

    /// <summary>The host of an address with a port.</summary>
    private static string Host(string portal) => portal.LastIndexOf(':') is > 0 and var colon && portal.IndexOf(':', StringComparison.Ordinal) == colon
        ? portal[..colon]
        : portal;

    /// <summary>A path on a node, resolved; empty when none is written.</summary>
    public static string NodePath(string written) => written.Length == 0 ? written : MountPath.Normalise(written);

    /// <summary>A mounted ConfigMap, with the names its keys get.</summary>
    public static VolumeSource.Projection ConfigMap(JsonElement source, string name) => new() { ConfigMap = name, Items = Items(source) };

    /// <summary>A mounted Secret, with the names its keys get.</summary>
    public static VolumeSource.Projection Secret(JsonElement source, string name) => new() { Secret = name, Items = Items(source) };

    private static IReadOnlyDictionary<string, string> Items(JsonElement source)
    {
        Dictionary<string, string>? items = null;
        foreach (var item in source.Items("items"u8))
        {
            (items ??= new Dictionary<string, string>(StringComparer.Ordinal))[item.Text("path"u8)] = item.Text("key"u8);
        }

        return items is null ? FrozenDictionary<string, string>.Empty : items;
    }

    private static VolumeSource.Plugin? Plugin(JsonProperty field)
    {
        if (field.NameEquals("csi"u8))
        {
            var attributes = field.Value.Map("volumeAttributes"u8);
            return new VolumeSource.Plugin(field.Value.Text("driver"u8), attributes)
            {
                Server = attributes.GetValueOrDefault("server", string.Empty) is { Length: > 0 } server ? server
                    : attributes.GetValueOrDefault("source", string.Empty) is ['/', '/', .. var share] ? share.Split('/')[0]
                    : string.Empty,
                Share = attributes.GetValueOrDefault("share", string.Empty),
                Handle = field.Value.Text("volumeHandle"u8),
            };
        }

        return Plugins.TryGetValue(field.Name, out var plugin)
            ? new VolumeSource.Plugin(plugin, FrozenDictionary<string, string>.Empty)
            {
                Server = field.Name is "iscsi" ? Host(field.Value.Text("targetPortal"u8)) : field.Value.Text("server"u8),
                Share = field.Name is "nfs" ? NodePath(field.Value.Text("path"u8)) : string.Empty,
                NodePath = field.Name is "hostPath" or "local" ? NodePath(field.Value.Text("path"u8)) : string.Empty,
            }
            : null;
    }
}
