using System.Globalization;
using System.Text;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Benchmarks;

/// <summary>Fills a cluster with households: in each namespace a Deployment with two claims, the pair of SQLite and media that most apps at home are.</summary>
internal static class ManyObjects
{
    private const int InEach = 4;

    private static readonly (string Image, string Config, string Other)[] Apps =
    [
        ("lscr.io/linuxserver/sonarr:4.0.9", "/config", "/tv"),
        ("jellyfin/jellyfin:10.10.3", "/config", "/media"),
        ("ghcr.io/advplyr/audiobookshelf:2.17.2", "/config", "/audiobooks"),
        ("louislam/uptime-kuma:1", "/app/data", "/backup"),
        ("registry.home/own/app:1", "/data", "/cache"),
    ];

    public static async Task<int> Make(int objects)
    {
        using var server = ApiServer.Connect(context: null);
        await Post(server, "apis/storage.k8s.io/v1/storageclasses", Class("truenas-nfs", "nfs.csi.k8s.io"));
        await Post(server, "apis/storage.k8s.io/v1/storageclasses", Class("local-path", "rancher.io/local-path"));
        await Parallel.ForAsync(0, objects / InEach, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            var ns = string.Create(CultureInfo.InvariantCulture, $"household-{number}");
            var (image, config, other) = Apps[number % Apps.Length];
            await Post(server, "api/v1/namespaces", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{ns}}}"}}""");
            await Post(server, $"api/v1/namespaces/{ns}/persistentvolumeclaims", Claim("config", number % 7 == 0 ? "truenas-nfs" : "local-path"));
            await Post(server, $"api/v1/namespaces/{ns}/persistentvolumeclaims", Claim("other", "truenas-nfs"));
            await Post(server, $"apis/apps/v1/namespaces/{ns}/deployments", Deployment(image, config, other));
        });
        return 0;
    }

    private static string Class(string name, string provisioner) =>
        $$"""
        {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "{{name}}"}, "provisioner": "{{provisioner}}",
         "reclaimPolicy": "Retain"}
        """;

    private static string Claim(string name, string storageClass) =>
        $$"""
        {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "{{name}}"},
         "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "{{storageClass}}", "resources": {"requests": {"storage": "5Gi"} } } }
        """;

    private static string Deployment(string image, string config, string other) =>
        $$$"""
        {
          "apiVersion": "apps/v1",
          "kind": "Deployment",
          "metadata": {
            "name": "app",
            "labels": {
              "app.kubernetes.io/name": "app",
              "kustomize.toolkit.fluxcd.io/name": "apps",
              "kustomize.toolkit.fluxcd.io/namespace": "flux-system"
            },
            "annotations": {"note": "{{{new string('x', 2000)}}}"}
          },
          "spec": {
            "strategy": {"type": "Recreate"},
            "selector": {"matchLabels": {"app": "app"}},
            "template": {
              "metadata": {"labels": {"app": "app"}},
              "spec": {
                "containers": [
                  {
                    "name": "app",
                    "image": "{{{image}}}",
                    "env": [{"name": "TZ", "value": "Europe/Berlin"}, {"name": "PUID", "value": "1000"}],
                    "ports": [{"containerPort": 8080}],
                    "volumeMounts": [{"name": "config", "mountPath": "{{{config}}}"}, {"name": "other", "mountPath": "{{{other}}}"}]
                  }
                ],
                "volumes": [
                  {"name": "config", "persistentVolumeClaim": {"claimName": "config"}},
                  {"name": "other", "persistentVolumeClaim": {"claimName": "other"}}
                ]
              }
            }
          }
        }
        """;

    private static async Task Post(ApiServer server, string path, string body)
    {
        var answer = await server.Create(path, Encoding.UTF8.GetBytes(body), CancellationToken.None);
        (answer as IDisposable)?.Dispose();
        if (answer is not (ApiAnswer.Done or ApiAnswer.Refused { IsConflict: true }))
        {
            throw new InvalidOperationException($"{path}: {answer.Complaint}");
        }
    }
}
