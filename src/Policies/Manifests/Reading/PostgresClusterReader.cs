using System.Globalization;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Reads a PostgreSQL cluster as its operator runs it: instances that each keep a whole copy, on claims that the operator makes.
/// Source: https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/ and its storage page.
/// </summary>
internal static class PostgresClusterReader
{
    /// <summary>What the operator runs where no image is named. Whatever image is named, the operator runs it in the same way, on the same paths.</summary>
    private static readonly ImageReference Usual = ImageReference.Parse("ghcr.io/cloudnative-pg/postgresql");

    public static Workload Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var volumes = new List<(ClaimTemplate Template, string Path)>
        {
            Volume(spec.Field("storage"u8), "pgdata", "/spec/storage", string.Empty, "/var/lib/postgresql/data"),
        };
        if (spec.Field("walStorage"u8) is { ValueKind: JsonValueKind.Object } log)
        {
            volumes.Add(Volume(log, "pg-wal", "/spec/walStorage", "-wal", "/var/lib/postgresql/wal"));
        }

        var index = 0;
        foreach (var space in spec.Items("tablespaces"u8))
        {
            var name = space.Text("name"u8);
            volumes.Add(Volume(
                space.Field("storage"u8),
                $"tbs-{name}",
                string.Create(CultureInfo.InvariantCulture, $"/spec/tablespaces/{index++}/storage"),
                $"-tbs-{name}",
                $"/var/lib/postgresql/tablespaces/{name}"));
        }

        return new Workload
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Replicas = spec.Field("instances"u8).AsWhole() ?? 1,
            FirstOrdinal = 1,
            Rollout = Rollout.OneAfterAnother,
            KeepsCopies = true,
            Stores = Stores(spec),
            Past = Told(root.Field("status"u8)),
            ClaimTemplates = [.. volumes.Select(v => v.Template)],
            Pod = new PodTemplate
            {
                Metadata = MetadataReader.Read(spec.Field("inheritedMetadata"u8)),
                Volumes = [.. volumes.Select(v => new PodVolume(v.Template.Name, new VolumeSource.ByTemplate(v.Template), v.Template.Pointer))],
                Containers =
                [
                    new Container
                    {
                        Name = "postgres",
                        Image = spec.Text("imageName"u8) is { Length: > 0 } image ? ImageReference.Parse(image) : Usual,
                        OperandOf = Usual,
                        Role = ContainerRole.Main,
                        Mounts = [.. volumes.Select(v => new VolumeMount { Volume = v.Template.Name, Path = MountPath.Normalise(v.Path) })],
                    },
                ],
            },
        };

        (ClaimTemplate Template, string Path) Volume(
            JsonElement storage,
            string name,
            string pointer,
            string suffix,
            string path) => (Template(storage, name, pointer, new ClaimSeries($"{reference.Name}-", suffix)), path);
    }

    /// <summary>The object store of the cluster's own settings, and the plugins that are not switched off.</summary>
    private static DatabaseStores Stores(JsonElement spec)
    {
        var store = spec.Field("backup"u8).Field("barmanObjectStore"u8);
        JsonElement[] plugins = [.. spec.Items("plugins"u8).Where(plugin => plugin.Field("enabled"u8).ValueKind != JsonValueKind.False)];
        return new DatabaseStores
        {
            HasOwn = store.ValueKind == JsonValueKind.Object,
            Endpoint = store.Text("endpointURL"u8),
            Plugins = [.. plugins.Select(plugin => plugin.Text("name"u8))],
            PluginStores = plugins
                .Select(plugin => (Name: plugin.Text("name"u8), Store: plugin.Field("parameters"u8).Text("barmanObjectName"u8)))
                .Where(plugin => plugin.Store.Length > 0)
                .DistinctBy(plugin => plugin.Name, StringComparer.Ordinal)
                .ToDictionary(plugin => plugin.Name, plugin => plugin.Store, StringComparer.Ordinal),
            SendsLog = store.ValueKind == JsonValueKind.Object || Array.Exists(plugins, plugin => plugin.IsTrue("isWALArchiver"u8)),
        };
    }

    /// <summary>When it was last backed up, and whether its log gets to the store.</summary>
    private static FieldTexts Told(JsonElement status) => FieldTexts.Of(
        ("last", status.Text("lastSuccessfulBackup"u8)),
        ("log", status.Items("conditions"u8).FirstOrDefault(c => c.Text("type"u8) is "ContinuousArchiving").Text("status"u8)));

    /// <summary>A claim may be described in full, and its class and size beside it once more; those count.</summary>
    private static ClaimTemplate Template(JsonElement storage, string name, string pointer, ClaimSeries series)
    {
        var metadata = new Metadata();
        var claim = ClaimReader.Spec(storage.Field("pvcTemplate"u8), metadata);
        return new ClaimTemplate
        {
            Name = name,
            Pointer = pointer,
            ClassField = "/storageClass",
            Series = series,
            Metadata = metadata,
            Spec = claim with
            {
                Class = storage.Field("storageClass"u8).ValueKind == JsonValueKind.Undefined
                    ? claim.Class
                    : ClaimReader.Class(storage.Field("storageClass"u8), metadata),
                AccessModes = claim.AccessModes == Vocabulary.AccessModes.None ? Vocabulary.AccessModes.ReadWriteOnce : claim.AccessModes,
                Size = storage.Text("size"u8) is { Length: > 0 } size ? Quantity.Parse(size) : claim.Size,
            },
        };
    }
}
