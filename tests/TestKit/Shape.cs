using System.Text.Json;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.TestKit;

/// <summary>An object that grows in one direction, with the cluster it is judged in. What judging it costs must grow with it and no faster.</summary>
/// <param name="Name">What there is more and more of.</param>
/// <param name="Largest">How large it may be and still be judged.</param>
/// <param name="Object">The object, as JSON, of a size.</param>
/// <param name="Cluster">What is around it, as JSON, at that size.</param>
public sealed record Shape(string Name, int Largest, Func<int, string> Object, Func<int, IEnumerable<string>> Cluster)
{
    /// <summary>The API server takes objects of three MiB.</summary>
    public const int LargestObject = 3 * 1024 * 1024;

    /// <summary>What every shape finds in its cluster.</summary>
    public static IEnumerable<string> Usual { get; } =
    [
        Class("truenas-nfs", "nfs.csi.k8s.io"),
        Class("local-path", "rancher.io/local-path"),
        Claim("books", "data", "truenas-nfs"),
    ];

    public JsonElement ObjectOf(int size) => Parse(Object(size));

    public Manifest ManifestOf(int size) => Read(ObjectOf(size));

    public IEnumerable<Manifest> ClusterOf(int size) => Usual.Concat(Cluster(size)).Select(json => Read(Parse(json)));

    public Inventory InventoryOf(int size) => Inventory.Of(ClusterOf(size));

    /// <summary>A size at which the object has about as many bytes as the API server takes.</summary>
    public int SizeOfLargestObject() => (int)Math.Min(int.MaxValue, (long)Largest * LargestObject / Math.Max(1, Object(Largest).Length));

    public static string Claim(string ns, string name, string storageClass) =>
        $$"""
        {
          "apiVersion": "v1",
          "kind": "PersistentVolumeClaim",
          "metadata": {"name": "{{name}}", "namespace": "{{ns}}"},
          "spec": {"accessModes": ["ReadWriteMany"], "storageClassName": "{{storageClass}}", "resources": {"requests": {"storage": "5Gi"} } }
        }
        """;

    private static string Class(string name, string provisioner) =>
        $$"""
        {
          "apiVersion": "storage.k8s.io/v1",
          "kind": "StorageClass",
          "metadata": {"name": "{{name}}"},
          "provisioner": "{{provisioner}}",
          "reclaimPolicy": "Retain"
        }
        """;

    public override string ToString() => Name;

    /// <summary>An object of a shape; all of them are understood.</summary>
    public static Manifest Read(JsonElement json) => ((ManifestReading.Understood)ManifestReader.Read(json)).Manifest;

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
