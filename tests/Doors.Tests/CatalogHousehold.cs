using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Doors.Tests;

/// <summary>A household that runs every app of the catalog, with several things that it keeps on one claim, all on one class.</summary>
internal sealed class CatalogHousehold(StoragePolicy policy)
{
    /// <summary>The workloads, which are the same on any class: each app with all its paths on one claim, and then with each two of them.</summary>
    private readonly (ManifestReading Workload, string Namespace, int Index)[] _workloads =
    [
        .. policy.Catalog.Apps.Where(app => app.Images.Count > 0)
            .SelectMany(app => Arrangements(app).Select((paths, index) => (Workload(app, index, paths), app.Name, index))),
    ];

    /// <summary>Readings of classes, claims and workloads. The household's own classes are known beside the one that all claims ask for.</summary>
    /// <param name="storageClass">The class of all claims.</param>
    /// <param name="provisioner">Its provisioner.</param>
    /// <param name="reclaimPolicy">The reclaimPolicy of all classes.</param>
    /// <param name="most">How many ways to put an app's paths on a claim: the first is all of them.</param>
    public ManifestReading[] On(string storageClass, string provisioner, string reclaimPolicy, int most) =>
    [
        .. policy.Classes.Select(c => (Name: c.Key, Provisioner: c.Value.Backend.Provisioners.FirstOrDefault(string.Empty)))
            .Where(c => !string.Equals(c.Name, storageClass, StringComparison.Ordinal))
            .Append((storageClass, provisioner))
            .Where(c => c.Item2.Length > 0)
            .Select(c => Class(c.Item1, c.Item2, reclaimPolicy)),
        .. _workloads.Where(w => w.Index < most).SelectMany(w => new[] { w.Workload, Claim(w.Namespace, w.Index, storageClass) }),
    ];

    /// <summary>All paths on one claim, and each two of them.</summary>
    private static IEnumerable<string[]> Arrangements(App app)
    {
        string[] paths = [.. app.Data.Select(d => d.Path).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)];
        if (paths.Length > 0)
        {
            yield return paths;
        }

        for (var one = 0; paths.Length > 2 && one < paths.Length; one++)
        {
            for (var other = one + 1; other < paths.Length; other++)
            {
                yield return [paths[one], paths[other]];
            }
        }
    }

    private ManifestReading Class(string name, string provisioner, string reclaimPolicy) => Read(new JsonObject
    {
        ["apiVersion"] = "storage.k8s.io/v1",
        ["kind"] = "StorageClass",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["provisioner"] = provisioner,
        ["reclaimPolicy"] = reclaimPolicy,
        ["parameters"] = new JsonObject(
            (policy.Catalog.FindBackend(provisioner)?.Parameters?.Required ?? []).Select(needed => KeyValuePair.Create(needed, (JsonNode?)"x"))),
    });

    private static ManifestReading Claim(string ns, int index, string storageClass) => Read(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolumeClaim",
        ["metadata"] = new JsonObject { ["name"] = $"c{index}", ["namespace"] = ns },
        ["spec"] = new JsonObject { ["storageClassName"] = storageClass, ["accessModes"] = new JsonArray("ReadWriteOnce") },
    });

    private static ManifestReading Workload(App app, int index, string[] paths) => Read(new JsonObject
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = $"w{index}", ["namespace"] = app.Name },
        ["spec"] = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "c",
                        ["image"] = app.Images[0],
                        ["volumeMounts"] = new JsonArray([.. paths.Select((path, i) => new JsonObject
                        {
                            ["name"] = "v",
                            ["mountPath"] = path,
                            ["subPath"] = $"s{i}",
                        })]),
                    }),
                    ["volumes"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "v",
                        ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = $"c{index}" },
                    }),
                },
            },
        },
    });

    private static ManifestReading Read(JsonObject manifest) => ManifestReader.Read(JsonSerializer.SerializeToElement(manifest));
}
