using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>Objects as nobody would write them, among what the cases have around them: every law of a patch holds.</summary>
public sealed class MutationPropertyTests
{
    private static readonly (MutationLaws Laws, string Claim, string Namespace)[] Places =
    [
        .. MutationCase.All().Where(c => c.Before is null).Select(c =>
        {
            var metadata = c.Sent.GetProperty("metadata");
            return (new MutationLaws(c.Snapshot()), metadata.TryGetProperty("name", out var name) ? name.GetString()! : "pod", metadata
                .GetProperty("namespace")
                .GetString()!);
        }),
    ];

    private static readonly JsonElement[] Pods = [.. MutationCase.All().Select(c => c.Sent).Where(o => o.GetProperty("kind").ValueEquals("Pod"))];

    [Fact]
    public void Of_any_claim() => Gen.Select(Gen.OneOfConst(Places), Spec, Metadata).Sample((place, spec, metadata) =>
        place.Laws.Hold(Object("PersistentVolumeClaim", Named(metadata, place.Claim, place.Namespace), spec), before: null));

    [Fact]
    public void Of_any_update_of_a_claim() => Gen.Select(
        Gen.OneOfConst(Places),
        Spec,
        Metadata,
        Spec,
        Metadata).Sample((place, oldSpec, oldMetadata, spec, metadata) =>
        place.Laws.Hold(
            Object("PersistentVolumeClaim", Named(metadata, place.Claim, place.Namespace), spec),
            Object("PersistentVolumeClaim", Named(oldMetadata, place.Claim, place.Namespace), oldSpec)));

    [Fact]
    public void Of_any_pod() => Gen.Select(Gen.OneOfConst(Places), Gen.OneOfConst(Pods), Metadata, PodChange).Sample((place, pod, metadata, change) =>
    {
        var spec = JsonNode.Parse(pod.GetProperty("spec").GetRawText())!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToArray())
        {
            spec[name] = value?.DeepClone();
        }

        place.Laws.Hold(Object("Pod", Named(metadata, "pod", place.Namespace), spec.ToJsonString()), before: null);
    });

    /// <summary>What a real API server sent, in the order in which it did, with all that was admitted before.</summary>
    [Fact]
    public void Of_every_captured_review()
    {
        var snapshot = new Snapshot(Inventory.Empty, ShippedPolicy.Read());
        foreach (var file in Directory.GetFiles(Repository.Path("tests", "fixtures", "admission-reviews"), "*.json").Order(StringComparer.Ordinal))
        {
            using var review = JsonDocument.Parse(File.ReadAllBytes(file));
            var request = review.RootElement.GetProperty("request");
            if (request.GetProperty("operation").GetString() is "CREATE" or "UPDATE" && !request.TryGetProperty("subResource", out _))
            {
                var sent = request.GetProperty("object");
                var old = request.GetProperty("oldObject");
                new MutationLaws(snapshot).Hold(sent, old.ValueKind == JsonValueKind.Object ? old : null);
                snapshot = Policies.Manifests.Reading.ManifestReader.Read(sent) is ManifestReading.Understood { Manifest: var manifest }
                    ? snapshot.With(snapshot.Inventory.With(manifest))
                    : snapshot;
            }
        }
    }

    private static Gen<string> Spec { get; } =
        from storageClass in Gen.OneOfConst(
            "",
            "\"storageClassName\":null,",
            "\"storageClassName\":\"\",",
            "\"storageClassName\":\"truenas-nfs\",",
            "\"storageClassName\":\"local-path\",",
            "\"storageClassName\":\"longhorn-sqlite\",",
            "\"storageClassName\":7,")
        from modes in Gen.OneOfConst("[\"ReadWriteOnce\"]", "[\"ReadWriteMany\"]", "[\"ReadWriteOncePod\",\"Unheard\"]", "null", "[]")
        from size in Gen.OneOfConst("\"1e9\"", "\"1.50Gi\"", "1000000000.0", "1E+9", "\"0.5\"", "\"\"", "null", "{}")
        from rest in Gen.OneOfConst(
            "",
            ",\"volumeMode\":\"Block\"",
            ",\"volumeName\":\"pv\"",
            ",\"selector\":{\"matchLabels\":{\"a\":\"b\"}}",
            ",\"dataSource\":{\"kind\":\"VolumeSnapshot\",\"name\":\"s\"}",
            ",\"later\":[1.10,{\"~/\":null}]")
        select $$$"""{{{{storageClass}}}"accessModes":{{{modes}}},"resources":{"requests":{"storage":{{{size}}}}}{{{rest}}}}""";

    private static Gen<string> Metadata { get; } =
        from annotations in Gen.OneOfConst(
            "",
            "\"annotations\":null,",
            "\"annotations\":{},",
            "\"annotations\":{\"homelab-storage.io/data\":\"sqlite\"},",
            "\"annotations\":{\"homelab-storage.io/data\":\"cache\",\"homelab-storage.io/criticality\":\"low\"},",
            "\"annotations\":{\"homelab-storage.io/requested-storage-class\":\"truenas-nfs\",\"homelab-storage.io/chosen-by\":\"x\"},",
            "\"annotations\":{\"homelab-storage.io/requested-storage-class\":\"\",\"a/b~c\":\"\"},",
            "\"annotations\":{\"homelab-storage.io/backup\":\"false\"},",
            "\"annotations\":{\"homelab-storage.io/backup-keep\":\"3\"},",
            "\"annotations\":{\"homelab-storage.io/exempt\":\"*\",\"homelab-storage.io/exempt-reason\":\"so\"},")
        from labels in Gen.OneOfConst("", "\"labels\":null,", "\"labels\":{\"app.kubernetes.io/name\":\"linkding\"},", "\"labels\":{\"app\":\"redis\"},")
        from fields in Gen.OneOfConst(
            "",
            "\"managedFields\":[{\"fieldsV1\":{\"f:spec\":{\"f:storageClassName\":{}}}}],",
            "\"managedFields\":[{\"fieldsV1\":{\"f:spec\":{}}}],")
        from rest in Gen.OneOfConst(
            "",
            "\"deletionTimestamp\":\"2026-01-01T00:00:00Z\",\"finalizers\":[\"x\"],",
            "\"ownerReferences\":[{\"kind\":\"ReplicaSet\",\"name\":\"r\",\"controller\":true}],",
            "\"generation\":1.0e0,")
        select $$"""{{{annotations}}{{labels}}{{fields}}{{rest}}"resourceVersion":"1"}""";

    private static Gen<string> PodChange { get; } = Gen.OneOfConst(
        "{}",
        """{"initContainers":null}""",
        """{"initContainers":[]}""",
        """{"initContainers":[{"name":"init","image":"busybox:1","command":["true"]},{"name":"side","image":"x","restartPolicy":"Always"}]}""",
        """{"securityContext":{"runAsUser":1000,"fsGroup":1e3}}""",
        """
        {"containers":[{"name":"kuma","image":"louislam/uptime-kuma:2","resources":{"limits":{"memory":"1.5G"}},
        "volumeMounts":[{"name":"data","mountPath":"/app/data","subPath":"a/b"}],"later":1.10}]}
        """,
        """{"containers":[{"name":"homelab-storage-litestream","image":"x"}]}""",
        """{"volumes":[{"name":"data","emptyDir":{}}]}""");

    private static string Named(string metadata, string name, string ns) => $$"""{"name":"{{name}}","namespace":"{{ns}}",{{metadata[1..]}}""";

    private static JsonElement Object(string kind, string metadata, string spec) =>
        JsonElement.Parse($$"""{"apiVersion":"v1","kind":"{{kind}}","metadata":{{metadata}},"spec":{{spec}}}""");
}
