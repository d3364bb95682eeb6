namespace HomelabStorage.Audit.Tests;

/// <summary>An app that keeps SQLite on a claim of a class that is NFS: what the shipped policy refuses.</summary>
internal static class RadarrOnNfs
{
    /// <summary>What is in the cluster: the class and the claim.</summary>
    public const string Storage = """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: truenas-nfs}
        provisioner: nfs.csi.k8s.io
        parameters: {server: 10.10.10.20, share: /mnt/tank}
        reclaimPolicy: Retain
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: home}
        spec:
          storageClassName: truenas-nfs
          accessModes: [ReadWriteMany]
          resources: {requests: {storage: 1Gi}}
        """;

    /// <summary>The app.</summary>
    public const string App = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: radarr, namespace: home}
        spec:
          strategy: {type: Recreate}
          template:
            spec:
              containers:
                - name: radarr
                  image: lscr.io/linuxserver/radarr:5
                  volumeMounts: [{name: data, mountPath: /config}]
              volumes:
                - name: data
                  persistentVolumeClaim: {claimName: data}
        """;

    /// <summary>Both.</summary>
    public const string Whole = Storage + "\n---\n" + App;
}
