using CsCheck;
using HomelabStorage.Policies.Policy.Reading;

namespace HomelabStorage.Doors.Tests;

/// <summary>Manifests of some classes, several of them perhaps the default, and of some apps that share their claims.</summary>
internal static class Households
{
    private static readonly Gen<string> Class = Gen.Select(
        Gen.OneOfConst(
            ("local-path", "rancher.io/local-path", "{}"),
            ("longhorn", "driver.longhorn.io", "{numberOfReplicas: '3'}"),
            ("longhorn", "driver.longhorn.io", "{numberOfReplicas: '3', numberOfReplica: '3'}"),
            ("longhorn-sqlite", "driver.longhorn.io", "{numberOfReplicas: '2', dataLocality: best-effort}"),
            ("single", "driver.longhorn.io", "{numberOfReplicas: '1'}"),
            ("truenas-nfs", "nfs.csi.k8s.io", "{server: 10.0.0.2, share: /pool/k8s}"),
            ("truenas-nfs", "nfs.csi.k8s.io", "{server: 10.0.0.2, share: /pool/k8s, mountOptions: hard}"),
            ("truenas-iscsi", "org.democratic-csi.iscsi", "{}"),
            ("rbd", "rook-ceph.rbd.csi.ceph.com", "{}"),
            ("strange", "example.com/strange", "{}")),
        Gen.OneOfConst("'true'", "'false'"),
        Gen.OneOfConst("Delete", "Retain"),
        (kind, isDefault, reclaim) => $$"""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata:
              name: {{kind.Item1}}
              annotations: {storageclass.kubernetes.io/is-default-class: {{isDefault}}}
            provisioner: {{kind.Item2}}
            parameters: {{kind.Item3}}
            reclaimPolicy: {{reclaim}}
            """);

    private static readonly Gen<string> Claim = Gen.Select(
        Gen.OneOfConst("a", "b", "c"),
        Gen.OneOfConst("null", "local-path", "truenas-nfs", "single", "gone", "longhorn-sqlit"),
        Gen.OneOfConst("ReadWriteOnce", "ReadWriteMany", "ReadWriteOncePod"),
        (name, storageClass, mode) => $$"""
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: {{name}}, namespace: books}
            spec:
              storageClassName: {{storageClass}}
              accessModes: [{{mode}}]
              resources:
                requests: {storage: 1Gi}
            """.Replace("  storageClassName: null\n", string.Empty, StringComparison.Ordinal));

    /// <summary>Images with paths at which they keep something: those that are met most, and any of the catalog with all it keeps.</summary>
    private static readonly Gen<(string Image, string[] Paths)> Kept = Gen.OneOf(
        Gen.OneOfConst(
            ("vaultwarden/server:1.32.0", new[] { "/data" }),
            ("sissbruecker/linkding:1.36.0", ["/etc/linkding/data"]),
            ("postgres:17", ["/var/lib/postgresql/data"]),
            ("jellyfin/jellyfin:10.10.3", ["/config", "/cache", "/media"]),
            ("jetbrains/youtrack:2025.1", ["/opt/youtrack/data", "/opt/youtrack/conf", "/opt/youtrack/logs"]),
            ("redis:7", ["/data"]),
            ("nginx:1", ["/usr/share/nginx/html"])),
        Gen.OneOfConst([.. ShippedPolicy.Read().Catalog.Apps
            .Where(app => app.Images.Count > 0 && app.Data.Any(d => d.Path.Length > 0))
            .Select(app => (app.Images[0], app.Data.Select(d => d.Path).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal).ToArray()))]));

    /// <summary>Which claim each of some mounts is of: often the same.</summary>
    private static readonly Gen<string[]> Claims = Gen.OneOfConst("a", "a", "a", "b", "c").Array[8];

    private static readonly Gen<string> App = Gen.Select(
        Kept,
        Claims,
        Gen.OneOfConst("low", "important", "critical", "unset"),
        Gen.Int[1, 2],
        Gen.OneOfConst("Deployment", "StatefulSet", "StatefulSet with null", "StatefulSet with local-path", "StatefulSet with truenas-nfs"),
        (app, claims, criticality, replicas, kind) => $$"""
            apiVersion: apps/v1
            kind: {{kind.Split(' ')[0]}}
            metadata:
              name: {{app.Image.Split('/')[^1].Split(':')[0].Replace('_', '-')}}-{{claims[0]}}
              namespace: books
              annotations: {homelab-storage.io/criticality: {{criticality}}}
            spec:
              replicas: {{replicas}}
              template:
                spec:
                  containers:
                    - name: app
                      image: {{app.Image}}
                      volumeMounts: [{{Mounts(app.Paths, claims)}}]
                  volumes: [{{Volumes(kind.Contains("with", StringComparison.Ordinal) ? [] : claims)}}]
              volumeClaimTemplates: [{{Templates(kind, claims)}}]
            """.Replace("  annotations: {homelab-storage.io/criticality: unset}\n", string.Empty, StringComparison.Ordinal));

    /// <summary>Documents of YAML.</summary>
    public static Gen<string> Any { get; } = Gen.Select(
        Class.Array[0, 5],
        Claim.Array[0, 4],
        App.Array[1, 4],
        (classes, claims, apps) => string.Join("\n---\n", classes.Concat(claims).Concat(apps).DistinctBy(Name, StringComparer.Ordinal)));

    private static string Mounts(string[] paths, string[] claims) =>
        string.Join(", ", paths.Select((path, i) => $"{{name: {claims[i % claims.Length]}, mountPath: {path}, subPath: s{i}}}"));

    private static string Volumes(string[] claims) =>
        string.Join(", ", claims.Distinct(StringComparer.Ordinal).Select(c => $"{{name: {c}, persistentVolumeClaim: {{claimName: {c}}}}}"));

    /// <summary>What a StatefulSet makes claims of, with the class that its kind says it asks for.</summary>
    private static string Templates(string kind, string[] claims) => kind.Split(" with ") is not [_, var storageClass] ? string.Empty
        : string.Join(", ", claims.Distinct(StringComparer.Ordinal).Select(c =>
            $"{{metadata: {{name: {c}}}, spec: {{storageClassName: {storageClass}, accessModes: [ReadWriteOnce]}}}}"));

    /// <summary>The lines with kind and name.</summary>
    private static string Name(string manifest) =>
        string.Join(
            ' ',
            manifest
                .Split('\n')
                .Where(l => l.StartsWith("kind:", StringComparison.Ordinal)
                    || l.Contains(" name: ", StringComparison.Ordinal)
                    || l.Contains("{name: ", StringComparison.Ordinal))
                .Take(2));
}
