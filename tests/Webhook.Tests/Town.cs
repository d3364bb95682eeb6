using System.Text.Json;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>A small cluster under the shipped policy, of which a test asks one thing after the other.</summary>
internal sealed class Town(string cluster)
{
    public const string Classes = """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: truenas-nfs}
        provisioner: nfs.csi.k8s.io
        reclaimPolicy: Retain
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: longhorn-sqlite}
        provisioner: driver.longhorn.io
        parameters: {numberOfReplicas: "3"}
        reclaimPolicy: Retain
        """;

    private static readonly StoragePolicy Shipped = ShippedPolicy.Read();

    private readonly Snapshots _snapshots = Of(cluster);

    public Inventory Inventory => _snapshots.Current.Inventory;

    public AdmissionResponse Create(string yaml) => Ask(Review.Of(Object(yaml)));

    public AdmissionResponse Update(string before, string after) => Ask(Review.Of(Object(after), Object(before)));

    /// <summary>Asks for a number of pods where there were others, as an autoscaler does.</summary>
    public AdmissionResponse Scale(string group, string plural, string name, int from, int to) => Scale(group, plural, name, Number(from), Number(to));

    /// <summary>Asks for what is written in place of a number.</summary>
    public AdmissionResponse Scale(string group, string plural, string name, string from, string to) =>
        Ask(Review.Of(Scaled(name, to), Scaled(name, from), (group, plural, "scale")));

    public AdmissionResponse Debug(string before, string after) => Ask(Review.Of(Object(after), Object(before), (string.Empty, "pods", "ephemeralcontainers")));

    /// <summary>What becomes of an object that is deleted.</summary>
    public void Delete(string yaml) => _snapshots.Forget(Assert.IsType<ManifestReading.Understood>(ManifestReader.Read(Object(yaml))).Manifest);

    /// <summary>The same cluster for handlers of another making.</summary>
    public static Snapshots Of(string cluster) => new(new Snapshot(
        Inventory.Of(ManifestReader.ReadAll($"{Classes}\n---\n{cluster}", "cluster.yaml")
            .OfType<ManifestReading.Understood>()
            .Select(r => r.Manifest with { Source = ManifestSource.Wire.Instance })), Shipped));

    public static string Denied(AdmissionResponse response) => string.Join(' ', response.Denials.Select(d => d.Finding.Rule.Id));

    public static string Warned(AdmissionResponse response) => string.Join(' ', response.Warnings.Select(d => d.Finding.Rule.Id));

    public static JsonElement Object(string yaml) => ((YamlDocument.Readable)YamlReader.Read(yaml, "object.yaml").Single()).Root;

    private static string Number(int replicas) => replicas == 0 ? "spec: {}" : $"spec: {{replicas: {replicas}}}";

    private static JsonElement Scaled(string name, string spec) => Object($$"""
        apiVersion: autoscaling/v1
        kind: Scale
        metadata: {name: {{name}}, namespace: books}
        {{spec}}
        """);

    private AdmissionResponse Ask(byte[] body) => Review.Ask(Handlers.Validation(_snapshots), body);
}
