using HomelabStorage.TestKit;

namespace HomelabStorage.Audit.Tests;

/// <summary>A folder with claims that are to move, and the command that plans it.</summary>
internal sealed class MoveFolder : IDisposable
{
    public const string Classes = """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: truenas-nfs}
        provisioner: nfs.csi.k8s.io
        parameters: {server: 10.10.10.20, share: /mnt/big}
        reclaimPolicy: Retain
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: other-nfs}
        provisioner: nfs.csi.k8s.io
        parameters: {server: 10.10.10.20, share: /mnt/other}
        reclaimPolicy: Retain
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: longhorn-sqlite}
        provisioner: driver.longhorn.io
        parameters: {numberOfReplicas: "3"}
        reclaimPolicy: Retain
        """;

    public const string Claim = """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: linkding-data, namespace: books}
        spec:
          accessModes: [ReadWriteMany]
          storageClassName: truenas-nfs   # on the NAS
          resources: {requests: {storage: 5Gi}}
        """;

    public const string App = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: linkding, namespace: books}
        spec:
          replicas: 1
          strategy: {type: Recreate}
          selector: {matchLabels: {app: linkding}}
          template:
            metadata: {labels: {app: linkding}}
            spec:
              securityContext: {runAsUser: 33, runAsGroup: 33}
              containers:
                - {name: linkding, image: 'sissbruecker/linkding:1.41.0', volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}
              volumes: [{name: data, persistentVolumeClaim: {claimName: linkding-data}}]
        """;

    public const string Set = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: vault, namespace: vault}
        spec:
          replicas: 2
          serviceName: vault
          selector: {matchLabels: {app: vault}}
          template:
            metadata: {labels: {app: vault}}
            spec:
              containers:
                - {name: vaultwarden, image: 'vaultwarden/server:1.32.0', volumeMounts: [{name: data, mountPath: /data}]}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                storageClassName: truenas-nfs
                resources: {requests: {storage: 1Gi}}
        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("homelab-storage-move-").FullName;

    public string Write(string name, params string[] documents)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, string.Join("\n---\n", documents) + "\n");
        return file;
    }

    public (int Code, string Output, string Error) Plan(string claim, params string[] more) => FolderDoor.Run(["migrate", "plan", claim, Path, .. more]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
