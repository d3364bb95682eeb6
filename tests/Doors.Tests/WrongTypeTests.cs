using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>A field that is read and holds another type in a file is reported: it is never taken for one that is absent.</summary>
public sealed class WrongTypeTests
{
    /// <summary>What no field of a type takes that holds text, a number, true or false, a list, an object.</summary>
    private static readonly string[] OfText = ["{\"a\":[1]}", "[[1]]"];
    private static readonly string[] OfNumber = [.. OfText, "\"two\"", "true", "1.5"];
    private static readonly string[] OfFlag = [.. OfText, "\"two\"", "5"];
    private static readonly string[] OfList = ["{\"a\":1}", "\"two\"", "5", "true"];
    private static readonly string[] OfObject = ["[{\"a\":1}]", "\"two\"", "5", "true"];

    /// <summary>What Kubernetes refuses and we take for an object of no entries: an operator may have a number or a mapping there.</summary>
    private const string Spared = "RecurringJob /spec/retain: {\"a\":[1]} is read as nothing";

    /// <summary>One object of each case, and some that have what no case has.</summary>
    public static TheoryData<string, string> Objects => new(
        RuleCase.All().SelectMany(c => new[] { c.Object, c.Cluster }).Where(File.Exists)
            .SelectMany(f => YamlReader.Read(File.ReadAllText(f), f)).OfType<YamlDocument.Readable>().Select(d => d.Root.GetRawText())
            .Concat(Makers.All)
            .Concat(YamlReader.Read(Rest, "rest.yaml").OfType<YamlDocument.Readable>().Select(d => d.Root.GetRawText()))
            .GroupBy(json => (string?)JsonNode.Parse(json)!["kind"] ?? string.Empty, StringComparer.Ordinal)
            .Where(g => g.Key.Length > 0)
            .Select(g => (g.Key, $"[{string.Join(',', g.Distinct(StringComparer.Ordinal))}]")));

    /// <summary>Fields that no case of a rule has.</summary>
    private const string Rest =
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: a, namespace: b, uid: u, creationTimestamp: '2026-01-01T00:00:00Z', deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [x]}
        spec:
          ordinals: {start: 5}
          volumeClaimTemplates: [{metadata: {name: v, deletionTimestamp: '2026-01-01T00:00:00Z'}, spec: {volumeMode: Block, volumeName: w}}]
          template: {spec: {containers: [{name: a, workingDir: /x, volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(X)}]}]}}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: a
          namespace: b
          managedFields: [{fieldsV1: {'f:spec': {}}}]
          ownerReferences: [{apiVersion: x/v1, kind: K, name: n, uid: u, controller: true}]
        spec:
          restartPolicy: Never
          securityContext: {runAsUser: 5, runAsGroup: 6, runAsNonRoot: true}
          initContainers: [{name: i, restartPolicy: Always, image: x, command: [a], args: [b]}]
          containers: [{name: c, image: x, env: [{name: A, valueFrom: {configMapKeyRef: {name: m, key: k}}}], envFrom: [{prefix: P, secretRef: {name: s}}]}]
          ephemeralContainers: [{name: e, image: x, volumeMounts: [{name: v, mountPath: /v, readOnly: true}]}]
          volumes:
            - {name: v, iscsi: {targetPortal: x}}
            - {name: w, csi: {driver: d, volumeHandle: h, volumeAttributes: {server: s, share: t}}}
            - {name: x, configMap: {name: m, items: [{key: k, path: p}]}}
            - {name: y, downwardAPI: {items: []}}
            - {name: z, image: {reference: x}}
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: a}
        spec:
          storageClassName: c
          volumeMode: Block
          claimRef: {namespace: n, name: m, uid: u}
          persistentVolumeReclaimPolicy: Delete
          mountOptions: [hard]
          capacity: {storage: 5Gi}
          glusterfs: {path: /x}
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: a, namespace: b}
        spec: {schedule: '0 1 * * *', suspend: true, jobTemplate: {spec: {parallelism: 2, template: {spec: {containers: [{name: a}]}}}}}
        status: {lastSuccessfulTime: '2026-01-01T00:00:00Z'}
        ---
        apiVersion: postgresql.cnpg.io/v1
        kind: Cluster
        metadata: {name: a, namespace: b}
        spec:
          instances: 3
          imageName: x
          storage: {size: 5Gi, storageClass: c}
          walStorage: {size: 5Gi}
          tablespaces: [{name: t, storage: {size: 1Gi}}]
          inheritedMetadata: {labels: {a: b}, annotations: {c: d}}
          backup: {barmanObjectStore: {destinationPath: s3://x}}
          plugins: [{name: barman-cloud.x, isWALArchiver: true}]
        status: {lastSuccessfulBackup: '2026-01-01T00:00:00Z'}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: a}
        data: {A: ''}
        stringData: {B: ''}
        ---
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata: {name: a}
        spec: {encryptedData: {A: x}, template: {data: {B: y}}}
        ---
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: {name: a}
        spec: {target: {name: s, creationPolicy: Merge, template: {data: {B: y}, mergePolicy: Merge}}, data: [{secretKey: k}], dataFrom: [{find: {}}]}
        ---
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: {name: b}
        spec: {target: {template: {data: {B: y}, templateFrom: [{configMap: {name: c}}]}}, data: [{secretKey: k}]}
        """;

    [Theory]
    [MemberData(nameof(Objects))]
    public void A_field_of_another_type_is_reported_or_makes_a_difference(string kind, string objects)
    {
        var tried = new HashSet<string>(StringComparer.Ordinal);
        var silent = new List<string>();
        foreach (var one in JsonNode.Parse(objects)!.AsArray())
        {
            foreach (var path in Below(one!, string.Empty).Where(path => tried.Add(Digits.Replace(path, "*"))).ToArray())
            {
                if (Known(With(one!, path, value: null)) is { } without
                    && Known(one!.ToJsonString()) is { } whole
                    && !string.Equals(whole, without, StringComparison.Ordinal))
                {
                    silent.AddRange(Wrong(At(one!, path)!)
                        .Where(value => string.Equals(Known(With(one!, path, value)), without, StringComparison.Ordinal))
                        .Select(value => $"{kind} {path}: {value} is read as nothing")
                        .Where(said => said is not Spared));
                }
            }
        }

        Assert.NotEmpty(tried);
        Assert.True(silent is [], string.Join('\n', silent));
    }

    /// <summary>What is understood of an object; null where it is reported or says nothing about storage.</summary>
    private static string? Known(string json) =>
        ManifestReader.ReadAll(json, "f.json").ToArray() is [ManifestReading.Understood understood] ? Spelled.Of(understood.Manifest) : null;

    private static string[] Wrong(JsonNode value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Object => OfObject,
        System.Text.Json.JsonValueKind.Array => OfList,
        System.Text.Json.JsonValueKind.Number => OfNumber,
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => OfFlag,
        _ => OfText,
    };

    /// <summary>An object with another value at a path, or without any there.</summary>
    private static string With(JsonNode one, string path, string? value)
    {
        var copy = one.DeepClone();
        var at = path.LastIndexOf('/');
        var parent = At(copy, path[..at])!;
        var key = path[(at + 1)..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        if (parent is JsonObject map && value is null)
        {
            map.Remove(key);
        }
        else if (parent is JsonObject other)
        {
            other[key] = JsonNode.Parse(value!);
        }
        else
        {
            parent.AsArray()[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] = value is null ? null : JsonNode.Parse(value);
        }

        return copy.ToJsonString();
    }

    private static JsonNode? At(JsonNode root, string path)
    {
        var at = root;
        foreach (var part in JsonPointer.Segments(path))
        {
            at = at is JsonObject map ? map[part] : at!.AsArray()[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)];
        }

        return at;
    }

    /// <summary>The pointers to everything in a value that holds something. What an object of Kubernetes may name itself is a key, not a field.</summary>
    private static IEnumerable<string> Below(JsonNode node, string path)
    {
        IEnumerable<(string Key, JsonNode? Value)> children = node switch
        {
            JsonObject map => map.Select(p => (JsonPointer.Escape(p.Key), p.Value)),
            JsonArray list => list.Select((item, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), item)),
            _ => [],
        };
        foreach (var (key, value) in children.Where(c => c.Value is not null))
        {
            yield return $"{path}/{key}";
            foreach (var below in Below(value!, $"{path}/{key}"))
            {
                yield return below;
            }
        }
    }

    private static readonly Regex Digits = new("[0-9]+", RegexOptions.NonBacktracking);
}
