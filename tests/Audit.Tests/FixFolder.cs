using System.Text;
using HomelabStorage.TestKit;

namespace HomelabStorage.Audit.Tests;

/// <summary>A folder with Ollama and its classes, to be changed by <c>audit --fix</c>.</summary>
internal sealed class FixFolder : IDisposable
{
    public const string Classes =
        """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: local-path}
        provisioner: rancher.io/local-path
        reclaimPolicy: Retain
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: truenas-nfs}
        provisioner: nfs.csi.k8s.io
        parameters: {server: 10.10.10.20, share: /mnt/big}
        reclaimPolicy: Retain
        """;

    public const string Ollama =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ollama, namespace: ai}
        spec:
          strategy: {type: Recreate}
          selector: {matchLabels: {app: ollama}}
          template:
            metadata: {labels: {app: ollama}}
            spec:
              containers:
                - name: ollama
                  image: ollama/ollama:0.5
                  volumeMounts: [{name: models, mountPath: /root/.ollama/models}, {name: cache, mountPath: /tmp/ollama-cache}]
              volumes:
                - {name: models, persistentVolumeClaim: {claimName: models}}
                - {name: cache, persistentVolumeClaim: {claimName: cache}}
        """;

    public const string Claims =
        """
        # Ollama's volumes.
        kind: PersistentVolumeClaim   # as kubectl explain has it
        apiVersion: v1
        metadata: {name: cache, namespace: ai}
        spec:
            # on the NAS, for now
            storageClassName: 'truenas-nfs'  # TODO think
            accessModes: [ ReadWriteOnce ]

            resources: {requests: {storage: "10Gi"}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: models
          namespace: ai
        spec:
          accessModes:
          - ReadWriteOnce
          resources:
            requests:
              storage: 1e11
        """;

    public FixFolder()
    {
        Write("classes.yaml", Classes);
        Write("ollama.yaml", Ollama);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public (int Code, string Output, string Error) Fix() => FolderDoor.Run(["audit", "--fix", Path]);

    public string Write(string name, string text, bool hasMark = false)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(hasMark));
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
